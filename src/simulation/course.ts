/** The course of one replication: what its events add up to over time, in a bounded number of frames. */
import type { LedgerKey } from '../domain/simulation.ts';
import type { Execution } from './execution.ts';
import { isInSpec } from './outcome.ts';
import type { Observer, SimulationEvent } from './trace.ts';

/** Totals that change in some frames only: `totals[i]` from the end of frame `frames[i]` on, 0 before the first. */
export interface Steps {
  readonly frames: Int32Array;
  readonly totals: Float64Array;
}

/** Where something was lost: on a link, in a stock, or along the path of a flow. */
interface LossPlace {
  readonly kind: 'link' | 'stock' | 'flow';
  /** Id of the link, or key of the stock or flow. */
  readonly key: string;
}

export interface Course {
  readonly frameCount: number;
  /** The frames divide the horizon evenly. */
  readonly frameSeconds: number;
  readonly demands: readonly {
    readonly id: string;
    /** Pairs, and of these the ones whose true fidelity reaches the target. */
    readonly delivered: Steps;
    readonly inSpec: Steps;
  }[];
  /** Stocks of sub-paths, pairs. */
  readonly stores: readonly {
    readonly key: string;
    /** Elementary pairs that one stored pair consists of. */
    readonly elementary: number;
    readonly initialPairs: number;
    /** What came in, less what went out. */
    readonly change: Steps;
  }[];
  /** Routes and fills; pairs that were joined from end to end. */
  readonly flows: readonly { readonly key: string; readonly moved: Steps }[];
  /** Elementary pairs that links gave to flows, and that went into delivered pairs. */
  readonly given: Steps;
  readonly used: Steps;
  /** Elementary pairs by cause and place, those that links gave to nobody (`unassigned`) among them. */
  readonly losses: readonly {
    readonly cause: LedgerKey;
    readonly place: LossPlace;
    readonly pairs: Steps;
  }[];
}

/** More frames than these nobody can tell apart. */
const MOST_FRAMES = 2000;

/** Slots consist of whole frames, unless there are more slots than frames. */
const frameCountOf = (slotCount: number): number =>
  slotCount < MOST_FRAMES ? slotCount * Math.floor(MOST_FRAMES / slotCount) : MOST_FRAMES;

interface Sums {
  readonly frames: number[];
  readonly counts: number[];
}
const noSums = (): Sums => ({ frames: [], counts: [] });

/** Events come nearly in the order of time: news of rounds may come after what happens next. */
function add({ frames, counts }: Sums, frame: number, count: number): void {
  let at = frames.length;
  while (at > 0 && frames[at - 1]! > frame) at -= 1;
  if (at > 0 && frames[at - 1] === frame) {
    counts[at - 1]! += count;
    return;
  }
  frames.splice(at, 0, frame);
  counts.splice(at, 0, count);
}

function stepsOf({ frames, counts }: Sums): Steps {
  let total = 0;
  return {
    frames: Int32Array.from(frames),
    totals: Float64Array.from(counts, (count) => {
      total += count;
      return total;
    }),
  };
}

/** What was counted in the first frames. */
export function totalAfter({ frames, totals }: Steps, framesPassed: number): number {
  let [from, to] = [0, frames.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (frames[middle]! < framesPassed) from = middle + 1;
    else to = middle;
  }
  return from === 0 ? 0 : totals[from - 1]!;
}

/** How many frames have passed at an instant; rounding at their borders does not count. */
export function framesPassedAt({ frameCount, frameSeconds }: Course, seconds: number): number {
  return Math.min(frameCount, Math.max(0, Math.floor(seconds / frameSeconds + ROUNDING)));
}
const ROUNDING = 1e-3;

interface CourseRecorder {
  readonly observe: Observer;
  /** What was observed so far. */
  course(): Course;
}

/** Observes one replication of an execution, and adds up what happens. */
export function recordCourse(execution: Execution): CourseRecorder {
  const { slotCount, slotSeconds, demands, flows, stores } = execution;
  const frameCount = frameCountOf(slotCount);
  const frameSeconds = (slotCount * slotSeconds) / frameCount;
  const frameOf = (seconds: number): number =>
    Math.min(frameCount - 1, Math.floor(seconds / frameSeconds + 1e-9));
  const flowIndex = new Map(flows.map(({ key }, index) => [key, index]));
  const storeIndex = new Map(stores.map(({ key }, index) => [key, index]));
  const delivered = demands.map(noSums);
  const inSpec = demands.map(noSums);
  const changes = stores.map(noSums);
  const moved = flows.map(noSums);
  const [given, used] = [noSums(), noSums()];
  const losses = new Map<string, Omit<Course['losses'][number], 'pairs'> & { readonly sums: Sums }>();

  const draw = (flow: number, frame: number): void => {
    for (const store of flows[flow]!.draws) add(changes[store]!, frame, -1);
  };
  const lose = ({ cause, link, stock, flow, pairs }: SimulationEvent, frame: number): void => {
    // A pair that a full stock turns away is lost where it should have been stored.
    const place: LossPlace =
      link !== undefined
        ? { kind: 'link', key: link }
        : stock !== undefined
          ? { kind: 'stock', key: stock }
          : { kind: 'flow', key: flow! };
    const name = `${cause} ${place.kind} ${place.key}`;
    const known = losses.get(name) ?? { cause: cause!, place, sums: noSums() };
    losses.set(name, known);
    add(known.sums, frame, pairs);
    if (cause === 'lostInSwaps') draw(flowIndex.get(flow!)!, frame);
    if (cause === 'lostInStorage' || cause === 'tooOld') {
      const store = storeIndex.get(stock!)!;
      add(changes[store]!, frame, -pairs / stores[store]!.elementary);
    }
  };
  const observe: Observer = (event) => {
    const frame = frameOf(event.seconds);
    switch (event.event) {
      case 'arrived':
        return add(given, frame, event.pairs);
      case 'joined': {
        const flow = flowIndex.get(event.flow!)!;
        add(moved[flow]!, frame, 1);
        return draw(flow, frame);
      }
      case 'stored':
        return add(changes[storeIndex.get(event.stock!)!]!, frame, 1);
      case 'delivered': {
        const { demand } = flows[flowIndex.get(event.flow!)!]!;
        add(delivered[demand]!, frame, 1);
        if (isInSpec(demands[demand]!, event.fidelity!)) add(inSpec[demand]!, frame, 1);
        return add(used, frame, event.pairs);
      }
      case 'lost':
        return lose(event, frame);
      case 'purified':
        return;
    }
  };
  return {
    observe,
    course: () => ({
      frameCount,
      frameSeconds,
      demands: demands.map(({ id }, index) => ({
        id,
        delivered: stepsOf(delivered[index]!),
        inSpec: stepsOf(inSpec[index]!),
      })),
      stores: stores.map(({ key, elementary, initialPairs }, index) => ({
        key,
        elementary,
        initialPairs,
        change: stepsOf(changes[index]!),
      })),
      flows: flows.map(({ key }, index) => ({ key, moved: stepsOf(moved[index]!) })),
      given: stepsOf(given),
      used: stepsOf(used),
      losses: [...losses.values()].map(({ sums, ...one }) => ({ ...one, pairs: stepsOf(sums) })),
    }),
  };
}
