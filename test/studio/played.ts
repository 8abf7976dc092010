/** A replication that is played, by hand. */
import type { RunRecord } from '../../src/domain/run-record.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../src/domain/simulation.ts';
import type { Course, Steps } from '../../src/simulation/course.ts';
import { playbackOf } from '../../web/model/playback.ts';
import { fixture } from '../report/fixture.ts';

/** From what is counted in some frames. */
export function steps(...counts: readonly (readonly [frame: number, count: number])[]): Steps {
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
export const record: RunRecord = {
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
export const course: Course = {
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
export const draw = { replication: 2, options: { ...DEFAULT_SIMULATION_OPTIONS, seed: 7 } };
export const playback = playbackOf(record, draw, course);
