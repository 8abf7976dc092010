import type { InputIssue } from '../../base/errors.ts';
import { counted } from './assumptions.ts';
import { fieldOf, type LinkField, type LinkValues, readValue } from './columns.ts';
import {
  type ForeignLink,
  type Imported,
  type ImportOptions,
  importError,
  scenarioOfNetwork,
} from './network.ts';
import { readTable, type TableRow } from './table.ts';

/** Characters of no text. */
const CONTROL = /[^\P{Cc}\n\r\t]/u;
const NOT_A_TABLE: InputIssue = {
  path: '',
  message: 'the file is neither GraphML nor a table of links.',
  hint: 'Each row of a table names two nodes, separated by comma, semicolon or tab; UTF-8.',
};

/**
 * A scenario from a table with one link a row, separated by commas, semicolons or tabs. Columns are found
 * by name (source/from/node1, destination/to/node2, capacity, fidelity, length_km or distance, class);
 * a table without names has the two ends and, perhaps, the capacity in its first columns.
 * @throws InputError with every row that cannot be read
 */
export function importLinkCsv(text: string, options: ImportOptions = {}): Imported {
  if (CONTROL.test(text)) throw importError([NOT_A_TABLE], options);
  const { rows, issues: unreadable } = readTable(text);
  const header = rows[0] ? columnsOf(rows[0]) : null;
  const columns: readonly (LinkField | null)[] = header ?? ['source', 'destination', 'capacity'];
  const named = rows.filter(({ cells }) => cells[0]?.trim() && cells[1]?.trim()).length;
  if (header === null && 2 * named < rows.length) throw importError([NOT_A_TABLE], options);
  const assumptions = header
    ? notesOnHeader(rows[0]!, header)
    : ['The table has no header: its columns were read as source, destination and capacity.'];

  const issues: InputIssue[] = [...unreadable];
  const nodes = new Map<string, number>();
  const links: ForeignLink[] = [];
  let loops = 0;
  for (const { line, cells } of header ? rows.slice(1) : rows) {
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

/** The meaning of each column, null where the row is not one of column names. */
function columnsOf({ cells }: TableRow): (LinkField | null)[] | null {
  const fields = cells.map(fieldOf);
  return fields.includes('source') && fields.includes('destination') ? fields : null;
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
