/** A selection as the search holds it: with the best rates and stocks for it. */
import type { SolveOptions, Solver } from '../../lp/solver.ts';
import type { Incidence } from '../../model/incidence.ts';
import type { Layout } from '../../model/layout.ts';
import { indicator, pointedBy, type Selection } from '../../model/selection.ts';
import { assembleWindow, monolithOffsets, type WindowModel } from '../../model/window.ts';
import type { SearchContext } from './search-context.ts';

export interface RatedSelection {
  readonly selection: Selection;
  /** Σ α y. */
  readonly objective: number;
  /** By columns of the monolith. */
  readonly values: Float64Array;
}

/** The best rates for a selection; null if it has none or the solve was stopped. */
export async function ratePlan(
  { incidence }: SearchContext,
  solver: Solver,
  selection: Selection,
  options: SolveOptions,
): Promise<RatedSelection | null> {
  const { layout } = incidence;
  const chosen = indicator(layout, selection);
  const model = assembleWindow(incidence, {
    from: 0,
    to: layout.problem.topology.slotCount,
    mode: () => 'fixed',
    keeps: (choice) => chosen[choice] === 1,
    ...pointedAs(layout, selection),
  });
  const handle = await solver.open(model.program);
  try {
    const { status, objective, solution } = await handle.solve(options);
    if (status !== 'optimal' || solution === null) return null;
    const values = new Float64Array(monolithOffsets(incidence).count);
    values.set(chosen);
    copyValues(model, solution, values);
    return { selection, objective: objective!, values };
  } finally {
    await handle.dispose();
  }
}

/** Writes a window's solution into values by columns of the monolith. */
export function copyValues(model: WindowModel, solution: Float64Array, values: Float64Array): void {
  model.columns.forEach((identity, column) => {
    values[identity] = solution[column]!;
  });
}

/** A start for a window from values by columns of the monolith. */
export const startFrom = (model: WindowModel, values: Float64Array): Float64Array =>
  Float64Array.from(model.columns, (identity) => values[identity]!);

/** Where telescopes point in the slots that a window keeps as they are; nothing where none is pointed. */
export function pointedAs(
  layout: Layout,
  selection: Selection,
): { readonly pointed?: (pointing: number) => boolean } {
  if (layout.pointing === null) return {};
  const pointed = pointedBy(layout, selection);
  return { pointed: (index) => pointed[index] === 1 };
}

/** Writes the selection of a window's solution, in its binary slots, over `selection`. */
export function readSelection(
  incidence: Incidence,
  model: WindowModel,
  solution: Float64Array,
  selection: Selection,
): void {
  const { y, pointed, slewed } = monolithOffsets(incidence);
  const { choices, groups } = incidence.layout;
  model.columns.forEach((identity, column) => {
    const isOne = solution[column]! > 0.5;
    if (identity < y) {
      if (isOne) selection[choices[identity]!.group] = identity;
    } else if (identity >= pointed && identity < slewed) {
      selection[groups.length + identity - pointed] = Number(isOne);
    }
  });
}
