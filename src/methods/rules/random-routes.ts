import { type RandomStream, randomStream } from '../../base/random.ts';
import { randomRoutes as facts } from '../../domain/methods/random-routes.ts';
import type { Layout } from '../../model/layout.ts';
import { type Selection, selectionOf } from '../../model/selection.ts';
import type { Solution } from '../../model/solution.ts';
import { usesOf } from '../../model/uses.ts';
import { type Method, type MethodEnd, NO_BOUND } from '../method.ts';
import { pointFills } from '../point-fills.ts';
import { openRatedRoutes } from '../rated-routes.ts';
import { remainingLimits } from '../remaining-limits.ts';
import { openTelescopes } from '../telescopes.ts';

/**
 * Random routing, RRS: draws one of the usable paths for each demand and slot, all with equal probability, then finds
 * the best rates for them. There are several draws; the result is the mean of those that keep the minimum rates. If
 * none does, the plan is the best one without them.
 */
export const randomRoutes: Method<'random-routes'> = {
  ...facts,
  name: 'random-routes',
  needs: { relaxation: true, wholeProgram: false },
  firstPlan: () => 'none',
  ratedBy: 'whole',
  async *solve(task) {
    const { layout, solver, options } = task;
    const limits = () => remainingLimits(task);
    let ended: Pick<MethodEnd, 'status' | 'iterations'> = { status: 'completed', iterations: options.draws };
    const routes = await openRatedRoutes(solver, layout);
    try {
      let best = Number.NEGATIVE_INFINITY;
      /** The best draw without minimum rates, as long as none keeps them. */
      let short: Required<Solution> | null = null;
      for (let draw = 0; draw < options.draws; draw++) {
        const selection = drawRoutes(layout, options.seed, draw);
        const { status, solution } = await routes.evaluate(selection, limits());
        if (status !== 'optimal' && status !== 'infeasible') {
          const reason = status === 'unbounded' ? 'numerical' : status;
          ended = { status: reason, iterations: draw };
          break;
        }
        const isBetter = solution !== null && solution.objective > best;
        if (isBetter) best = solution.objective;
        if (solution === null && best === Number.NEGATIVE_INFINITY) {
          const { solution: without } = await routes.evaluateWithoutMinimum(selection, limits());
          if (without && without.objective > (short?.objective ?? Number.NEGATIVE_INFINITY)) short = without;
        }
        yield {
          iteration: draw + 1,
          improvement: isBetter ? solution : null,
          draw: solution,
          ...NO_BOUND,
          newProofs: [],
        };
      }
      if (short && best === Number.NEGATIVE_INFINITY) {
        yield { iteration: ended.iterations, improvement: short, ...NO_BOUND, newProofs: [] };
      }
      return { ...ended, ...NO_BOUND };
    } finally {
      await routes.dispose();
    }
  },
};

/**
 * One draw: uniform among the paths of each C2 group, which are the usable ones. Where telescopes are limited, demands
 * draw slot by slot in random order, each among the paths whose telescopes are free; those that are left then point
 * where pairs can be stored for the paths that were drawn.
 */
export function drawRoutes(layout: Layout, seed: number, draw: number): Selection {
  const random = randomStream(seed, `random routes ${draw}`);
  const { groups, fills, pointing } = layout;
  const uses = usesOf(layout);
  const selection = selectionOf(
    layout,
    groups.map(({ choices }) => choices[0]!),
  );
  const telescopes = openTelescopes(layout, selection);
  const order =
    pointing === null
      ? groups.keys()
      : inRandomOrder(groups.length, random).sort((a, b) => groups[a]!.slot - groups[b]!.slot);
  const drawn: number[] = [];
  for (const group of order) {
    const { slot, choices } = groups[group]!;
    const free = choices.filter((choice) => telescopes.room(uses.choiceUse[choice]!.links, slot) > 0);
    if (free.length === 0) continue;
    const choice = free[Math.floor(random() * free.length)]!;
    telescopes.point(uses.choiceUse[choice]!.links, slot);
    selection[group] = choice;
    drawn.push(choice);
  }
  if (pointing !== null) pointFills(layout, uses, telescopes, drawn, inRandomOrder(fills.length, random));
  return selection;
}

function inRandomOrder(count: number, random: RandomStream): number[] {
  const keys = Array.from({ length: count }, random);
  return [...keys.keys()].sort((a, b) => keys[a]! - keys[b]!);
}
