/** The master loses choices that no plan better than the best so far can use, anew with every better plan. */
import { mayImprove } from '../reduced-cost-fixing.ts';
import type { Master } from './master.ts';
import type { State } from './state.ts';
import type { ProvedRows } from './window-rows.ts';

export function openNarrowing(
  master: Pick<Master, 'forbid'>,
  { choiceBounds, known }: Pick<ProvedRows, 'choiceBounds' | 'known'>,
): (state: State) => Promise<void> {
  let left = [...choiceBounds.keys()];
  let narrowedFor = Number.NEGATIVE_INFINITY;
  return async ({ incumbent }) => {
    if (incumbent === null || incumbent.objective <= narrowedFor) return;
    const { objective, selection } = incumbent;
    narrowedFor = objective;
    // Each demand keeps a path that it can select without using it.
    const selected = new Set(selection);
    const isKept = (choice: number) => selected.has(choice) || mayImprove(choiceBounds[choice]!, objective);
    const forbidden = left.filter((choice) => !isKept(choice));
    left = left.filter(isKept);
    // A bound below the best plan, which the master still has, would be an error, and must not be taken for a proof.
    const least = known > objective ? known : Number.NEGATIVE_INFINITY;
    if (forbidden.length > 0) await master.forbid(forbidden, least);
  };
}
