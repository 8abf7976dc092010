import { type Attributes, scenarioOfGraph } from '../foreign/graph.ts';
import { objectsIn, type Source } from '../foreign/source.ts';
import type { Importer, ImportOptions } from './importer.ts';

/**
 * A topology of the simulator SeQUeNCe (https://sequence-rtd-tutorial.readthedocs.io), whose `qconnections`
 * join routers by fibre: `distance` in metres.
 */
export const sequence: Importer = {
  name: 'sequence',
  title: 'a SeQUeNCe topology',
  isTable: false,
  recognises: ({ json }) => objectsIn(json, 'nodes') !== null && objectsIn(json, 'qconnections') !== null,
  read: readSequence,
};

function readSequence({ json }: Source, options: ImportOptions) {
  const connections = objectsIn(json, 'qconnections')!;
  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return scenarioOfGraph(
    {
      nodes: objectsIn(json, 'nodes')!.map(({ name }, i) => ({
        id: textOf(name),
        attributes: [],
        where: { path: `nodes[${i}].name` },
      })),
      edges: connections.map(({ node1, node2, distance }, i) => ({
        source: textOf(node1),
        target: textOf(node2),
        attributes: [['distance_m', String(distance ?? '')]] satisfies Attributes,
        where: { path: `qconnections[${i}]` },
      })),
    },
    options,
    [
      'Of the nodes only names were read, of connections only lengths: attenuation and memories are yours to state.',
    ],
  );
}
