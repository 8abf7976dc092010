import * as z from 'zod';
import type { InputIssue } from '../../base/errors.ts';
import { checkInput } from '../check-input.ts';
import { amount, positiveProbability } from '../schema/values.ts';
import { geoJson } from './geojson.ts';
import { gml } from './gml.ts';
import { graphml } from './graphml.ts';
import { type Imported, type Importer, type ImportOptions, importError } from './importer.ts';
import { knownFormat } from './known-formats.ts';
import { linkTable } from './link-table.ts';
import { nodeLink } from './node-link.ts';
import { sequence } from './sequence.ts';
import { type Source, sourceOf } from './source.ts';
import { stationTable } from './station-table.ts';

/** The first that recognises a file reads it; what is of another known format is no table. */
const NOTATIONS: readonly Importer[] = [graphml, gml, geoJson, sequence, nodeLink];
const TABLES: readonly Importer[] = [stationTable, linkTable];

/** What is read, in the words of a message. */
export const READ_FORMATS =
  'GraphML, GML, node-link JSON, GeoJSON of points, SeQUeNCe topologies, and tables (CSV, TSV) of links or stations';

/** Characters of no text. */
const CONTROL = /[^\P{Cc}\n\r\t\f]/u;

const given = z.strictObject({
  text: z.string(),
  options: z.strictObject({
    fileName: z.string().optional(),
    capacity: amount.optional().describe('Pairs per second, from 0 to 1e24.'),
    fidelity: positiveProbability.optional().describe('A fidelity, above 0 and up to 1.'),
  }),
});

/**
 * A scenario from a file of another format, told by what is in it: GraphML, GML, node-link JSON, GeoJSON of
 * points, topologies of SeQUeNCe, and tables of links or of stations.
 * @throws InputError with all options that are wrong, all that cannot be read, or with the name of a format that is not
 */
export function importNetwork(text: string, options: ImportOptions = {}): Imported {
  checkInput(given, { text, options });
  const source = sourceOf(text);
  const importer = importerOf(source);
  if (!importer) throw importError([unreadable(source)], options);
  const damaged = source.text.indexOf('\uFFFD');
  if (damaged >= 0) {
    const line = source.text.slice(0, damaged).split('\n').length;
    const message = 'a character was lost before: the replacement character U+FFFD stands here.';
    throw importError([{ path: '', line, message, hint: 'Save the file as UTF-8 again.' }], options);
  }
  return { format: importer.format, ...importer.read(source, options) };
}

/** Whether a text is of a format that is imported. */
export const canImport = (text: string): boolean => importerOf(sourceOf(text)) !== undefined;

/** What a text is, in the words of a message; null where that cannot be told. */
export function formatOfText(text: string): string | null {
  const source = sourceOf(text);
  const importer = importerOf(source);
  if (importer) return importer.format;
  const known = knownFormat(source);
  return known && !known.isVague ? known.format : null;
}

function importerOf(source: Source): Importer | undefined {
  if (CONTROL.test(source.text)) return undefined;
  const recognising = (importers: readonly Importer[]) =>
    importers.find((importer) => importer.recognise(source));
  return recognising(NOTATIONS) ?? (knownFormat(source) ? undefined : recognising(TABLES));
}

function unreadable(source: Source): InputIssue {
  const known = knownFormat(source);
  if (known) return { path: '', message: `this is ${known.format}.`, hint: known.hint };
  const columns = source.table.rows[0]?.cells.map((cell) => cell.trim()) ?? [];
  if (columns.length > 1 && !CONTROL.test(source.text)) {
    const message = `this table is none of links or stations that could be told: its first row is '${columns.slice(0, 6).join(', ')}'.`;
    const hint =
      'Name the columns in its first row: source and destination for links; name, latitude and longitude for stations.';
    return { path: '', line: source.table.rows[0]!.line, message, hint };
  }
  return { path: '', message: 'the file is of no format that is read.', hint: `Read are ${READ_FORMATS}.` };
}
