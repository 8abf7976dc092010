import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { InputIssue } from '../../base/errors.ts';
import { elementNotation } from '../../scenario/element-notation.ts';
import { readTable } from '../../scenario/table.ts';
import { type ElementSource, unreadable } from './element-set.ts';

/** The values of one message by keyword, as written. */
export interface RawMessage {
  readonly values: Readonly<Record<string, unknown>>;
  /** The place in the text of the message or of one of its values. */
  readonly where: (keyword?: string) => Pick<InputIssue, 'path' | 'line' | 'file'>;
  /** Mistakes in the message found before its values are checked. */
  readonly issues: readonly InputIssue[];
}

type RawMessages =
  | { readonly messages: readonly RawMessage[] }
  | { readonly refused: ReturnType<typeof unreadable> };

/** The orbit mean-elements messages (CCSDS 502.0-B) of a text in JSON, CSV, XML or KVN. */
export function readMessages(text: string, source: ElementSource): RawMessages {
  const plain = text.replace(/^\uFEFF/, '');
  switch (elementNotation(plain)) {
    case 'OMM CSV':
      return { messages: fromCsv(plain, source) };
    case 'OMM XML':
      return fromXml(plain, source);
    case 'OMM KVN':
      return { messages: fromKvn(plain, source) };
    default:
      return fromJson(plain, source);
  }
}

const refusal = (source: ElementSource, message: string, hint: string, line?: number): RawMessages => ({
  refused: unreadable({ ...source, ...(line !== undefined && { line }), message, hint }),
});

/** A message or a list of them. */
function fromJson(text: string, source: ElementSource): RawMessages {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    return refusal(source, message, 'Give orbit mean elements in OMM.');
  }
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return {
    messages: items.map((item, index) => {
      const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
      const where = (keyword?: string) => ({
        file: source.file,
        path: `${source.path}[${index}]${keyword === undefined ? '' : `.${keyword}`}`,
      });
      const hint = 'Give a JSON object with the keywords of OMM.';
      return {
        values: isObject ? (item as Record<string, unknown>) : {},
        where,
        issues: isObject ? [] : [{ ...where(), message: 'This is no message.', hint }],
      };
    }),
  };
}

/** One row per message, under a header of keywords. */
function fromCsv(text: string, source: ElementSource): readonly RawMessage[] {
  const { rows, issues } = readTable(text);
  const header = rows[0]!.cells.map((cell) => cell.trim().toUpperCase());
  return rows.slice(1).map(({ line, cells }) => ({
    values: Object.fromEntries(header.map((keyword, column) => [keyword, cells[column]])),
    where: (keyword) => ({ ...source, path: pathOf(source, keyword), line }),
    issues: issues.filter((issue) => issue.line === line).map((issue) => ({ ...issue, ...source })),
  }));
}

type Element = Readonly<Record<string, unknown>>;

/** `omm` elements, alone or in an `ndm`, with what they contain at any depth. */
function fromXml(text: string, source: ElementSource): RawMessages {
  const hint = 'Give orbit mean elements in OMM, as CelesTrak and Space-Track have them.';
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text)) {
    return refusal(source, 'This is a web page.', `Download the file that it shows or links to. ${hint}`);
  }
  const validity = XMLValidator.validate(text);
  if (validity !== true) {
    return refusal(source, `This is not valid XML: ${validity.err.msg}`, hint, validity.err.line);
  }
  let document: Element;
  try {
    document = new XMLParser({
      ignoreAttributes: true,
      removeNSPrefix: true,
      parseTagValue: false,
      captureMetaData: true,
      isArray: (name) => name === 'omm',
    }).parse(text);
  } catch (error) {
    return refusal(source, `This XML cannot be read: ${(error as Error).message}.`, hint);
  }
  const holder = (document.ndm ?? document) as Element;
  const found = holder.omm;
  if (!Array.isArray(found)) return refusal(source, 'There is no omm element in this XML.', hint);
  const lineAt = lineCounter(text);
  return {
    messages: found.map((element: unknown) => {
      const line = lineAt(startOf(element));
      return {
        values: Object.fromEntries(leaves(element)),
        where: (keyword) => ({
          ...source,
          path: pathOf(source, keyword),
          ...(line !== undefined && { line }),
        }),
        issues: [],
      };
    }),
  };
}

function leaves(element: unknown): [string, unknown][] {
  if (typeof element !== 'object' || element === null) return [];
  return Object.entries(element).flatMap(([tag, inner]): [string, unknown][] =>
    typeof inner === 'string' ? [[tag, inner]] : leaves(inner),
  );
}

const startOf = (element: unknown): number | undefined => {
  const symbol = XMLParser.getMetaDataSymbol() as unknown as string;
  return (element as Readonly<Record<string, { startIndex?: number } | undefined>>)[symbol]?.startIndex;
};

/** Line numbers, from 1, for positions in a text that are asked for in order. */
function lineCounter(text: string): (start: number | undefined) => number | undefined {
  let [line, at] = [1, 0];
  return (start) => {
    if (start === undefined) return undefined;
    for (; at < start; at++) if (text.charCodeAt(at) === 10) line++;
    return line;
  };
}

/** `KEYWORD = value [unit]` per line; a message ends where a keyword repeats. */
function fromKvn(text: string, source: ElementSource): readonly RawMessage[] {
  const messages: RawMessage[] = [];
  let values: Record<string, unknown> = {};
  let lines = new Map<string, number>();
  let issues: InputIssue[] = [];
  const end = (): void => {
    if (lines.size === 0 && issues.length === 0) return;
    const lineOf = lines;
    const first = [...lines.values()][0] ?? issues[0]!.line!;
    messages.push({
      values,
      where: (keyword) => ({
        ...source,
        path: pathOf(source, keyword),
        line: (keyword === undefined ? undefined : lineOf.get(keyword)) ?? first,
      }),
      issues,
    });
    [values, lines, issues] = [{}, new Map(), []];
  };
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    if (/^\s*(?:COMMENT\b.*|#.*)?$/.test(content)) return;
    const [, keyword, value] = /^\s*(\w+)\s*=\s*(.*?)\s*(?:\[[^\]]*\]\s*)?$/.exec(content) ?? [];
    if (keyword === undefined) {
      const message = `"${content.trim()}" is no line of an OMM in KVN.`;
      issues.push({
        ...source,
        line: index + 1,
        message,
        hint: 'Write KEYWORD = value, or COMMENT before it.',
      });
      return;
    }
    if (lines.has(keyword)) end();
    values[keyword] = value;
    lines.set(keyword, index + 1);
  });
  end();
  return messages;
}

const pathOf = (source: ElementSource, keyword: string | undefined): string =>
  [source.path, keyword].filter(Boolean).join('.');
