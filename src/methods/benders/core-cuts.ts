import type { SolveStatus } from '../../lp/solver.ts';
import { pointOf, type Selection } from '../../model/selection.ts';
import type { BendersContext } from './context.ts';
import type { Cut } from './options.ts';

/** Where between the core (0) and the point (1) the further cuts of a round are taken. */
const CORE_SHARES = [0, 0.25, 0.5, 0.75];

/** The Pareto cuts of a round beside those at its selection, if they are wanted, and the core moved towards it. */
export async function coreCuts(
  { task, oracle, limits }: BendersContext,
  core: Float64Array,
  selection: Selection,
  status: SolveStatus,
): Promise<{ readonly core: Float64Array; readonly cuts: readonly Cut[] }> {
  if (!task.options.benders.paretoCuts || status !== 'optimal') return { core, cuts: [] };
  const point = pointOf(task.layout, selection);
  const moved = between(core, point, 0.5);
  const cuts: Cut[] = [];
  for (const share of CORE_SHARES) {
    cuts.push(...(await oracle.evaluate(between(moved, point, share), limits())).cuts);
  }
  return { core: moved, cuts };
}

/** The point that lies `share` of the way from a to b. */
const between = (a: Float64Array, b: Float64Array, share: number): Float64Array =>
  a.map((value, index) => value + share * (b[index]! - value));
