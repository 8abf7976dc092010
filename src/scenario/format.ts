import { Document, isCollection, isMap, isScalar, isSeq, type Node, visit } from 'yaml';
import type { Scenario, ScenarioInput } from './schema/scenario.ts';

/**
 * A scenario as YAML that parseScenario reads back unchanged: keys in their given order, rows of numbers and short list
 * entries on one line each.
 * @param schema where editors find the JSON Schema of the format, relative to the file or as a URL; by default the copy
 * in a package that is installed beside the file
 */
export function formatScenario(
  scenario: Scenario | ScenarioInput,
  schema = './node_modules/satqn/schema/scenario.schema.json',
): string {
  // By JSON, so that keys without a value are left out.
  const document = new Document(JSON.parse(JSON.stringify(scenario)), { aliasDuplicateObjects: false });
  document.commentBefore = ` yaml-language-server: $schema=${schema}`;
  visit(document, {
    Collection(_, node, ancestors) {
      const isEntry = isSeq(node) || isSeq(ancestors.at(-1));
      if (
        isEntry &&
        node.items.every((item) => isScalar(isMap(node) ? (item as { value: Node }).value : item))
      ) {
        node.flow = true;
      }
      if (isCollection(node) && node.items.length === 0) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
