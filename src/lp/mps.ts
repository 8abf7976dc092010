import { fileNames } from './names.ts';
import type { LinearProgram } from './program.ts';

const OBJECTIVE = 'objective';

/**
 * The program as free-format MPS, with its costs negated, to be minimised: readers disagree about OBJSENSE (GLPK
 * refuses the section, CBC ignores it and minimises), but all of them minimise if it is missing. Blanks in names become
 * underscores. All bounds of integer columns are written, since readers have different defaults.
 */
export function formatMps(program: LinearProgram): string {
  const { columns, rows } = program;
  const clean = (name: string) => name.replace(/\s+/g, '_').replace(/^[$*]|^$/, '_$&');
  const rowNames = fileNames(rows.names, clean, [OBJECTIVE]);
  const columnNames = fileNames(columns.names, clean);
  const sides = rowNames.map((_, i) => sideOf(rows.lower[i]!, rows.upper[i]!));
  return [
    '* minimise: the costs are negated, so the maximum sought is minus the optimum of this file',
    // Without FREE, CBC reads lines with short names as fixed format; other readers ignore the word.
    `NAME ${clean(program.name)} FREE`,
    'ROWS',
    ` N ${OBJECTIVE}`,
    ...rowNames.map((name, i) => ` ${sides[i]!.type} ${name}`),
    'COLUMNS',
    ...columnLines(program, rowNames, columnNames),
    'RHS',
    ...rowNames.flatMap((name, i) => (sides[i]!.rhs === 0 ? [] : [` RHS ${name} ${sides[i]!.rhs}`])),
    'RANGES',
    ...rowNames.flatMap((name, i) => (sides[i]!.range === 0 ? [] : [` RANGES ${name} ${sides[i]!.range}`])),
    'BOUNDS',
    ...columnNames.flatMap((name, j) =>
      boundsOf(columns.lower[j]!, columns.upper[j]!, columns.integer[j] === 1).map(
        ([type, value]) => ` ${type} BOUND ${name}${value === undefined ? '' : ` ${value}`}`,
      ),
    ),
    'ENDATA',
    '',
  ].join('\n');
}

function columnLines({ columns, rows }: LinearProgram, rowNames: string[], columnNames: string[]): string[] {
  const entries: string[][] = columnNames.map((name, j) => [` ${name} ${OBJECTIVE} ${-columns.cost[j]!}`]);
  rowNames.forEach((row, i) => {
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      const j = rows.indices[k]!;
      entries[j]!.push(` ${columnNames[j]} ${row} ${rows.values[k]}`);
    }
  });
  const lines: string[] = [];
  const mark = (kind: string) => lines.push(` MARKER 'MARKER' '${kind}'`);
  entries.forEach((column, j) => {
    const integer = columns.integer[j] === 1;
    const before = j > 0 && columns.integer[j - 1] === 1;
    if (integer && !before) mark('INTORG');
    if (!integer && before) mark('INTEND');
    lines.push(...column);
  });
  if (columns.integer.at(-1) === 1) mark('INTEND');
  return lines;
}

function sideOf(lower: number, upper: number): { type: 'N' | 'E' | 'L' | 'G'; rhs: number; range: number } {
  const below = Number.isFinite(lower);
  if (!Number.isFinite(upper)) return { type: below ? 'G' : 'N', rhs: below ? lower : 0, range: 0 };
  if (lower === upper) return { type: 'E', rhs: upper, range: 0 };
  return { type: 'L', rhs: upper, range: below ? upper - lower : 0 };
}

function boundsOf(lower: number, upper: number, integer: boolean): (readonly [string, number?])[] {
  const above = Number.isFinite(upper);
  if (lower === upper) return [['FX', lower]];
  if (!Number.isFinite(lower)) return above ? [['MI'], ['UP', upper]] : [['FR']];
  if (above)
    return [
      ['LO', lower],
      ['UP', upper],
    ];
  if (integer) return [['LO', lower], ['PL']];
  return lower === 0 ? [] : [['LO', lower]];
}
