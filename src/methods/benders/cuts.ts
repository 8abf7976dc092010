/**
 * Benders cuts by weak duality. The subproblem is max c·y, rows with multipliers π, columns
 * y_j ≤ Y_j x_j for the rates, l ≤ v ≤ u for fills and stocks, and w and u fixed. For any admissible π and any x
 *
 *   value(x, w, u) ≤ Σ_i π_i side_i + Σ_{fills, stocks} max(d l, d u) + Σ_j Y_j max(0, d_j) x_j + Σ d w + Σ d u,
 *
 * with d = c − πᵀA, which is linear in x, w and u: the cut. π only decides how tight it is, so an inexact π is harmless. With
 * c = 0 and π a dual ray, the right side must be ≥ 0 for every feasible x: the feasibility cut.
 */
import { admissibleMultipliers, columnTerm, reducedCosts, rowTerm } from '../../lp/weak-duality.ts';
import type { AssembledModel } from '../../model/assemble.ts';
import { CONSTRAINT_FAMILIES } from '../../model/constraints/families.ts';
import type { Layout } from '../../model/layout.ts';
import type { Cut } from './options.ts';

/** Whether some path draws on storage, so that the service of one slot depends on another. */
export function slotsAreCoupled(layout: Layout): boolean {
  return layout.problem.demands.some(({ paths }) =>
    paths.some(({ hops }) => hops.some(({ kind }) => kind === 'stored')),
  );
}

/** The subproblem; a row of null stands for no constraint, and only where storage couples the slots. */
export interface PricedModel extends Omit<AssembledModel, 'meanings'> {
  readonly meanings: readonly (AssembledModel['meanings'][number] | null)[];
}

export function cutsFrom(model: PricedModel, kind: Cut['kind'], multipliers: ArrayLike<number>): Cut[] {
  const { layout, program, at, meanings } = model;
  const coupled = slotsAreCoupled(layout);
  const admissible = admissibleMultipliers(program, multipliers);
  if (!coupled) {
    // Nothing draws on the stocks: paying nothing for their rows separates the slots.
    meanings.forEach((meaning, row) => {
      const isWithinSlot =
        meaning && 'entity' in meaning && CONSTRAINT_FAMILIES[meaning.constraint].isWithinSlot;
      if (!isWithinSlot) admissible[row] = 0;
    });
  }
  const costs = kind === 'optimality' ? program.columns.cost : new Float64Array(program.columns.cost.length);
  const reduced = reducedCosts(program, admissible, costs);

  const constants = new Float64Array(coupled ? 1 : layout.problem.topology.slotCount);
  const blockOf = (row: number): number => {
    const meaning = meanings[row];
    return coupled || !meaning || !('slot' in meaning) ? 0 : meaning.slot;
  };
  admissible.forEach((multiplier, row) => {
    if (multiplier !== 0) constants[blockOf(row)]! += rowTerm(program, row, multiplier);
  });
  layout.fills.forEach(({ fill }, index) => {
    const column = at.fill + index;
    constants[coupled ? 0 : fill.slot]! += columnTerm(program, column, reduced[column]!);
  });
  if (coupled) {
    for (let column = at.stock; column < at.pointed; column++) {
      constants[0]! += columnTerm(program, column, reduced[column]!);
    }
  }

  const choices: number[][] = Array.from(constants, () => []);
  const slopes: number[][] = Array.from(constants, () => []);
  layout.choices.forEach(({ offer }, choice) => {
    const slope = offer.rateCap * Math.max(0, reduced[at.y + choice]!);
    if (slope === 0) return;
    const block = coupled ? 0 : offer.slot;
    choices[block]!.push(choice);
    slopes[block]!.push(slope);
  });
  for (const [index, slope, block] of pointedSlopes(model, admissible, blockOf)) {
    choices[block]!.push(layout.choices.length + index);
    slopes[block]!.push(slope);
  }
  return Array.from(constants, (constant, block) => ({
    kind,
    block,
    constant,
    choices: Int32Array.from(choices[block]!),
    slopes: Float64Array.from(slopes[block]!),
  }));
}

/** What w and u are worth in each block; row by row, since one u counts in several slots. */
function* pointedSlopes(
  { layout, program, at }: PricedModel,
  multipliers: Float64Array,
  blockOf: (row: number) => number,
): Generator<readonly [index: number, slope: number, block: number]> {
  if (layout.pointing === null) return;
  const { starts, indices, values } = program.rows;
  const found = new Map<number, Map<number, number>>();
  multipliers.forEach((multiplier, row) => {
    if (multiplier === 0) return;
    for (let entry = starts[row]!; entry < starts[row + 1]!; entry++) {
      const index = indices[entry]! - at.pointed;
      if (index < 0) continue;
      const slopes = found.get(blockOf(row)) ?? new Map<number, number>();
      found.set(blockOf(row), slopes.set(index, (slopes.get(index) ?? 0) - multiplier * values[entry]!));
    }
  });
  for (const [block, slopes] of found) {
    for (const [index, slope] of slopes) if (slope !== 0) yield [index, slope, block];
  }
}

/** constant + Σ slopes·x. */
export function cutValue(cut: Cut, point: ArrayLike<number>): number {
  let value = cut.constant;
  cut.choices.forEach((choice, index) => {
    value += cut.slopes[index]! * point[choice]!;
  });
  return value;
}
