/** Places in a YAML text at which something is put in, so that everything else stays as it was written. */
import { isCollection, isNode, isPair, type YAMLMap, type YAMLSeq } from 'yaml';

/** A stretch of text and what takes its place. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export const spliced = (text: string, splices: readonly Splice[]): string =>
  splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, { from, to, text: put }) => result.slice(0, from) + put + result.slice(to), text);

/** Where the line of an offset begins, and where it ends. */
export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

export const startOf = (node: unknown): number => (isNode(node) ? (node.range?.[0] ?? 0) : 0);

/** Where the text of a node ends, without what follows it. */
export function endOf(text: string, node: unknown): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (last !== undefined) return endOf(text, isPair(last) ? (last.value ?? last.key) : last);
  const end = isNode(node) ? (node.range?.[1] ?? 0) : 0;
  return text.slice(0, end).trimEnd().length;
}

/** After the last part of a collection in brackets, before they close. */
export function insideBrackets(text: string, collection: YAMLMap | YAMLSeq, added: string): Splice {
  const close = endOf(text, collection) - 1;
  const from = text.slice(0, close).trimEnd().length;
  const comma = collection.items.length > 0 ? ', ' : ' ';
  return { from, to: from, text: `${text[from - 1] === ',' ? ' ' : comma}${added}` };
}

/** In a line of its own below that of an offset. */
export function afterLine(text: string, offset: number, column: number, added: string): Splice {
  const from = lineEnd(text, offset);
  return { from, to: from, text: `\n${' '.repeat(column)}${added}` };
}

/** As the last key of a block. */
export const asLastKey = (text: string, map: YAMLMap, key: string, value: string): Splice =>
  map.flow
    ? insideBrackets(text, map, `${key}: ${value}`)
    : afterLine(text, endOf(text, map), columnOf(text, startOf(map.items[0]!.key)), `${key}: ${value}`);
