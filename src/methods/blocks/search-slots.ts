/** Proves a bound before the first block, slot by slot, beginning with the slots where bound and plan differ most. */
import type { RunStatus } from '../../domain/run-status.ts';
import type { Solver } from '../../lp/solver.ts';
import type { MethodProgress } from '../method.ts';
import { tightenSlots } from '../windows/slot-bounds.ts';
import { objectiveBySlot } from './progress.ts';
import type { BlockSearch } from './search-blocks.ts';

/** Share of the remaining time for the LPs of all slots, and again for their MIPs. */
const TIME_SHARE = 0.1;

/** Returns the status with which the search ends, or null if it goes on. */
export async function* searchSlots(
  { context, plan, slotBounds, reports, tighten }: BlockSearch,
  solvers: readonly Solver[],
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { task } = context;
  const sum = () => slotBounds.reduce((total, bound) => total + bound, 0);
  tighten(sum(), 'rate caps');
  for (const relax of [true, false]) {
    const served = objectiveBySlot(context, plan, reports.end());
    const isOpen = (slot: number) =>
      slotBounds[slot]! - served[slot]! > 0.5 * task.options.gap * slotBounds[slot]!;
    const impossible = await tightenSlots(context, slotBounds, {
      slots: [...slotBounds.keys()]
        .filter(isOpen)
        .sort((a, b) => slotBounds[b]! - served[b]! - (slotBounds[a]! - served[a]!)),
      relax,
      relativeGap: task.options.gap / 4,
      solvers,
      seconds: TIME_SHARE * context.remainingSeconds(),
    });
    if (impossible !== null) {
      const remark = `blocks: no plan meets the minimum rates of slot ${impossible + 1}`;
      yield { ...reports.progress([]), remark };
      tighten(Number.NEGATIVE_INFINITY, 'single-slot bounds');
      return 'infeasible';
    }
    tighten(sum(), 'single-slot bounds');
    yield reports.progress([]);
    const status = reports.status();
    if (status) return status;
  }
  return null;
}
