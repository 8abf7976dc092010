import { fileNames } from './names.ts';
import type { LinearProgram } from './program.ts';

const TERMS_PER_LINE = 8;
const RESERVED =
  /^(?:max|min|maximi[sz]e|minimi[sz]e|st|s\.t\.|subject|such|bounds?|bin(?:ary|aries)?|gen(?:erals?)?|int(?:egers?)?|semis?|sos|free|inf|infinity|nan|end)$/i;

/**
 * The program in CPLEX's LP format. Names keep letters, digits, `_` and `.`; everything else becomes an underscore.
 * Rows without a finite side are left out. The lower side of a row with two sides becomes a row of its own
 * (`<name>_lower`), since readers disagree about ranges.
 */
export function formatLp(program: LinearProgram): string {
  const { columns, rows } = program;
  const columnNames = fileNames(columns.names, clean);
  const rowNames = fileNames(rows.names, clean, ['objective']);
  const lowerNames = fileNames(
    rowNames.map((name) => `${name}_lower`),
    clean,
    rowNames,
  );
  const constraints = rowNames.flatMap((name, i) => {
    const [start, end] = [rows.starts[i]!, rows.starts[i + 1]!];
    const expression =
      start === end
        ? `0 ${columnNames[0]}`
        : terms(rows.values.subarray(start, end), (k) => columnNames[rows.indices[start + k]!]!);
    const [lower, upper] = [rows.lower[i]!, rows.upper[i]!];
    if (lower === upper) return [` ${name}: ${expression} = ${upper}`];
    return [
      ...(Number.isFinite(upper) ? [` ${name}: ${expression} <= ${upper}`] : []),
      ...(Number.isFinite(lower)
        ? [` ${Number.isFinite(upper) ? lowerNames[i] : name}: ${expression} >= ${lower}`]
        : []),
    ];
  });
  return [
    `\\ ${program.name.replace(/\s+/g, ' ')}`,
    'Maximize',
    // The objective names every column, so that the file has all of them, in order.
    ` objective: ${terms(columns.cost, (j) => columnNames[j]!)}`,
    'Subject To',
    ...constraints,
    'Bounds',
    ...columnNames.flatMap((name, j) => boundOf(name, columns.lower[j]!, columns.upper[j]!)),
    'General',
    ...columnNames.filter((_, j) => columns.integer[j]).map((name) => ` ${name}`),
    'End',
    '',
  ].join('\n');
}

/** Names must not look like numbers (`e5`), operators or keywords. */
function clean(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_.]/g, '_');
  return /^[A-DF-Za-df-z_]/.test(plain) && !RESERVED.test(plain) ? plain : `_${plain}`;
}

function terms(values: Float64Array, name: (position: number) => string): string {
  let text = '';
  values.forEach((value, k) => {
    const sign = value < 0 ? '-' : k === 0 ? '' : '+';
    const space = k === 0 ? '' : k % TERMS_PER_LINE === 0 ? '\n   ' : ' ';
    text += `${space}${sign}${sign ? ' ' : ''}${Math.abs(value)} ${name(k)}`;
  });
  return text;
}

function boundOf(name: string, lower: number, upper: number): string[] {
  if (lower === 0 && upper === Number.POSITIVE_INFINITY) return [];
  if (lower === upper) return [` ${name} = ${lower}`];
  const from = lower === Number.NEGATIVE_INFINITY ? '-inf' : lower;
  if (upper !== Number.POSITIVE_INFINITY) return [` ${from} <= ${name} <= ${upper}`];
  return [from === '-inf' ? ` ${name} free` : ` ${name} >= ${lower}`];
}
