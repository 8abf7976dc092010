import type { StudyPoint } from '../domain/study.ts';
import { generatePaper } from '../scenario/generate-paper.ts';
import { scenarioFrom } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { withField, withSetting } from './fields.ts';
import type { GridAxis, StudyBase } from './study.ts';

/**
 * The scenario of one instance: applies the axes to the settings of the generator first, then to the fields of the
 * scenario. It does not read the files that the scenario names.
 * @throws InputError if the values do not make a valid scenario
 */
export function scenarioAt(base: StudyBase, axes: readonly GridAxis[], { at, seed }: StudyPoint): Scenario {
  const changes = axes.flatMap(({ name, fields }) => fields.map((field) => ({ field, value: at[name]! })));
  let settings = base.kind === 'generator' ? { ...base.settings, seed } : {};
  for (const { field, value } of changes) {
    if (field.of === 'generator') settings = withSetting(settings, field.key, value);
  }
  let document: object = base.kind === 'generator' ? generatePaper(settings) : { ...base.document, seed };
  for (const { field, value } of changes) {
    if (field.of === 'scenario') document = withField(document, field.steps, value);
  }
  return scenarioFrom(document);
}
