import type { InputIssue } from '../../base/errors.ts';
import { hasHeader, isNumber, type Table, type TableRow } from '../../scenario/table.ts';
import { counted } from '../foreign/assumptions.ts';
import { fieldOf, type LinkField, type LinkValues, plainName, readValue } from '../foreign/columns.ts';
import type { ForeignLink } from '../foreign/foreign-network.ts';
import { scenarioOfNetwork } from '../foreign/network.ts';
import type { Source } from '../foreign/source.ts';
import { type Importer, type ImportOptions, importError } from './importer.ts';

/** Such a column makes a table of links a series: the same links again at every time. */
const TIME =
  /^(time|timestamp|date|datetime|epoch|utc|t|slot|step|timestep|timeslot)(s|sec|seconds|utc|index|id)?$/;
/** A date or a time of day does not name a node. */
const MOMENT = /^\d{4}-\d\d-\d\d|^\d{1,2}:\d\d/;

/**
 * One link per row, separated by commas, semicolons or tabs. Columns are found by name (source/from/node1,
 * destination/to/node2, capacity, fidelity, length_km or distance, class); a table without a header has the two ends
 * and, perhaps, the capacity in its first columns.
 */
export const linkTable: Importer = {
  name: 'link-table',
  title: 'a table of links',
  isTable: true,
  recognises: ({ table }) =>
    table.rows.length > 0 && (columnsOf(table.rows[0]!) ?? bareColumns(table)) !== null,
  read: readLinks,
};

function readLinks({ table }: Source, options: ImportOptions) {
  const { rows } = table;
  const header = columnsOf(rows[0]!);
  const columns = header ?? bareColumns(table) ?? [];
  const issues: InputIssue[] = [...table.issues];
  if (header) issues.push(...seriesIssue(rows[0]!));
  const assumptions = header
    ? notesOnHeader(rows[0]!, header)
    : ['The table has no header: its columns were read as source, destination and capacity.'];
  const malformed = new Set(table.issues.map(({ line }) => line));
  const nodes = new Map<string, number>();
  const links: ForeignLink[] = [];
  let loops = 0;
  for (const { line, cells } of header ? rows.slice(1) : rows) {
    if (malformed.has(line)) continue;
    const wrong = (message: string, hint: string) => issues.push({ path: '', line, message, hint });
    const values: LinkValues = {};
    for (const [i, field] of columns.entries()) {
      const problem = field === null ? null : readValue(values, field, cells[i] ?? '');
      if (problem) wrong(...problem);
    }
    const ends = (['source', 'destination'] as const).map((end) => cells[columns.indexOf(end)]?.trim() ?? '');
    if (ends.includes('')) {
      wrong('the row does not name two nodes.', 'Each row needs a source and a destination.');
    } else if (ends[0] === ends[1]) {
      loops++;
    } else {
      for (const end of ends) if (!nodes.has(end)) nodes.set(end, nodes.size);
      links.push({ ends: [nodes.get(ends[0]!)!, nodes.get(ends[1]!)!], ...values });
    }
  }
  if (issues.length > 0) throw importError(issues, options);
  assumptions.push(...counted('Links from a node to itself', loops, 'dropped'));
  const network = { nodes: [...nodes.keys()].map((name) => ({ name })), links };
  return scenarioOfNetwork(network, options, assumptions);
}

/** The meaning of each column; null if the row does not consist of column names. */
function columnsOf({ cells }: TableRow): (LinkField | null)[] | null {
  const fields = cells.map(fieldOf);
  return fields.includes('source') && fields.includes('destination') ? fields : null;
}

/** For a table without a header: two columns of names and perhaps one of numbers, and nothing else. */
function bareColumns(table: Table): LinkField[] | null {
  const { rows } = table;
  const half = rows.length / 2;
  const cell = (column: number) => rows.map(({ cells }) => cells[column]?.trim() ?? '');
  const filled = rows.filter(({ cells }) => cells[0]?.trim() && cells[1]?.trim()).length;
  if (filled < half || hasHeader(table) || rows[0]!.cells.length > 3) return null;
  // Numbers alone may as well be places or measurements, and moments begin a series.
  const areNames = [0, 1].every((end) => !cell(end).every((one) => isNumber(one) || MOMENT.test(one)));
  const capacities = cell(2).filter((one) => one !== '');
  const areNumbers = capacities.length === 0 || 2 * capacities.filter(isNumber).length >= capacities.length;
  return areNames && areNumbers ? ['source', 'destination', 'capacity'] : null;
}

function seriesIssue({ line, cells }: TableRow): InputIssue[] {
  const time = cells.find((cell) => TIME.test(plainName(cell)));
  if (time === undefined) return [];
  const message = `the column '${time.trim()}' makes a series of this table, with the same links at several times.`;
  const hint =
    'Import the rows of one time without that column; in the scenario a link may have one capacity a slot.';
  return [{ path: '', line, message, hint }];
}

function notesOnHeader({ cells }: TableRow, columns: readonly (LinkField | null)[]): string[] {
  const unused = cells.filter((_, i) => columns[i] === null && cells[i]!.trim() !== '');
  const capacity = cells[columns.indexOf('capacity')]?.trim();
  return [
    ...(unused.length > 0 ? [`Columns not used: ${unused.join(', ')}.`] : []),
    ...(capacity !== undefined && capacity.toLowerCase() !== 'capacity'
      ? [`The numbers of the column '${capacity}' are taken as they are, whatever its unit.`]
      : []),
  ];
}
