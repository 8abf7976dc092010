import * as z from 'zod';
import type { InputIssue } from '../base/errors.ts';
import { checkInput } from '../scenario/check-input.ts';
import { amount, positiveProbability } from '../scenario/schema/values.ts';
import { type Source, sourceOf } from './foreign/source.ts';
import { type Imported, type Importer, type ImportOptions, importError } from './importers/importer.ts';
import { IMPORTERS } from './importers/importers.ts';
import { knownFormat } from './known-formats.ts';

/** The formats that are read, in the words of a message. */
export const READ_FORMATS = new Intl.ListFormat('en', { type: 'disjunction' }).format(
  IMPORTERS.map(({ title }) => title),
);

/** Characters that no text contains. */
const CONTROL = /[^\P{Cc}\n\r\t\f]/u;

const given = z.strictObject({
  text: z.string(),
  options: z.strictObject({
    fileName: z.string().optional(),
    capacity: amount.optional().describe('Pairs per second, from 0 to 1e24.'),
    fidelity: positiveProbability.optional().describe('A fidelity, above 0 and up to 1.'),
    format: z.enum(IMPORTERS.map(({ name }) => name)).optional(),
  }),
});

/**
 * A scenario from a file in one of the formats of importers/, recognised by content.
 * @throws InputError with all options that are wrong, everything that cannot be read, or the name of a format that is
 * not supported
 */
export function importNetwork(text: string, options: ImportOptions = {}): Imported {
  checkInput(given, { text, options });
  const source = sourceOf(text);
  const importer = importerOf(source, options.format);
  if (!importer) throw importError([unreadable(source, options.format)], options);
  const damaged = source.text.indexOf('\uFFFD');
  if (damaged >= 0) {
    const line = source.text.slice(0, damaged).split('\n').length;
    const message = 'a character was lost before: the replacement character U+FFFD stands here.';
    throw importError([{ path: '', line, message, hint: 'Save the file as UTF-8 again.' }], options);
  }
  return { format: importer.title, ...importer.read(source, options) };
}

/** Whether a text is in a format that can be imported. */
export const canImport = (text: string): boolean => importerOf(sourceOf(text)) !== undefined;

/** The format of a text, in the words of a message; null if it is unknown. */
export function formatOfText(text: string): string | null {
  const source = sourceOf(text);
  const importer = importerOf(source);
  if (importer) return importer.title;
  const known = knownFormat(source);
  return known && !known.isVague ? known.format : null;
}

/** @param format the requested format; by default the first that recognises the source */
function importerOf(source: Source, format?: string): Importer | undefined {
  if (CONTROL.test(source.text)) return undefined;
  if (format !== undefined) {
    return IMPORTERS.find((importer) => importer.name === format && importer.recognises(source));
  }
  const recognising = (areTables: boolean) =>
    IMPORTERS.find((importer) => importer.isTable === areTables && importer.recognises(source));
  return recognising(false) ?? (knownFormat(source) ? undefined : recognising(true));
}

function unreadable(source: Source, format?: string): InputIssue {
  const asked = IMPORTERS.find(({ name }) => name === format);
  if (asked) {
    const actual = importerOf(source)?.title ?? knownFormat(source)?.format;
    const hint = actual === undefined ? `Supported formats: ${READ_FORMATS}.` : `It looks like ${actual}.`;
    return { path: '', message: `the file is not ${asked.title}.`, hint };
  }
  const known = knownFormat(source);
  if (known) return { path: '', message: `this is ${known.format}.`, hint: known.hint };
  const columns = source.table.rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  if (columns.length > 1 && !CONTROL.test(source.text)) {
    const message = `this table is none of links or stations that could be told: its first row is '${columns.slice(0, 6).join(', ')}'.`;
    const hint =
      'Name the columns in its first row: source and destination for links; name, latitude and longitude for stations.';
    return { path: '', line: source.table.rows[0]!.line, message, hint };
  }
  return {
    path: '',
    message: 'the file is in no supported format.',
    hint: `Supported formats: ${READ_FORMATS}.`,
  };
}
