/**
 * Probing (Savelsbergh, "Preprocessing and Probing Techniques for Mixed Integer Programming Problems", 1994): what no plan that
 * uses a choice can exceed is the value of the relaxation in which its demand has no other. That is tighter than what reduced costs
 * tell, for one warm LP per choice.
 */
import type { SolveOptions } from '../../lp/solver.ts';
import type { Layout } from '../../model/layout.ts';
import { mayImprove } from '../reduced-cost-fixing.ts';
import type { RelaxationWithCuts } from './relaxation-with-cuts.ts';

/** In the second round, the relaxation lacks what the first one has excluded. */
const ROUNDS = 2;

/**
 * Tighter bounds of the choices that may be in a plan better than `known`, the least of them first, while there is time; they
 * hold for such plans only. The relaxation, which must hold for every plan, loses all other choices.
 * @param limits of the next LP; null if there is no time left
 */
export async function probeChoices(
  layout: Layout,
  relaxation: RelaxationWithCuts,
  before: Float64Array,
  known: number,
  limits: () => SolveOptions | null,
): Promise<Float64Array> {
  const bounds = before.slice();
  for (let round = 0; round < ROUNDS; round++) {
    const all = [...bounds.keys()];
    await relaxation.exclude(all.filter((choice) => !mayImprove(bounds[choice]!, known)));
    const open = all.filter((choice) => mayImprove(bounds[choice]!, known));
    open.sort((a, b) => bounds[a]! - bounds[b]! || a - b);
    for (const choice of open) {
      const options = limits();
      if (options === null) return bounds;
      const { group } = layout.choices[choice]!;
      const others = layout.groups[group]!.choices.filter((other) => other !== choice);
      const value = await relaxation.boundWithout(others, options);
      if (value !== null) bounds[choice] = Math.min(bounds[choice]!, value);
    }
  }
  return bounds;
}
