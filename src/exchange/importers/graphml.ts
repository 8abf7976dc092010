import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { counted } from '../foreign/assumptions.ts';
import { type GraphEdge, type GraphNode, scenarioOfGraph } from '../foreign/graph.ts';
import type { Source } from '../foreign/source.ts';
import { type Importer, type ImportOptions, importError } from './importer.ts';

const LISTS = ['key', 'graph', 'node', 'edge', 'data', 'hyperedge'];
/** What may precede the first element, and that element, with or without a prefix. */
const ROOT =
  /^\s*(?:(?:<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)\s*)*<(?:[\w.-]+:)?graphml[\s>]/;

type Element = Readonly<Record<string, unknown>>;

/**
 * GraphML, as the Internet Topology Zoo and yEd write it. Link speeds of classical networks say nothing about pairs and
 * are not used.
 */
export const graphml: Importer = {
  name: 'graphml',
  title: 'GraphML',
  isTable: false,
  recognises: ({ text }) => ROOT.test(text),
  read: readGraphml,
};

function readGraphml({ text }: Source, options: ImportOptions) {
  const root = parseXml(text, options);
  const graphs = elements(root, 'graph');
  const keys = elements(root, 'key');
  const all = (tag: string) => graphs.flatMap((graph) => descendants(graph, tag));
  const lineOf = lineFinder(text);
  const nodes = all('node').map(
    (element): GraphNode => ({
      id: attribute(element, 'id'),
      drawnLabel: labelIn(element),
      attributes: dataOf(element, keys, 'node'),
      where: { path: '', ...lineOf(element) },
    }),
  );
  const edges = all('edge').map(
    (element): GraphEdge => ({
      source: attribute(element, 'source'),
      target: attribute(element, 'target'),
      attributes: dataOf(element, keys, 'edge'),
      where: { path: '', ...lineOf(element) },
    }),
  );
  return scenarioOfGraph({ nodes, edges }, options, [
    ...(graphs.length > 1 ? [`The ${graphs.length} graphs of the file were read as one network.`] : []),
    ...counted('Hyperedges', all('hyperedge').length, 'dropped'),
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

/** Named values of an element, including the defaults of its keys. */
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

/** Children with one tag; an element without content is read as text, and counts as one without attributes. */
const elements = (parent: Element, tag: string): Element[] =>
  [parent[tag] ?? []].flat().map((child) => (isElement(child) ? child : { '#text': child }));

/** Elements with one tag in a graph and in the graphs inside its nodes. */
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

/** Lines of elements; if asked for in order, it scans the text once for nodes and once for edges. */
function lineFinder(text: string): (element: Element) => { line?: number } {
  const symbol = XMLParser.getMetaDataSymbol() as unknown as string;
  let [line, at] = [1, 0];
  return (element) => {
    const start = (element[symbol] as { startIndex?: number } | undefined)?.startIndex;
    if (start === undefined) return {};
    if (start < at) [line, at] = [1, 0];
    for (; at < start; at++) if (text.charCodeAt(at) === 10) line++;
    return { line };
  };
}
