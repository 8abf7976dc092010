import type { Columns, Rows } from './program.ts';

/**
 * Whether x violates no row, column bound or integrality by more than `tolerance`·(1 + Σ |terms|), which is as much as
 * values that were printed with few digits can satisfy.
 */
export function isFeasibleWithin(
  program: {
    readonly columns: Omit<Columns, 'names' | 'integer'> & { readonly integer: ArrayLike<number> };
    readonly rows: Omit<Rows, 'names'>;
  },
  x: ArrayLike<number>,
  tolerance: number,
): boolean {
  const { columns, rows } = program;
  const within = (value: number, lower: number, upper: number, size: number) =>
    Math.max(lower - value, value - upper) <= tolerance * (1 + size);
  for (let j = 0; j < columns.cost.length; j++) {
    const value = x[j]!;
    if (!within(value, columns.lower[j]!, columns.upper[j]!, Math.abs(value))) return false;
    if (columns.integer[j] && !(Math.abs(value - Math.round(value)) <= tolerance)) return false;
  }
  for (let i = 0; i < rows.lower.length; i++) {
    let activity = 0;
    let size = 0;
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      const term = rows.values[k]! * x[rows.indices[k]!]!;
      activity += term;
      size += Math.abs(term);
    }
    if (!within(activity, rows.lower[i]!, rows.upper[i]!, size)) return false;
  }
  return true;
}

/** Multipliers and aggregated coefficients below this, relative to the largest multiplier 1, are rounding. */
const ROUNDING = 1e-9;

/**
 * How clearly `ray` (signs as in {@link SolveResult.ray}) proves that no x satisfies rows and column bounds: min over
 * the column bounds of (rᵀA)x, minus Σ r_i·side_i, for r scaled to max |r_i| = 1. A proof if > 0; −Infinity if the ray
 * uses a side that does not exist.
 */
export function infeasibilityMargin(
  program: {
    readonly columns: Pick<Columns, 'lower' | 'upper'>;
    readonly rows: Omit<Rows, 'names'>;
  },
  ray: ArrayLike<number>,
): number {
  const { columns, rows } = program;
  let scale = 0;
  for (let i = 0; i < ray.length; i++) scale = Math.max(scale, Math.abs(ray[i]!));
  if (!(scale > 0)) return Number.NEGATIVE_INFINITY;
  const aggregated = new Float64Array(columns.lower.length);
  let sides = 0;
  for (let i = 0; i < rows.lower.length; i++) {
    const r = ray[i]! / scale;
    if (Math.abs(r) <= ROUNDING) continue;
    sides += r * (r > 0 ? rows.upper[i]! : rows.lower[i]!);
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++) {
      aggregated[rows.indices[k]!]! += r * rows.values[k]!;
    }
  }
  let least = 0;
  for (let j = 0; j < aggregated.length; j++) {
    const a = aggregated[j]!;
    const bound = a > 0 ? columns.lower[j]! : columns.upper[j]!;
    if (Math.abs(a) > ROUNDING) least += a * bound;
    else if (Number.isFinite(bound)) least += a * bound;
  }
  const margin = least - sides;
  return Number.isNaN(margin) ? Number.NEGATIVE_INFINITY : margin;
}
