import { readTable, type Table } from '../../scenario/table.ts';

/** A text of unknown format, parsed as each of the usual notations if possible. */
export interface Source {
  readonly text: string;
  /** Undefined if the text is not JSON. */
  readonly json: unknown;
  readonly table: Table;
}

export function sourceOf(text: string): Source {
  let json: { readonly value: unknown } | undefined;
  let table: Table | undefined;
  const source = text.replace(/^\uFEFF/, '');
  return {
    text: source,
    get json() {
      json ??= { value: parsedJson(source) };
      return json.value;
    },
    get table() {
      table ??= readTable(source);
      return table;
    },
  };
}

function parsedJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A plain JSON object, or null. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

/** The plain objects of a list in a JSON object; null if there is no such list. */
export function objectsIn(value: unknown, key: string): Readonly<Record<string, unknown>>[] | null {
  const list = objectOf(value)?.[key];
  return Array.isArray(list) ? list.map((entry) => objectOf(entry) ?? {}) : null;
}
