/** What of a playback is seen on the map: pairs that move, gauges of stores, and where pairs are lost. */
import { bowedPoint } from './bow.ts';
import { countBetween, framesInSlot, type Playback, type PlayedFlow, type PlayedStore } from './playback.ts';
import { inStoreAfter } from './playback-now.ts';
import type { Spot } from './scene.ts';

/** A line of the map along which a hop is drawn, from its first node to its second. */
export interface Leg {
  readonly from: Spot;
  readonly to: Spot;
  /** The platform that it passes through. */
  readonly via: Spot | null;
  readonly bow: number;
}

export interface MovingDot {
  readonly x: number;
  readonly y: number;
  /** Into a store, not to users. */
  readonly isFill: boolean;
}

export interface Gauge extends Spot {
  readonly node: string;
  /** 0 to 1. */
  readonly level: number;
}

export interface LossMark extends Spot {
  /** Elementary pairs in the last slot's length of time. */
  readonly pairs: number;
}

export interface PlaybackScene {
  readonly dots: readonly MovingDot[];
  readonly gauges: readonly Gauge[];
  readonly losses: readonly LossMark[];
}

interface Stage {
  readonly seconds: number;
  readonly framesPassed: number;
  /** False to leave dots where they are. */
  readonly moves: boolean;
  readonly spotOf: (node: string) => Spot | null;
  /** Null for a hop that cannot be drawn. */
  readonly legOf: (flow: PlayedFlow, hop: number) => Leg | null;
}

/** More than these can neither be told apart nor drawn 60 times a second. */
const MOST_DOTS = 300;
const MOST_GAUGES = 60;
const MOST_MARKS = 40;
/** Dots on a path that carries as much as any. */
const FULL_PATH_DOTS = 9;
/** Slots that a dot takes for its path: slow enough to be followed, whatever the length of a slot. */
const CROSSING_SLOTS = 2.5;
/** Share of a slot over which a rate is taken. */
const RATE_SLOTS = 0.1;

export function playbackScene(playback: Playback, stage: Stage): PlaybackScene {
  return {
    dots: dotsOf(playback, stage),
    gauges: playback.nodes.slice(0, MOST_GAUGES).flatMap((store) => gaugeOf(store, stage)),
    losses: lossMarks(playback, stage),
  };
}

function dotsOf(playback: Playback, stage: Stage): MovingDot[] {
  const { flowsBySlot, course, record, highestRate } = playback;
  const { framesPassed, seconds, moves } = stage;
  const inSlot = framesInSlot(course, record);
  // The frame under way counts as a whole; before the slot, other paths were taken.
  const to = Math.min(course.frameCount, framesPassed + 1);
  const slot = Math.floor((to - 1) / inSlot);
  const from = Math.max(slot * inSlot, to - Math.max(1, Math.round(RATE_SLOTS * inSlot)));
  const busy = flowsBySlot[slot]!.flatMap((flow) => {
    const rate = countBetween(flow.moved, from, to) / ((to - from) * course.frameSeconds);
    const count = Math.min(FULL_PATH_DOTS, Math.ceil(FULL_PATH_DOTS * Math.sqrt(rate / highestRate)));
    return rate > 0 ? [{ flow, rate, count }] : [];
  });
  busy.sort((a, b) => b.rate - a.rate);
  const wanted = busy.reduce((sum, { count }) => sum + count, 0);
  const thinning = Math.min(1, MOST_DOTS / wanted);
  const passed = moves ? seconds / (CROSSING_SLOTS * record.horizon.slotSeconds) : 0;
  return busy.slice(0, MOST_DOTS).flatMap(({ flow, count }) => {
    const legs = flow.hops.map((_, hop) => stage.legOf(flow, hop));
    const shown = Math.max(1, Math.floor(count * thinning));
    return Array.from({ length: shown }, (_, dot) => (passed + (dot + 0.5) / shown) % 1).flatMap((share) => {
      const point = pointAlong(legs, share);
      return point ? [{ ...point, isFill: flow.demand === null }] : [];
    });
  });
}

/** The point at a share of the way along a path; null where it is not seen. */
export function pointAlong(
  legs: readonly (Leg | null)[],
  share: number,
): { readonly x: number; readonly y: number } | null {
  const lengths = legs.map((leg) => (leg ? lengthOf(leg) : 0));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, leg] of legs.entries()) {
    const length = lengths[index]!;
    if (left > length || leg === null) {
      left -= length;
      continue;
    }
    // Links of which both ends are behind the Earth are not drawn either.
    if (leg.from.hidden && leg.to.hidden) return null;
    return pointOn(leg, length > 0 ? left / length : 0);
  }
  return null;
}

const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);
const lengthOf = ({ from, to, via }: Leg): number =>
  via ? apart(from, via) + apart(via, to) : apart(from, to);

function pointOn({ from, to, via, bow }: Leg, share: number): { x: number; y: number } {
  if (via === null) return bowedPoint(from, to, bow, share);
  const first = apart(from, via);
  const at = share * (first + apart(via, to));
  return at <= first
    ? bowedPoint(from, via, 0, first > 0 ? at / first : 0)
    : bowedPoint(via, to, 0, (at - first) / apart(via, to));
}

function gaugeOf(store: PlayedStore, { spotOf, framesPassed }: Stage): Gauge[] {
  const spot = spotOf(store.name);
  if (!spot || spot.hidden) return [];
  return [
    { ...spot, node: store.name, level: Math.min(1, inStoreAfter(store, framesPassed) / gaugeTop(store)) },
  ];
}

/** A store that never holds much of its capacity is measured by its own peak. */
export const gaugeTop = ({ capacity, peak }: PlayedStore): number =>
  capacity !== null && peak >= capacity / 5 ? capacity : peak;

function lossMarks({ losses, course, record }: Playback, { framesPassed, spotOf }: Stage): LossMark[] {
  const span = framesInSlot(course, record);
  const byNode = new Map<string, number>();
  for (const { nodes, pairs } of losses) {
    const lost = countBetween(pairs, framesPassed - span, framesPassed);
    if (lost === 0) continue;
    for (const node of nodes) byNode.set(node, (byNode.get(node) ?? 0) + lost / nodes.length);
  }
  return [...byNode]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_MARKS)
    .flatMap(([node, pairs]) => {
      const spot = spotOf(node);
      return spot && !spot.hidden ? [{ ...spot, pairs }] : [];
    });
}
