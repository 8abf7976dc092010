/**
 * Benders cuts by weak duality. The subproblem is max c·y, rows with multipliers π, columns
 * y_j ≤ Y_j x_j for the rates and l ≤ v ≤ u for fills and stocks. For any admissible π and any x
 *
 *   value(x) ≤ Σ_i π_i side_i + Σ_{fills, stocks} max(d l, d u) + Σ_j Y_j max(0, d_j) x_j,   d = c − πᵀA,
 *
 * which is linear in x: the cut. π only decides how tight it is, so an inexact π is harmless. With
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
  admissible.forEach((multiplier, row) => {
    const meaning = meanings[row];
    const block = coupled || !meaning || !('slot' in meaning) ? 0 : meaning.slot;
    if (multiplier !== 0) constants[block]! += rowTerm(program, row, multiplier);
  });
  layout.fills.forEach(({ fill }, index) => {
    const column = at.fill + index;
    constants[coupled ? 0 : fill.slot]! += columnTerm(program, column, reduced[column]!);
  });
  if (coupled) {
    for (let column = at.stock; column < at.count; column++) {
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
  return Array.from(constants, (constant, block) => ({
    kind,
    block,
    constant,
    choices: Int32Array.from(choices[block]!),
    slopes: Float64Array.from(slopes[block]!),
  }));
}

/** constant + Σ slopes·x. */
export function cutValue(cut: Cut, x: ArrayLike<number>): number {
  let value = cut.constant;
  cut.choices.forEach((choice, index) => {
    value += cut.slopes[index]! * x[choice]!;
  });
  return value;
}
