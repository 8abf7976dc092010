/** A replication of a plan, to be played: what its course says at an instant, with the names of the plan. */
import type { PlannedHop } from '../../src/domain/plan.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { LedgerKey, SimulationOptions } from '../../src/domain/simulation.ts';
import { type Course, type Steps, totalAfter } from '../../src/simulation/course.ts';
import { fillKey, routeKey } from '../../src/simulation/flows.ts';
import { storeKey } from '../../src/simulation/planned-stores.ts';

/** A route or a fill, along which pairs move. */
export interface PlayedFlow {
  /** Of a route; null for a fill. */
  readonly demand: string | null;
  /** Storage pair of a fill. */
  readonly pair: string | null;
  readonly nodes: readonly string[];
  readonly hops: readonly PlannedHop[];
  readonly moved: Steps;
}

/** What is in store of a storage pair or at a node. */
export interface PlayedStore {
  readonly name: string;
  /** Null where the record does not say. */
  readonly capacity: number | null;
  readonly initialPairs: number;
  readonly change: Steps;
  readonly peak: number;
}

interface PlayedLoss {
  readonly cause: LedgerKey;
  /** Where, in words. */
  readonly where: string;
  /** Nodes at which it may have happened, in equal parts. */
  readonly nodes: readonly string[];
  readonly pairs: Steps;
}

/** What was simulated. */
export interface PlayedDraw {
  /** From 1 on. */
  readonly replication: number;
  readonly options: SimulationOptions;
}

export interface Playback {
  readonly record: RunRecord;
  readonly draw: PlayedDraw;
  readonly course: Course;
  /** That move pairs in each slot (or frame, where these are longer). */
  readonly flowsBySlot: readonly (readonly PlayedFlow[])[];
  /** Pairs/s of the flow that moves most in a slot. */
  readonly highestRate: number;
  /** That ever hold something, the fullest first. */
  readonly pairs: readonly PlayedStore[];
  readonly nodes: readonly PlayedStore[];
  /** Without what is no loss: given to nobody, or still on its way. */
  readonly losses: readonly PlayedLoss[];
  /** By demand: pairs that are planned before the beginning of slot t = 0..T. */
  readonly planned: ReadonlyMap<string, Float64Array>;
}

/** Neither of them is lost. */
const NO_LOSS: readonly LedgerKey[] = ['unassigned', 'inFlight'];

export function playbackOf(record: RunRecord, draw: PlayedDraw, course: Course): Playback {
  const paths = pathsOf(record);
  const flows = course.flows.flatMap(({ key, moved }) => {
    const path = paths.get(key);
    return path ? [{ ...path, moved }] : [];
  });
  const busy = busyBySlot(flows, course, record);
  const capacityOf = new Map(record.storage.map(({ node, capacity }) => [node, capacity]));
  const endsOf = new Map(
    (record.plan?.subPaths ?? []).map(({ pair, id, nodes }) => [
      storeKey(pair, id),
      { pair, ends: [nodes[0]!, nodes.at(-1)!] as const },
    ]),
  );
  const stocked = course.stores.flatMap((store) => {
    const named = endsOf.get(store.key);
    return named ? [{ ...store, ...named }] : [];
  });
  const capacityOfPair = (ends: readonly string[]): number | null => {
    const both = ends.flatMap((node) => capacityOf.get(node) ?? []);
    return both.length === 2 ? Math.min(...both) : null;
  };
  return {
    record,
    draw,
    course,
    flowsBySlot: busy.flows,
    highestRate: busy.highest,
    pairs: storesBy(stocked, ({ pair, ends }) => [{ name: pair, capacity: capacityOfPair(ends) }]),
    nodes: storesBy(stocked, ({ ends }) =>
      ends.map((node) => ({ name: node, capacity: capacityOf.get(node) ?? null })),
    ),
    losses: course.losses
      .filter(({ cause }) => !NO_LOSS.includes(cause))
      .map(({ cause, place, pairs }) => {
        const stock = place.kind === 'stock' ? endsOf.get(place.key) : undefined;
        if (stock) return { cause, where: `in stock ${stock.pair}`, nodes: stock.ends, pairs };
        const path = place.kind === 'flow' ? paths.get(place.key) : undefined;
        return path
          ? { cause, ...lossAlong(cause, path), pairs }
          : { cause, where: place.key, nodes: [], pairs };
      }),
    planned: plannedOf(record),
  };
}

function pathsOf({ plan }: RunRecord): Map<string, Omit<PlayedFlow, 'moved'>> {
  const paths = new Map<string, Omit<PlayedFlow, 'moved'>>();
  for (const { demand, path, nodes, hops } of plan?.routes ?? []) {
    paths.set(routeKey(demand, path), { demand, pair: null, nodes, hops });
  }
  for (const { pair, id, nodes, hops } of plan?.subPaths ?? []) {
    paths.set(fillKey(storeKey(pair, id)), { demand: null, pair, nodes, hops });
  }
  return paths;
}

/** Rounds of purification are at the ends of a path; pairs are swapped and wait in between; modes may be taken anywhere. */
function lossAlong(
  cause: LedgerKey,
  { demand, pair, nodes }: Omit<PlayedFlow, 'moved'>,
): { readonly where: string; readonly nodes: readonly string[] } {
  const whose = demand ?? `filling ${pair}`;
  const ends = [nodes[0]!, nodes.at(-1)!];
  if (cause === 'noFreeMode') return { where: `${whose}, along ${nodes.join(', ')}`, nodes };
  const relays = nodes.slice(1, -1);
  if (cause === 'lostInPurification' || relays.length === 0) {
    return { where: `${whose}, at ${ends.join(' and ')}`, nodes: ends };
  }
  return { where: `${whose}, over ${relays.join(', ')}`, nodes: relays };
}

interface Stocked {
  readonly initialPairs: number;
  readonly change: Steps;
}

/** Stocks added up by what they belong to. */
function storesBy<One extends Stocked>(
  stocks: readonly One[],
  ownersOf: (stock: One) => readonly Pick<PlayedStore, 'name' | 'capacity'>[],
): PlayedStore[] {
  const owned = new Map<string, { owner: Pick<PlayedStore, 'name' | 'capacity'>; stocks: One[] }>();
  for (const stock of stocks) {
    for (const owner of ownersOf(stock)) {
      const known = owned.get(owner.name) ?? { owner, stocks: [] };
      known.stocks.push(stock);
      owned.set(owner.name, known);
    }
  }
  return [...owned.values()]
    .map(({ owner, stocks: all }) => {
      const initialPairs = all.reduce((sum, stock) => sum + stock.initialPairs, 0);
      const change = sumOf(all.map((stock) => stock.change));
      const peak = change.totals.reduce((most, total) => Math.max(most, initialPairs + total), initialPairs);
      return { ...owner, initialPairs, change, peak };
    })
    .filter(({ peak }) => peak > 0)
    .sort((a, b) => b.peak - a.peak);
}

function sumOf(all: readonly Steps[]): Steps {
  const counts = new Map<number, number>();
  for (const steps of all) {
    eachStep(steps, (frame, count) => counts.set(frame, (counts.get(frame) ?? 0) + count));
  }
  const frames = [...counts.keys()].sort((a, b) => a - b);
  let total = 0;
  return {
    frames: Int32Array.from(frames),
    totals: Float64Array.from(frames, (frame) => {
      total += counts.get(frame)!;
      return total;
    }),
  };
}

function eachStep({ frames, totals }: Steps, visit: (frame: number, count: number) => void): void {
  frames.forEach((frame, at) => {
    visit(frame, totals[at]! - (at > 0 ? totals[at - 1]! : 0));
  });
}

/** Frames of a slot; where slots are shorter than frames, one. */
export const framesInSlot = ({ frameCount }: Course, { horizon }: RunRecord): number =>
  Math.max(1, Math.floor(frameCount / horizon.slots));

/** Which flows move pairs in each slot, and how many pairs/s the busiest of them moves; over a frame, chance would decide. */
function busyBySlot(flows: readonly PlayedFlow[], course: Course, record: RunRecord) {
  const inSlot = framesInSlot(course, record);
  const bySlot = Array.from(
    { length: Math.ceil(course.frameCount / inSlot) },
    () => new Map<PlayedFlow, number>(),
  );
  for (const flow of flows) {
    eachStep(flow.moved, (frame, count) => {
      const moved = bySlot[Math.floor(frame / inSlot)]!;
      moved.set(flow, (moved.get(flow) ?? 0) + count);
    });
  }
  const most = bySlot.reduce((high, moved) => [...moved.values()].reduce((a, b) => Math.max(a, b), high), 0);
  return { flows: bySlot.map((moved) => [...moved.keys()]), highest: most / (inSlot * course.frameSeconds) };
}

/** What was counted from one number of frames that had passed to another. */
export const countBetween = (steps: Steps, from: number, to: number): number =>
  totalAfter(steps, to) - totalAfter(steps, from);

function plannedOf({ demands, plan, horizon }: RunRecord): Map<string, Float64Array> {
  const { slots, slotSeconds } = horizon;
  const planned = new Map(demands.map(({ demand }) => [demand, new Float64Array(slots + 1)]));
  for (const { demand, slot, rate } of plan?.routes ?? []) {
    const sums = planned.get(demand);
    if (sums) sums[slot + 1]! += rate * slotSeconds;
  }
  for (const sums of planned.values())
    for (let slot = 0; slot < slots; slot++) sums[slot + 1]! += sums[slot]!;
  return planned;
}
