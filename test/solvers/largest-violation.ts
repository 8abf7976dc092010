import type { LinearProgram } from '../../src/lp/program.ts';

interface Violation {
  /** What is violated most; null if nothing is. */
  readonly kind: 'row' | 'column' | 'integrality' | null;
  /** Index of the row or column; −1 where nothing is violated. */
  readonly index: number;
  /** Absolute amount, 0 where nothing is violated. */
  readonly amount: number;
}

/** The largest violation of rows, column bounds and integrality by `x`, in absolute terms; NaN where x has one. */
export function largestViolation(program: LinearProgram, x: ArrayLike<number>): Violation {
  const { columns, rows } = program;
  let worst: Violation = { kind: null, index: -1, amount: 0 };
  const look = (kind: Violation['kind'], index: number, amount: number) => {
    if (amount > worst.amount || Number.isNaN(amount)) worst = { kind, index, amount };
  };
  const outside = (value: number, lower: number, upper: number) => Math.max(lower - value, value - upper);
  for (let j = 0; j < columns.cost.length; j++) {
    look('column', j, outside(x[j]!, columns.lower[j]!, columns.upper[j]!));
    if (columns.integer[j]) look('integrality', j, Math.abs(x[j]! - Math.round(x[j]!)));
  }
  for (let i = 0; i < rows.lower.length; i++) {
    let activity = 0;
    for (let k = rows.starts[i]!; k < rows.starts[i + 1]!; k++)
      activity += rows.values[k]! * x[rows.indices[k]!]!;
    look('row', i, outside(activity, rows.lower[i]!, rows.upper[i]!));
  }
  return worst;
}
