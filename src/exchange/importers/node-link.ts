import { type Attributes, scenarioOfGraph } from '../foreign/graph.ts';
import { objectOf, objectsIn, type Source } from '../foreign/source.ts';
import type { Importer, ImportOptions } from './importer.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** The node-link form of a graph, as in NetworkX (`node_link_data`) and D3. */
export const nodeLink: Importer = {
  name: 'node-link',
  title: 'node-link JSON',
  isTable: false,
  // Scenarios have nodes and links, too.
  recognises: ({ json }) =>
    objectOf(json)?.satqn === undefined && objectsIn(json, 'nodes') !== null && edgesOf(json) !== null,
  read: readNodeLink,
};

function readNodeLink({ json }: Source, options: ImportOptions) {
  const nodes = objectsIn(json, 'nodes')!;
  const { key, edges } = edgesOf(json)!;
  // Without ids, ends are names or, in older files, positions in the list.
  const areNamed = edges.every(
    ({ source, target }) => typeof source === 'string' && typeof target === 'string',
  );
  const idOf = (node: JsonObject, position: number) =>
    textOf(node.id) ?? (areNamed ? textOf(node.name) : String(position));
  return scenarioOfGraph(
    {
      nodes: nodes.map((node, i) => ({
        id: idOf(node, i),
        attributes: attributesOf(node, ['id']),
        where: { path: `nodes[${i}]` },
      })),
      edges: edges.map((edge, i) => ({
        source: textOf(edge.source),
        target: textOf(edge.target),
        attributes: attributesOf(edge, ['source', 'target', 'key']),
        where: { path: `${key}[${i}]` },
      })),
    },
    options,
  );
}

function edgesOf(json: unknown): { key: string; edges: JsonObject[] } | null {
  for (const key of ['edges', 'links']) {
    const edges = objectsIn(json, key);
    if (edges?.every((edge) => 'source' in edge && 'target' in edge)) return { key, edges };
  }
  return null;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function attributesOf(object: JsonObject, except: readonly string[]): Attributes {
  return Object.entries(object).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === undefined || except.includes(name) ? [] : [[name, text] as const];
  });
}
