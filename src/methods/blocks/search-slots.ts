/**
 * Proves a bound before the first block, beginning where bound and plan differ most: slot by slot, or, where most slots are
 * open, by LPs of windows, in which what a slot stores for the next takes links. These take about as long for a slot.
 */
import type { RunStatus } from '../../domain/run-status.ts';
import type { Solver } from '../../lp/solver.ts';
import type { MethodProgress } from '../method.ts';
import { boundWindows, tightenSlots } from '../windows/slot-bounds.ts';
import { objectiveBySlot } from './progress.ts';
import type { BlockSearch } from './search-blocks.ts';

/** Share of the remaining time for the LPs of all slots, and again for their MIPs. */
const SLOTS_SHARE = 0.1;
/** Share of the remaining time for pairs of windows, as long as the rest is enough for blocks. */
const PAIRS_SHARE = 0.5;
/** Blocks are not worth beginning within so many times as long as their windows took. */
const BLOCKS_TAKE = 4;
/** In so many parts, after each of which the bound is told. */
const PARTS = 10;

type Window = readonly [from: number, to: number];

/**
 * Returns the status with which the search ends, or null if it goes on.
 * @param windows a partition of each block; none if the horizon is planned as one block
 */
export async function* searchSlots(
  search: BlockSearch,
  solvers: readonly Solver[],
  windows: readonly (readonly Window[])[],
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { horizonBounds, tighten, reports, context } = search;
  const { slotCount } = context.incidence.layout.problem.topology;
  tighten(horizonBounds.between(0, slotCount), 'rate caps');
  const slots = Array.from({ length: slotCount }, (_, slot) => [slot, slot + 1] as const);
  const isOpen = 2 * openOf(search, slots).length > slotCount;
  if (isOpen && windows.length > 0) return yield* searchWindows(search, solvers, windows);
  for (const relax of [true, false]) {
    context.task.onActivity?.({ work: 'bounds of slots' });
    const impossible = await tightenSlots(context, horizonBounds.ofSlots, {
      slots: openOf(search, slots).map(([slot]) => slot),
      relax,
      relativeGap: context.task.options.gap / 4,
      solvers,
      seconds: SLOTS_SHARE * context.remainingSeconds(),
    });
    if (impossible !== null) return yield* withoutPlan(search, [impossible, impossible + 1]);
    tighten(horizonBounds.between(0, slotCount), 'single-slot bounds');
    yield reports.progress([]);
    const status = reports.status();
    if (status) return status;
  }
  return null;
}

/** Bounds the windows, then pairs of them, pairs of these, and so on, up to the blocks. */
async function* searchWindows(
  search: BlockSearch,
  solvers: readonly Solver[],
  windows: readonly (readonly Window[])[],
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { context } = search;
  const before = context.remainingSeconds();
  // A block closes less in the same time.
  const ended = yield* boundPartition(search, solvers, windows.flat(), before);
  if (ended) return ended;
  const left = context.remainingSeconds();
  const keptForBlocks = left < BLOCKS_TAKE * (before - left) ? 0 : (1 - PAIRS_SHARE) * left;
  for (let ofBlocks = windows; ofBlocks.some(({ length }) => length > 1); ) {
    const pairs = ofBlocks.map(pairsOf);
    const wider = pairs.filter(({ length }, block) => length < ofBlocks[block]!.length).flat();
    const seconds = context.remainingSeconds() - keptForBlocks;
    const ended = yield* boundPartition(search, solvers, wider, seconds);
    if (ended || context.remainingSeconds() <= keptForBlocks) return ended;
    ofBlocks = pairs;
  }
  return null;
}

/** Neighbours together, two by two; an odd one stays as it is. */
const pairsOf = (windows: readonly Window[]): Window[] =>
  windows.flatMap(([from, to], index) =>
    index % 2 === 0 ? [[from, windows[index + 1]?.[1] ?? to] as const] : [],
  );

/** Bounds those of some windows that the plan leaves open, until the time is up. */
async function* boundPartition(
  search: BlockSearch,
  solvers: readonly Solver[],
  windows: readonly Window[],
  seconds: number,
): AsyncGenerator<MethodProgress, RunStatus | null> {
  const { horizonBounds, tighten, reports, context } = search;
  const { elapsedSeconds } = context.task;
  const until = elapsedSeconds() + seconds;
  const open = openOf(search, windows);
  const size = Math.ceil(open.length / PARTS);
  for (let from = 0; from < open.length && elapsedSeconds() < until; from += size) {
    context.task.onActivity?.({ work: 'bounds of windows', progress: { done: from, total: open.length } });
    const impossible = await boundWindows(context, {
      windows: open.slice(from, from + size),
      relax: true,
      relativeGap: context.task.options.gap / 4,
      solvers,
      seconds: until - elapsedSeconds(),
      prove: horizonBounds.prove,
    });
    if (impossible !== null) return yield* withoutPlan(search, impossible);
    tighten(horizonBounds.between(0, horizonBounds.ofSlots.length), 'windows with free stock');
    yield reports.progress([]);
    const status = reports.status();
    if (status) return status;
  }
  return null;
}

/** Those that the plan leaves open, the widest open first. */
function openOf(
  { context, plan, horizonBounds, reports }: BlockSearch,
  windows: readonly Window[],
): Window[] {
  const { gap } = context.task.options;
  const served = objectiveBySlot(context, plan, reports.end());
  return windows
    .map((window) => {
      const bound = horizonBounds.between(...window);
      const open = bound - served.subarray(...window).reduce((sum, value) => sum + value, 0);
      return { window, bound, open };
    })
    .filter(({ bound, open }) => open > 0.5 * gap * bound)
    .sort((a, b) => b.open - a.open)
    .map(({ window }) => window);
}

async function* withoutPlan(
  { reports, tighten }: BlockSearch,
  [from, to]: Window,
): AsyncGenerator<MethodProgress, 'infeasible'> {
  const where = to === from + 1 ? `slot ${to}` : `slots ${from + 1} to ${to}`;
  yield { ...reports.progress([]), remark: `blocks: no plan meets the minimum rates of ${where}` };
  tighten(Number.NEGATIVE_INFINITY, to === from + 1 ? 'single-slot bounds' : 'windows with free stock');
  return 'infeasible';
}
