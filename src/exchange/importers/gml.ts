import type { InputIssue } from '../../base/errors.ts';
import { type Attributes, scenarioOfGraph } from '../foreign/graph.ts';
import type { Source } from '../foreign/source.ts';
import { type Importer, type ImportOptions, importError } from './importer.ts';

/** Keys may repeat in a list. */
interface Entry {
  readonly key: string;
  readonly value: string | readonly Entry[];
  readonly line: number;
}

interface Token {
  readonly kind: '[' | ']' | 'string' | 'word';
  readonly text: string;
  readonly line: number;
}

const TOKEN = /(?:[^\S\n]+|\n|#[^\n]*)|([[\]])|"([^"]*)"|([^\s[\]"]+)|"/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** No such file has more entries before its graph. */
const LONGEST_HEAD = 50;

/**
 * The Graph Modelling Language, as the Internet Topology Zoo and NetworkX write it (M. Himsolt, GML: A portable
 * graph file format, 1997).
 */
export const gml: Importer = {
  name: 'gml',
  title: 'GML',
  isTable: false,
  recognises: beginsGraph,
  read: readGml,
};

function beginsGraph({ text }: Source): boolean {
  let before: Token | null = null;
  let count = 0;
  for (const token of tokensOf(text)) {
    if (token.kind === '[') return before?.kind === 'word' && before.text === 'graph';
    if (count++ > LONGEST_HEAD) return false;
    before = token;
  }
  return false;
}

function readGml({ text }: Source, options: ImportOptions) {
  const document = entriesOf(text);
  if ('message' in document) throw importError([document], options);
  const graph = document.entries.flatMap(({ key, value }) =>
    key === 'graph' && typeof value !== 'string' ? value : [],
  );
  const all = (tag: string) => graph.filter(({ key }) => key === tag);
  return scenarioOfGraph(
    {
      nodes: all('node').map((node) => ({
        id: scalarIn(node, 'id'),
        attributes: attributesOf(node, ['id']),
        where: { path: '', line: node.line },
      })),
      edges: all('edge').map((edge) => ({
        source: scalarIn(edge, 'source'),
        target: scalarIn(edge, 'target'),
        attributes: attributesOf(edge, ['source', 'target']),
        where: { path: '', line: edge.line },
      })),
    },
    options,
  );
}

/** All entries of a text, or what is wrong with it. */
function entriesOf(text: string): { entries: readonly Entry[] } | InputIssue {
  const top: Entry[] = [];
  const open: { readonly entries: Entry[]; readonly line: number }[] = [{ entries: top, line: 1 }];
  let key: Token | null = null;
  const issue = (line: number, message: string): InputIssue => ({
    path: '',
    line,
    message,
    hint: 'GML is a list of keys, each followed by a number, a text in quotation marks or a list in brackets.',
  });
  for (const token of tokensOf(text)) {
    const { entries } = open.at(-1)!;
    if (token.kind === ']') {
      if (key) return issue(key.line, `the key '${key.text}' has no value.`);
      if (open.length === 1) return issue(token.line, 'this bracket closes no list.');
      open.pop();
    } else if (key === null) {
      if (token.kind !== 'word') return issue(token.line, `there is no key before '${token.text}'.`);
      key = token;
    } else {
      const value: string | Entry[] = token.kind === '[' ? [] : token.text;
      entries.push({ key: key.text, value, line: key.line });
      if (typeof value !== 'string') open.push({ entries: value, line: key.line });
      key = null;
    }
  }
  if (key) return issue(key.line, `the key '${key.text}' has no value.`);
  if (open.length > 1) return issue(open.at(-1)!.line, 'this list is never closed.');
  return { entries: top };
}

function* tokensOf(text: string): Generator<Token> {
  let line = 1;
  for (const [whole, bracket, string, word] of text.matchAll(new RegExp(TOKEN, 'gy'))) {
    if (bracket !== undefined) yield { kind: bracket as '[' | ']', text: bracket, line };
    else if (string !== undefined) yield { kind: 'string', text: withoutEntities(string), line };
    // A quotation mark that is never closed is a word of its own.
    else if (word !== undefined || whole === '"') yield { kind: 'word', text: word ?? whole, line };
    line += whole.split('\n').length - 1;
  }
}

/** GML is ASCII and writes other characters like HTML. */
const withoutEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|([a-z]+));/g, (whole, code?: string, name?: string) =>
    code !== undefined && Number(code) <= 0x10ffff
      ? String.fromCodePoint(Number(code))
      : (ENTITIES[name ?? ''] ?? whole),
  );

function scalarIn({ value }: Entry, key: string): string | undefined {
  const found = typeof value === 'string' ? undefined : value.find((entry) => entry.key === key)?.value;
  return typeof found === 'string' ? found : undefined;
}

/** Nested lists, such as that of the drawing, say nothing about the network. */
const attributesOf = ({ value }: Entry, except: readonly string[]): Attributes =>
  typeof value === 'string'
    ? []
    : value.flatMap((entry) =>
        typeof entry.value === 'string' && !except.includes(entry.key)
          ? [[entry.key, entry.value] as const]
          : [],
      );
