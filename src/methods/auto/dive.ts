/**
 * A plan by diving: solves the relaxation over all slots, with all known cuts, again and again, each time after fixing
 * the routes on which it is most decided. The last few, where it is least decided and rounding costs most, are left to
 * a MIP over all slots.
 */
import type { Solver } from '../../lp/solver.ts';
import type { Layout } from '../../model/layout.ts';
import type { Selection } from '../../model/selection.ts';
import { assembleWindow } from '../../model/window.ts';
import { readSelection } from '../windows/rate-selection.ts';
import { openRelaxationWithCuts, type PricedRelaxation } from '../windows/relaxation-with-cuts.ts';
import type { SearchContext } from '../windows/search-context.ts';

/** Share of the open routes that one step fixes. */
const STEP_SHARE = 0.1;
const LEAST_STEP = 5;
/** Number of candidates that may be left to the MIP: with cuts, and without them, when the relaxation says less. */
const REMAINDER_BINARIES = 600;
const REMAINDER_WITHOUT_CUTS = 100;
/** Share of its time that the dive leaves to the MIP. */
const REMAINDER_SHARE = 0.4;

/** Routes over all slots; null if the search was stopped or the dive reached a dead end. */
export async function dive(
  context: SearchContext,
  solver: Solver,
  { binding }: PricedRelaxation,
  seconds: number,
): Promise<Selection | null> {
  const { incidence, task } = context;
  const { layout, choicesOf } = incidence;
  const until = task.elapsedSeconds() + seconds;
  const selection = task.start.slice();
  const open = new Map<number, number[]>();
  for (const choice of choicesOf.flatMap((choices) => [...choices])) {
    const { group } = layout.choices[choice]!;
    const members = open.get(group);
    if (members) members.push(choice);
    else open.set(group, [choice]);
  }
  const remainder = binding.length > 0 ? REMAINDER_BINARIES : REMAINDER_WITHOUT_CUTS;
  const relaxation = await openRelaxationWithCuts(incidence, solver);
  try {
    await relaxation.addRows(binding);
    for (let left = Number.POSITIVE_INFINITY; left > remainder; ) {
      const found = await relaxation.solve(context.limits(until - task.elapsedSeconds()));
      if (found === null) return null;
      const decided = [...open]
        .map(([group, choices]) => ({ group, ...leading(layout, choices, found.rates) }))
        .sort((a, b) => b.share - a.share)
        .slice(0, Math.max(LEAST_STEP, Math.ceil(STEP_SHARE * open.size)));
      for (const { group, choice } of decided) {
        selection[group] = choice;
        await relaxation.exclude(open.get(group)!.filter((other) => other !== choice));
        open.delete(group);
      }
      left = [...open.values()].reduce((sum, { length }) => sum + length, 0);
    }
  } finally {
    await relaxation.dispose();
  }
  return decideRest(context, solver, selection, open, REMAINDER_SHARE * seconds);
}

/** The path of a group that carries most in the relaxation, and its share of what the group carries. */
function leading(layout: Layout, choices: readonly number[], rates: Float64Array) {
  let [choice, sum, most] = [choices[0]!, 0, 0];
  for (const candidate of choices) {
    sum += rates[candidate]!;
    most = Math.max(most, layout.choices[candidate]!.offer.rateCap);
    if (rates[candidate]! > rates[choice]!) choice = candidate;
  }
  // Where nothing is carried, nothing is known.
  return { choice, share: sum > 1e-9 * most ? rates[choice]! / sum : 0.5 };
}

async function decideRest(
  context: SearchContext,
  solver: Solver,
  selection: Selection,
  open: ReadonlyMap<number, readonly number[]>,
  seconds: number,
): Promise<Selection | null> {
  const { incidence, limits } = context;
  const { layout } = incidence;
  const model = assembleWindow(incidence, {
    from: 0,
    to: layout.problem.topology.slotCount,
    mode: () => 'binary',
    keeps: (choice) => {
      const { group } = layout.choices[choice]!;
      return open.has(group) || selection[group] === choice;
    },
  });
  const handle = await solver.open(model.program);
  try {
    const { solution } = await handle.solve({
      ...limits(seconds),
      relativeGap: 1e-4,
    });
    if (solution === null) return null;
    readSelection(incidence, model, solution, selection);
    return selection;
  } finally {
    await handle.dispose();
  }
}
