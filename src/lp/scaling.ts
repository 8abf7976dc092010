/**
 * Scales a program so that its numbers are about 1, whatever its units: solvers compare violations with absolute
 * tolerances. The unit of a column is its largest possible value, that of a row the largest contribution that a column
 * can make, so a solver's tolerance is relative to each row. All units are powers of two, which scale without rounding.
 * Integer columns keep their unit.
 */
import type { LinearProgram, Rows } from './program.ts';

interface Scaling {
  /** Unit of each column. */
  readonly units: Float64Array;
  /** The largest possible |x_j|, by its bounds and by what the rows imply; Infinity if nothing limits it. */
  readonly caps: Float64Array;
}

/** How often the rows are searched for implied caps: stocks follow from fills, and rates from stocks. */
const PASSES = 6;
/** A contribution below this share of the largest in its row is left out: solvers would drop it silently. */
export const NEGLIGIBLE = 1e-11;

export function scalingOf(program: LinearProgram): Scaling {
  const { columns, rows } = program;
  const caps = impliedCaps(program);
  const units = caps.map((cap, j) => (columns.integer[j] ? 1 : unitOf(cap)));
  // A column without a cap gets the unit in which its largest contribution equals that of its rows.
  const room = new Float64Array(units.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < rows.lower.length; i++) {
    const unit = rowUnit(rows, i, units);
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      const j = rows.indices[k]!;
      if (Number.isNaN(units[j]!)) room[j] = Math.min(room[j]!, unit / Math.abs(rows.values[k]!));
    }
  }
  return {
    caps,
    units: units.map((unit, j) => {
      if (!Number.isNaN(unit)) return unit;
      const own = unitOf(room[j]!);
      return Number.isNaN(own) ? 1 : own;
    }),
  };
}

/** Rows over scaled columns, and the unit of each. */
export function scaleRows(
  rows: Rows,
  scaling: Scaling,
): { readonly rows: Rows; readonly units: Float64Array } {
  const { units, caps } = scaling;
  const count = rows.lower.length;
  const rowUnits = new Float64Array(count);
  const lower = new Float64Array(count);
  const upper = new Float64Array(count);
  const starts = new Int32Array(count + 1);
  const indices = new Int32Array(rows.indices.length);
  const values = new Float64Array(rows.values.length);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const unit = rowUnit(rows, i, units);
    let [least, most] = [0, 0];
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      const j = rows.indices[k]!;
      const value = (rows.values[k]! * units[j]!) / unit;
      if (Math.abs(value) < NEGLIGIBLE && Number.isFinite(caps[j]!)) {
        // Loosen the row by what the entry can contribute, so that bounds stay valid.
        const contribution = (Math.abs(value) * caps[j]!) / units[j]!;
        least -= contribution;
        most += contribution;
        continue;
      }
      indices[next] = j;
      values[next] = value;
      next += 1;
    }
    rowUnits[i] = unit;
    lower[i] = rows.lower[i]! / unit + least;
    upper[i] = rows.upper[i]! / unit + most;
    starts[i + 1] = next;
  }
  return {
    rows: {
      names: rows.names,
      lower,
      upper,
      starts,
      indices: indices.slice(0, next),
      values: values.slice(0, next),
    },
    units: rowUnits,
  };
}

/** Unit of the objective: the largest contribution of a column. */
export function objectiveUnit(cost: Float64Array, units: Float64Array): number {
  let largest = 0;
  for (let j = 0; j < cost.length; j++) largest = Math.max(largest, Math.abs(cost[j]! * units[j]!));
  return largest > 0 ? unitOf(largest) : 1;
}

/** The power of two closest to a size; NaN if there is none. */
const unitOf = (size: number): number =>
  size > 0 && Number.isFinite(size) ? 2 ** Math.round(Math.log2(size)) : Number.NaN;

/**
 * The largest contribution to a row from a column with a known unit, or the row's own requirement if that is larger;
 * otherwise its side, or 1. A side far above all contributions never binds, so it says nothing about size.
 */
function rowUnit({ starts, indices, values, lower, upper }: Rows, row: number, units: Float64Array): number {
  let largest = Math.max(0, lower[row]!, -upper[row]!);
  if (!Number.isFinite(largest)) largest = 0;
  let coefficient = 0;
  for (let k = starts[row]!; k < starts[row + 1]!; k++) {
    const unit = units[indices[k]!]!;
    coefficient = Math.max(coefficient, Math.abs(values[k]!));
    if (!Number.isNaN(unit)) largest = Math.max(largest, Math.abs(values[k]!) * unit);
  }
  if (largest > 0) return unitOf(largest);
  const sides = [lower[row]!, upper[row]!].map(Math.abs).filter((side) => side > 0 && Number.isFinite(side));
  for (const size of [...sides, coefficient]) if (size > 0) return unitOf(size);
  return 1;
}

/**
 * Bounds of columns that follow from rows and the bounds of other columns. They are used only as sizes, so rounding
 * does no harm.
 */
function impliedCaps({ columns, rows }: LinearProgram): Float64Array {
  const floors = columns.lower.map((lower) => (lower >= 0 ? lower : Number.NEGATIVE_INFINITY));
  const caps = columns.upper.map((upper, j) => Math.max(Math.abs(upper), Math.abs(columns.lower[j]!)));
  for (let pass = 0; pass < PASSES; pass++) {
    let isTighter = false;
    for (let i = 0; i < rows.lower.length; i++) {
      if (tighten(rows, i, 1, rows.upper[i]!, floors, caps)) isTighter = true;
      if (tighten(rows, i, -1, -rows.lower[i]!, floors, caps)) isTighter = true;
    }
    if (!isTighter) break;
  }
  return caps;
}

/** Σ sign·a x ≤ side limits every column with positive sign·a by the least that the others take. */
function tighten(
  { starts, indices, values }: Rows,
  row: number,
  sign: 1 | -1,
  side: number,
  floors: Float64Array,
  caps: Float64Array,
): boolean {
  if (side === Number.POSITIVE_INFINITY) return false;
  let least = 0;
  let unlimited = 0;
  for (let k = starts[row]!; k < starts[row + 1]!; k++) {
    const j = indices[k]!;
    const value = sign * values[k]!;
    const term = value * (value > 0 ? floors[j]! : caps[j]!);
    if (Number.isFinite(term)) least += term;
    else unlimited += 1;
  }
  if (unlimited > 0) return false;
  let isTighter = false;
  for (let k = starts[row]!; k < starts[row + 1]!; k++) {
    const j = indices[k]!;
    const value = sign * values[k]!;
    if (value <= 0 || !(floors[j]! >= 0)) continue;
    const cap = (side - least) / value + floors[j]!;
    // At least halve the cap: smaller steps do not change the unit, and could go on for ever.
    if (cap > 0 && cap < 0.5 * caps[j]!) {
      caps[j] = cap;
      isTighter = true;
    }
  }
  return isTighter;
}
