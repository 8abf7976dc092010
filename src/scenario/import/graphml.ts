import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { InputIssue } from '../../base/errors.ts';
import { counted } from './assumptions.ts';
import { fieldOf, type LinkValues, readValue } from './columns.ts';
import {
  type ForeignLink,
  type ForeignNode,
  type Imported,
  type ImportOptions,
  importError,
  scenarioOfNetwork,
} from './network.ts';

const LISTS = ['key', 'graph', 'node', 'edge', 'data', 'hyperedge'];
/** Where a node has its name, the best first; `NodeLabel` is that of yEd's drawing. */
const NAMES = ['label', 'name', 'geocode_name'];

type Element = Readonly<Record<string, unknown>>;

/**
 * A scenario from GraphML, as the Internet Topology Zoo and yEd write it: names from `label`, places from
 * `Latitude` and `Longitude`, of links `capacity` (pairs/s), `fidelity`, `length` (km) and `class`.
 * Link speeds of classical networks say nothing about pairs and are not used.
 * @throws InputError with the line of what cannot be read
 */
export function importGraphml(text: string, options: ImportOptions = {}): Imported {
  const root = parseXml(text, options);
  const graphs = elements(root, 'graph');
  const issues: InputIssue[] = [];
  const wrong = (element: Element, message: string, hint: string) =>
    issues.push({ path: '', ...lineOf(element, text), message, hint });
  const keys = elements(root, 'key');
  const all = (tag: string) => graphs.flatMap((graph) => descendants(graph, tag));

  const indices = new Map<string, number>();
  const nodes: ForeignNode[] = [];
  for (const element of all('node')) {
    const id = attribute(element, 'id');
    if (id === undefined) wrong(element, 'the node has no id.', 'Every node needs an id of its own.');
    else if (indices.has(id))
      wrong(element, `the id '${id}' is taken by an earlier node.`, 'Every node needs an id of its own.');
    else {
      indices.set(id, nodes.length);
      nodes.push(nodeOf(element, id, keys));
    }
  }
  const links: ForeignLink[] = [];
  const ignored = new Set<string>();
  let loops = 0;
  for (const element of all('edge')) {
    const ends = (['source', 'target'] as const).map((end) => {
      const name = attribute(element, end);
      const index = name === undefined ? undefined : indices.get(name);
      if (index === undefined) {
        wrong(
          element,
          name === undefined ? `the edge has no ${end}.` : `the ${end} '${name}' is not a node.`,
          'Both ends of an edge are ids of nodes.',
        );
      }
      return index;
    });
    const values: LinkValues = {};
    for (const [name, value] of dataOf(element, keys, 'edge')) {
      const field = fieldOf(name);
      const problem = field === null ? null : readValue(values, field, value);
      if (problem) wrong(element, ...problem);
      if (field === null) ignored.add(name);
    }
    if (ends[0] === undefined || ends[1] === undefined) continue;
    if (ends[0] === ends[1]) loops++;
    else links.push({ ends: [ends[0], ends[1]], ...values });
  }
  if (issues.length > 0) throw importError(issues, options);
  const hyperedges = all('hyperedge').length;
  const unplaced = nodes.filter((node) => node.latitudeDeg === undefined || node.longitudeDeg === undefined);
  return scenarioOfNetwork({ nodes, links }, options, [
    ...(graphs.length > 1 ? [`The ${graphs.length} graphs of the file were read as one network.`] : []),
    ...(ignored.size > 0 ? [`Attributes of links not used: ${[...ignored].join(', ')}.`] : []),
    ...counted('Hyperedges', hyperedges, 'dropped'),
    ...counted('Links from a node to itself', loops, 'dropped'),
    ...counted('Nodes without a place', unplaced.length, 'they have no optical links'),
  ]);
}

function parseXml(text: string, options: ImportOptions): Element {
  const refuse = (message: string, line?: number) =>
    importError(
      [
        {
          path: '',
          ...(line === undefined ? {} : { line }),
          message,
          hint: 'Export the network as GraphML again.',
        },
      ],
      options,
    );
  const validity = XMLValidator.validate(text);
  if (validity !== true) throw refuse(`this is not valid XML: ${validity.err.msg}`, validity.err.line);
  let document: Element;
  try {
    document = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      captureMetaData: true,
      isArray: (name) => LISTS.includes(name),
    }).parse(text);
  } catch (error) {
    throw refuse(`this XML cannot be read: ${(error as Error).message}.`);
  }
  const root = document.graphml;
  if (!isElement(root) || elements(root, 'graph').length === 0) {
    throw refuse('there is no graph in a graphml element.');
  }
  return root;
}

function nodeOf(element: Element, id: string, keys: readonly Element[]): ForeignNode {
  const data = new Map(dataOf(element, keys, 'node').map(([name, value]) => [name.toLowerCase(), value]));
  const named = NAMES.map((name) => data.get(name)).find((name) => name !== undefined && name !== '');
  const within = (names: readonly string[], bound: number) => {
    const text = names.map((name) => data.get(name)).find((value) => value !== undefined && value !== '');
    const value = Number(text);
    return text !== undefined && Math.abs(value) <= bound ? value : undefined;
  };
  return {
    name: named ?? labelIn(element) ?? id,
    latitudeDeg: within(['latitude', 'lat'], 90),
    longitudeDeg: within(['longitude', 'lon', 'lng'], 360),
  };
}

/** Named values of an element, its keys' defaults included. */
function dataOf(element: Element, keys: readonly Element[], kind: 'node' | 'edge'): [string, string][] {
  const stated = new Map(elements(element, 'data').map((data) => [attribute(data, 'key'), data]));
  return keys.flatMap((key): [string, string][] => {
    const owner = attribute(key, 'for') ?? 'all';
    const name = attribute(key, 'attr.name');
    const data = stated.get(attribute(key, 'id'));
    const text = data === undefined ? textOf(key.default) : textOf(data);
    return name === undefined || text === null || (owner !== 'all' && owner !== kind) ? [] : [[name, text]];
  });
}

/** Text of the first NodeLabel inside an element. */
function labelIn(value: unknown): string | null {
  if (Array.isArray(value)) return value.map(labelIn).find((label) => label !== null) ?? null;
  if (!isElement(value)) return null;
  const own = [value.NodeLabel]
    .flat()
    .map(textOf)
    .find((label) => label);
  return (
    own ??
    Object.values(value)
      .map(labelIn)
      .find((label) => label !== null) ??
    null
  );
}

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null;

/** Children of one tag; an element without content is read as text, and counts as one without attributes. */
const elements = (parent: Element, tag: string): Element[] =>
  [parent[tag] ?? []].flat().map((child) => (isElement(child) ? child : { '#text': child }));

/** Elements of one tag in a graph and in the graphs inside its nodes. */
const descendants = (graph: Element, tag: string): Element[] => [
  ...elements(graph, tag),
  ...elements(graph, 'node').flatMap((node) =>
    elements(node, 'graph').flatMap((inner) => descendants(inner, tag)),
  ),
];

function attribute(element: Element, name: string): string | undefined {
  const value = element[`@${name}`];
  return typeof value === 'string' ? value : undefined;
}

function textOf(value: unknown): string | null {
  const text = isElement(value) ? value['#text'] : value;
  return typeof text === 'string' ? text.trim() : null;
}

function lineOf(element: Element, text: string): { line?: number } {
  const symbol = XMLParser.getMetaDataSymbol() as unknown as string;
  const start = (element[symbol] as { startIndex?: number } | undefined)?.startIndex;
  return start === undefined ? {} : { line: text.slice(0, start).split('\n').length };
}
