import { Document, isMap, isNode, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import {
  afterLine,
  asLastKey,
  columnOf,
  endOf,
  insideBrackets,
  lineEnd,
  lineStart,
  type Splice,
  spliced,
  startOf,
} from './splice.ts';

/** A YAML text in which single places can be changed while everything else stays as it was written. */
export interface SourceText {
  /** The node at a path; undefined if there is none. */
  at(path: readonly (string | number)[]): unknown;
  /** The text with these values set in a block of keys: they replace old ones or follow its last key. */
  set(map: YAMLMap, values: Readonly<Record<string, unknown>>): string;
  /** The text with one more entry in a list, which is created if it does not exist. */
  append(path: readonly string[], entry: object): string;
  /** The text without an entry of a list; without the last one of a section, the section goes as well. */
  remove(path: readonly string[], index: number): string;
}

/** Null if the text is not a block of keys or not valid YAML. */
export function openText(text: string): SourceText | null {
  const document = parseDocument(text);
  const root = document.contents;
  if (document.errors.length > 0 || !isMap(root) || root.items.length === 0) return null;
  return {
    at: (path) => document.getIn(path, true),
    set(map, values) {
      const splices = Object.entries(values).map(([key, value]): Splice => {
        const old = map.get(key, true);
        return isNode(old)
          ? { from: startOf(old), to: endOf(text, old), text: inline(value) }
          : asLastKey(text, map, key, inline(value));
      });
      return spliced(text, splices);
    },
    append(path, entry) {
      const list = document.getIn(path, true);
      if (isSeq(list)) return spliced(text, [asLastEntry(text, list, inline(entry))]);
      const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : root;
      if (isMap(parent))
        return spliced(text, [asLastKey(text, parent, path.at(-1)!, `[ ${inline(entry)} ]`)]);
      // Neither the list nor what holds it: both begin after the last section.
      const keys = path.map((key, depth) => `${'  '.repeat(depth)}${key}:`);
      const lines = [...keys, `${'  '.repeat(path.length)}- ${inline(entry)}`].join('\n');
      return `${text.trimEnd()}\n${lines}\n`;
    },
    remove(path, index) {
      const list = document.getIn(path, true);
      if (!isSeq(list)) return text;
      const section = path.length === 1 && !root.flow && list.items.length === 1;
      const key = section ? root.items.find(({ value }) => value === list)!.key : null;
      return spliced(text, [key ? withoutLines(text, key, list) : withoutEntry(text, list, index)]);
    },
  };
}

function asLastEntry(text: string, list: YAMLSeq, entry: string): Splice {
  if (list.flow) return insideBrackets(text, list, entry);
  const dash = columnOf(text, text.lastIndexOf('-', startOf(list.items[0]) - 1));
  return afterLine(text, endOf(text, list), dash, `- ${entry}`);
}

/** Takes out an entry with its line, or with the comma before or after it. */
function withoutEntry(text: string, list: YAMLSeq, index: number): Splice {
  const item = list.items[index];
  const [from, to] = [startOf(item), endOf(text, item)];
  if (!list.flow) {
    const first = lineStart(text, text.lastIndexOf('-', from - 1));
    return { from: first, to: lineEnd(text, to) + 1, text: '' };
  }
  const next = list.items[index + 1];
  if (next) return { from, to: startOf(next), text: '' };
  const before = list.items[index - 1];
  return { from: before ? endOf(text, before) : from, to, text: '' };
}

/** Takes out a section from its key to its end. */
const withoutLines = (text: string, key: unknown, value: YAMLSeq): Splice => ({
  from: lineStart(text, startOf(key)),
  to: lineEnd(text, endOf(text, value)) + 1,
  text: '',
});

/** A value in one line: `{ id: a, latitudeDeg: 1 }`. */
function inline(value: unknown): string {
  const document = new Document();
  document.contents = document.createNode(value, { flow: true }) as never;
  return document.toString({ lineWidth: 0 }).trimEnd();
}
