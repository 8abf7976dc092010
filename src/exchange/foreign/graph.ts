import type { InputIssue } from '../../base/errors.ts';
import { type Imported, type ImportOptions, importError } from '../importers/importer.ts';
import { counted, examples } from './assumptions.ts';
import { fieldOf, type LinkValues, plainName, readValue } from './columns.ts';
import type { ForeignLink, ForeignNode } from './foreign-network.ts';
import { scenarioOfNetwork } from './network.ts';
import { degreesOf, LATITUDE_BOUND, LATITUDES, LONGITUDE_BOUND, LONGITUDES } from './places.ts';

/** A place in the file. */
type Where = Pick<InputIssue, 'path' | 'line'>;
/** Names and values as written. */
export type Attributes = readonly (readonly [name: string, value: string])[];

export interface GraphNode {
  readonly id: string | undefined;
  /** The text beside the node in the drawing of the graph. */
  readonly drawnLabel?: string | null;
  readonly attributes: Attributes;
  readonly where: Where;
}

export interface GraphEdge {
  /** Ids of nodes. */
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly attributes: Attributes;
  readonly where: Where;
}

/** A graph as its format states it; its attributes have the same meaning in every format. */
interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/**
 * A scenario from a graph: names from `label` or `name`, places from `Latitude` and `Longitude`, and for links
 * `capacity` (pairs/s), `fidelity`, `length` and `class`.
 * @throws InputError with everything that is wrong with ids, ends and values
 */
export function scenarioOfGraph(
  graph: Graph,
  options: ImportOptions,
  alreadyAssumed: readonly string[] = [],
): Omit<Imported, 'format'> {
  const issues: InputIssue[] = [];
  const indices = new Map<string, number>();
  const nodes: ForeignNode[] = [];
  const places = { missing: 0, unreadable: [] as string[] };
  for (const node of graph.nodes) {
    const hint = 'Every node needs an id of its own.';
    if (node.id === undefined) issues.push({ ...node.where, message: 'the node has no id.', hint });
    else if (indices.has(node.id))
      issues.push({ ...node.where, message: `the id '${node.id}' is taken by an earlier node.`, hint });
    else {
      indices.set(node.id, nodes.length);
      nodes.push(nodeOf(node, node.id, places));
    }
  }
  const links: ForeignLink[] = [];
  const ignored = new Set<string>();
  let loops = 0;
  for (const edge of graph.edges) {
    const wrong = (message: string, hint: string) => issues.push({ ...edge.where, message, hint });
    const ends = (['source', 'target'] as const).map((end) => {
      const name = edge[end];
      const index = name === undefined ? undefined : indices.get(name);
      if (index === undefined) {
        wrong(
          name === undefined ? `the edge has no ${end}.` : `the ${end} '${name}' is not a node.`,
          'Both ends of an edge are ids of nodes.',
        );
      }
      return index;
    });
    const values: LinkValues = {};
    for (const [name, value] of edge.attributes) {
      const field = fieldOf(name);
      const problem = field === null ? null : readValue(values, field, value);
      if (problem) wrong(...problem);
      if (field === null) ignored.add(name);
    }
    if (ends[0] === undefined || ends[1] === undefined) continue;
    if (ends[0] === ends[1]) loops++;
    else links.push({ ends: [ends[0], ends[1]], ...values });
  }
  if (issues.length > 0) throw importError(issues, options);
  return scenarioOfNetwork({ nodes, links }, options, [
    ...alreadyAssumed,
    ...(ignored.size > 0 ? [`Attributes of links not used: ${[...ignored].join(', ')}.`] : []),
    ...counted('Links from a node to itself', loops, 'dropped'),
    ...counted('Nodes without a place', places.missing, 'they have no optical links'),
    ...counted(
      'Nodes whose place cannot be read',
      places.unreadable.length,
      `they have no optical links until you write degrees with a decimal point, for ${examples(places.unreadable)}`,
    ),
  ]);
}

function nodeOf(
  { attributes, drawnLabel }: GraphNode,
  id: string,
  places: { missing: number; unreadable: string[] },
): ForeignNode {
  const values = new Map(attributes.map(([name, value]) => [plainName(name), value.trim()]));
  const first = (names: readonly string[]) =>
    names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '');
  // What people see in the drawing goes before what a search for its town made of it.
  const name = first(['label', 'name']) ?? drawnLabel ?? first(['geocodename']) ?? id;
  const [latitude, longitude] = [first(LATITUDES), first(LONGITUDES)];
  if (latitude === undefined || longitude === undefined) {
    places.missing++;
    return { name };
  }
  const [latitudeDeg, longitudeDeg] = [
    degreesOf(latitude, LATITUDE_BOUND),
    degreesOf(longitude, LONGITUDE_BOUND),
  ];
  if (latitudeDeg !== null && longitudeDeg !== null) return { name, place: { latitudeDeg, longitudeDeg } };
  places.unreadable.push(`${name} (${latitude}; ${longitude})`);
  return { name };
}
