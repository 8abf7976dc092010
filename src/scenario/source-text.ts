import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isSeq,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** A YAML text in which single places can be changed while everything else stays as it was written. */
export interface SourceText {
  /** The node at a path; undefined if there is none. */
  at(path: readonly (string | number)[]): unknown;
  /** The text with these values set in a block of keys: they replace old ones or follow its last key. */
  set(map: YAMLMap, values: Readonly<Record<string, unknown>>): string;
  /** The text with one more entry in a list, which is created if it does not exist. */
  append(path: readonly string[], entry: object): string;
  /** The text without an entry of a list. */
  remove(path: readonly string[], index: number): string;
}

/** A stretch of text and what takes its place. */
interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Null if the text is not a block of keys or not valid YAML. */
export function openText(text: string): SourceText | null {
  const document = parseDocument(text);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root) || root.items.length === 0) return null;
  const spliced = (splices: readonly Splice[]): string =>
    splices
      .toSorted((a, b) => b.from - a.from)
      .reduce((result, { from, to, text: put }) => result.slice(0, from) + put + result.slice(to), text);

  const lineStart = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = (offset: number) => {
    const end = text.indexOf('\n', offset);
    return end < 0 ? text.length : end;
  };
  const columnOf = (offset: number) => offset - lineStart(offset);
  const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);
  /** Where the text of a node ends, without what follows it. */
  const endOf = (node: unknown): number => {
    const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
    if (last !== undefined) return endOf(isPair(last) ? (last.value ?? last.key) : last);
    const end = isNode(node) ? (node.range?.[1] ?? 0) : 0;
    return text.slice(0, end).trimEnd().length;
  };

  /** Inserts text after the last part of a collection in brackets, before they close. */
  const insideBrackets = (collection: YAMLMap | YAMLSeq, added: string): Splice => {
    const close = endOf(collection) - 1;
    const from = text.slice(0, close).trimEnd().length;
    const comma = collection.items.length > 0 ? ', ' : ' ';
    return { from, to: from, text: `${text[from - 1] === ',' ? ' ' : comma}${added}` };
  };
  const afterLine = (offset: number, column: number, added: string): Splice => {
    const from = lineEnd(offset);
    return { from, to: from, text: `\n${' '.repeat(column)}${added}` };
  };
  const addKey = (map: YAMLMap, key: string, value: string): Splice =>
    map.flow
      ? insideBrackets(map, `${key}: ${value}`)
      : afterLine(endOf(map), columnOf(startOf(map.items[0]!.key)), `${key}: ${value}`);

  return {
    at: (path) => document.getIn(path, true),
    set(map, values) {
      return spliced(
        Object.entries(values).map(([key, value]): Splice => {
          const old = map.get(key, true);
          return isNode(old)
            ? { from: startOf(old), to: endOf(old), text: inline(value) }
            : addKey(map, key, inline(value));
        }),
      );
    },
    append(path, entry) {
      const list = document.getIn(path, true);
      if (isSeq(list)) {
        if (list.flow) return spliced([insideBrackets(list, inline(entry))]);
        const dash = columnOf(text.lastIndexOf('-', startOf(list.items[0]) - 1));
        return spliced([afterLine(endOf(list), dash, `- ${inline(entry)}`)]);
      }
      const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : root;
      if (isMap(parent)) return spliced([addKey(parent, path.at(-1)!, `[ ${inline(entry)} ]`)]);
      // Neither the list nor what holds it: both begin after the last section.
      const keys = path.map((key, depth) => `${'  '.repeat(depth)}${key}:`);
      const lines = [...keys, `${'  '.repeat(path.length)}- ${inline(entry)}`].join('\n');
      return `${text.trimEnd()}\n${lines}\n`;
    },
    remove(path, index) {
      const list = document.getIn(path, true);
      if (!isSeq(list)) return text;
      const item = list.items[index];
      const [from, to] = [startOf(item), endOf(item)];
      if (!list.flow) {
        const first = lineStart(text.lastIndexOf('-', from - 1));
        return spliced([{ from: first, to: lineEnd(to) + 1, text: '' }]);
      }
      const next = list.items[index + 1];
      const before = list.items[index - 1];
      return spliced([
        next ? { from, to: startOf(next), text: '' } : { from: before ? endOf(before) : from, to, text: '' },
      ]);
    },
  };
}

/** A value in one line: `{ id: a, latitudeDeg: 1 }`. */
function inline(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true }) as never;
  return document.toString({ lineWidth: 0 }).trimEnd();
}
