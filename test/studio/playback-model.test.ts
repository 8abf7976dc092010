import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../src/domain/simulation.ts';
import type { Course, Steps } from '../../src/simulation/course.ts';
import { accountAfter, deliveriesAfter, inStoreAfter, playbackOf } from '../../web/model/playback.ts';
import { gaugeTop, type Leg, playbackScene, pointAlong } from '../../web/model/playback-scene.ts';
import { drawWords } from '../../web/model/playback-words.ts';
import { INKS } from '../../web/paint/ink.ts';
import { paintPlayback } from '../../web/paint/playback.ts';
import { svgBrush } from '../../web/paint/svg-brush.ts';
import { fixture } from '../report/fixture.ts';

/** From what is counted in some frames. */
function steps(...counts: readonly (readonly [frame: number, count: number])[]): Steps {
  let total = 0;
  return {
    frames: Int32Array.from(counts, ([frame]) => frame),
    totals: Float64Array.from(counts, ([, count]) => {
      total += count;
      return total;
    }),
  };
}

const pathOverS = { nodes: ['a', 's', 'b'], hops: [{ pair: 'a~s', subPath: '1' }, { link: 's~b' }] };
const summary = fixture.demands[0]!;

/** Two slots of 10 s: a – b over the stock of a – s, which is filled over h. */
const record: RunRecord = {
  ...fixture,
  horizon: { slots: 2, slotSeconds: 10, start: null },
  demands: [{ ...summary, demand: 'a~b' }],
  storage: [
    { ...fixture.storage[0]!, node: 'a', capacity: 100, pairs: [10, 12, 0] },
    { ...fixture.storage[0]!, node: 's', capacity: 40, pairs: [10, 12, 0] },
  ],
  plan: {
    routes: [0, 1].map((slot) => ({
      demand: 'a~b',
      slot,
      path: 'p',
      ...pathOverS,
      rate: 1 + slot,
      rateCap: 9,
      cost: 1,
      fidelity: 0.9,
      deliveredFidelity: 0.9,
    })),
    subPaths: [{ pair: 'a~s', id: '1', nodes: ['a', 'h', 's'], hops: [{ link: 'a~h' }, { link: 'h~s' }] }],
    fills: [{ pair: 'a~s', subPath: '1', slot: 0, rate: 1 }],
    stocks: [{ pair: 'a~s', subPath: '1', pairs: [10, 12, 0] }],
  },
};

/** Ten frames a slot. */
const course: Course = {
  frameCount: 20,
  frameSeconds: 1,
  demands: [{ id: 'a~b', delivered: steps([0, 4], [11, 6]), inSpec: steps([0, 4], [11, 3]) }],
  stores: [{ key: 'a~s 1', elementary: 2, initialPairs: 10, change: steps([0, 2], [1, -4], [11, -6]) }],
  flows: [
    { key: 'route a~b p', moved: steps([0, 4], [11, 6]) },
    { key: 'fill a~s 1', moved: steps([0, 2]) },
  ],
  given: steps([0, 12], [11, 8]),
  used: steps([0, 12], [11, 18]),
  losses: [
    { cause: 'unmatched', place: { kind: 'flow', key: 'route a~b p' }, pairs: steps([1, 2], [11, 1]) },
    { cause: 'unmatched', place: { kind: 'flow', key: 'fill a~s 1' }, pairs: steps([1, 4]) },
    { cause: 'lostInPurification', place: { kind: 'flow', key: 'route a~b p' }, pairs: steps([12, 6]) },
    { cause: 'tooOld', place: { kind: 'stock', key: 'a~s 1' }, pairs: steps([1, 2]) },
    { cause: 'unassigned', place: { kind: 'link', key: 's~b' }, pairs: steps([3, 1000]) },
  ],
};
const draw = { replication: 2, options: { ...DEFAULT_SIMULATION_OPTIONS, seed: 7 } };
const playback = playbackOf(record, draw, course);

describe('a playback', () => {
  it('puts what was delivered beside what is planned by then', () => {
    const at = (frames: number) => deliveriesAfter(playback, frames)[0]!;
    expect([0, 1, 5, 10, 12, 20].map((frames) => at(frames).delivered)).toEqual([0, 4, 4, 4, 10, 10]);
    expect([0, 5, 10, 15, 20].map((frames) => at(frames).plannedByNow)).toEqual([0, 5, 10, 20, 30]);
    expect(at(20)).toMatchObject({ demand: 'a~b', inSpec: 7, planned: 30 });
  });

  it('has a gauge for each storage pair, and for each node that stores', () => {
    expect(playback.pairs.map(({ name, capacity, peak }) => ({ name, capacity, peak }))).toEqual([
      { name: 'a~s', capacity: 40, peak: 12 },
    ]);
    expect(playback.nodes.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['a', 100],
      ['s', 40],
    ]);
    expect([0, 1, 2, 20].map((frames) => inStoreAfter(playback.nodes[0]!, frames))).toEqual([10, 12, 8, 2]);
    // 12 of 100 are little, 12 of 40 are not.
    expect(playback.nodes.map(gaugeTop)).toEqual([12, 40]);
  });

  it('adds the stocks of a node up', () => {
    const two = playbackOf(
      {
        ...record,
        plan: {
          ...record.plan!,
          subPaths: [
            ...record.plan!.subPaths,
            { pair: 'a~t', id: '9', nodes: ['a', 't'], hops: [{ link: 'a~t' }] },
          ],
        },
      },
      draw,
      {
        ...course,
        stores: [
          ...course.stores,
          { key: 'a~t 9', elementary: 1, initialPairs: 1, change: steps([1, 5], [5, 20]) },
        ],
      },
    );
    const a = two.nodes.find(({ name }) => name === 'a')!;
    expect([0, 1, 2, 6, 20].map((frames) => inStoreAfter(a, frames))).toEqual([11, 13, 14, 34, 28]);
    expect(a.peak).toBe(34);
    // The record does not say what fits into t.
    expect(two.pairs.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['a~t', null],
      ['a~s', 40],
    ]);
  });

  it('accounts for every elementary pair that was given, and says where most were lost', () => {
    const end = accountAfter(playback, 20);
    expect(end.losses).toEqual([
      {
        cause: 'unmatched',
        pairs: 7,
        places: [
          { where: 'filling a~s, over h', pairs: 4 },
          { where: 'a~b, over s', pairs: 3 },
        ],
      },
      { cause: 'lostInPurification', pairs: 6, places: [{ where: 'a~b, at a and b', pairs: 6 }] },
      { cause: 'tooOld', pairs: 2, places: [{ where: 'in stock a~s', pairs: 2 }] },
    ]);
    expect(end).toMatchObject({ given: 40, used: 30, inStore: 4 });
    for (const frames of [0, 1, 2, 12, 20]) {
      const { given, used, inStore, waiting, losses } = accountAfter(playback, frames);
      expect(used + inStore + waiting + losses.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(given);
    }
  });

  it('says which draw it is, and what of it the scenario does not state', () => {
    expect(drawWords(draw)).toBe('replication 2 of seed 7, discipline tokens');
    const options = { ...draw.options, swapSuccess: 0.9, coherenceSeconds: 10, relayBuffer: 1 };
    expect(drawWords({ replication: 1, options })).toBe(
      'replication 1 of seed 7, discipline tokens, swaps succeed with 0.9, halves age with 10 s, relays hold 1 pair a hop',
    );
  });
});

const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  a: [0, 0],
  h: [50, 0],
  s: [100, 0],
  b: [100, 100],
};
const spotOf = (node: string) => {
  const place = PLACES[node];
  return place ? { x: place[0], y: place[1], hidden: false } : null;
};
const sceneAt = (seconds: number, moves = true) =>
  playbackScene(playback, {
    seconds,
    framesPassed: Math.floor(seconds),
    moves,
    spotOf,
    legOf: ({ nodes }, hop): Leg => ({
      from: spotOf(nodes[hop]!)!,
      to: spotOf(nodes[hop + 1]!)!,
      via: null,
      bow: 0,
    }),
  });

describe('the map of a playback', () => {
  it('moves dots along the paths that carry pairs at the moment, more of them where more pairs move', () => {
    const early = sceneAt(0);
    const users = early.dots.filter(({ isFill }) => !isFill);
    const fills = early.dots.filter(({ isFill }) => isFill);
    expect([users.length, fills.length]).toEqual([9, 9]);
    for (const { x, y } of users) expect(y === 0 || x === 100, `${x}, ${y}`).toBe(true);
    for (const { y } of fills) expect(y).toBe(0);
    expect(sceneAt(5).dots).toEqual([]);
    const first = (seconds: number, moves?: boolean) => sceneAt(seconds, moves).dots[0]!;
    expect(first(0.5)).not.toEqual(first(0));
    expect(first(0.5, false)).toEqual(first(0, false));
  });

  it('fills gauges, and marks where pairs were lost within the last slot', () => {
    const { gauges, losses } = sceneAt(2);
    expect(gauges.map(({ node, level }) => [node, level])).toEqual([
      ['a', 8 / 12],
      ['s', 8 / 40],
    ]);
    const marks = (seconds: number) => sceneAt(seconds).losses.map(({ x, y, pairs }) => [x, y, pairs]);
    expect(losses).toHaveLength(3);
    expect(marks(2)).toEqual([
      [50, 0, 4],
      [100, 0, 3],
      [0, 0, 1],
    ]);
    expect(marks(11)).toEqual(marks(2));
    expect(marks(12)).toEqual([[100, 0, 1]]);
    expect(marks(0)).toEqual([]);
  });

  it('leaves out what is behind the Earth or has no place', () => {
    const leg: Leg = { from: spotOf('a')!, to: spotOf('s')!, via: null, bow: 0 };
    const hidden: Leg = {
      ...leg,
      from: { x: 0, y: 0, hidden: true },
      to: { x: 100, y: 0, hidden: true },
    };
    expect(pointAlong([leg, hidden], 0.25)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([leg, hidden], 0.75)).toBeNull();
    expect(pointAlong([null, leg], 0.5)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([null], 0.5)).toBeNull();
  });

  it('goes through the platform in the middle of a link', () => {
    const bent: Leg = { from: spotOf('a')!, to: spotOf('b')!, via: spotOf('s')!, bow: 0 };
    expect(pointAlong([bent], 0.25)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([bent], 0.75)).toEqual({ x: 100, y: 50 });
  });

  it('is painted with gauges, crosses, filled dots and hollow ones', () => {
    const brush = svgBrush({ width: 200, height: 200 }, () => 10);
    paintPlayback(brush, { ...sceneAt(0), losses: sceneAt(2).losses }, INKS.light);
    const svg = brush.svg('played');
    const count = (text: string) => svg.split(text).length - 1;
    expect(count(`fill="${INKS.light.path}"`)).toBe(9);
    expect(count(`fill="${INKS.light.sea}"`)).toBe(9);
    // Each gauge is a ground, a level and a frame; each cross two strokes.
    expect(count('fill="#E69F00"')).toBe(2);
    expect(count('stroke-width="1.5"')).toBe(3);
  });
});
