import { describe, expect, it } from 'vitest';
import { LEDGER_KEYS } from '../../src/domain/simulation.ts';
import { type Course, framesPassedAt, recordCourse, totalAfter } from '../../src/simulation/course.ts';
import type { Execution } from '../../src/simulation/execution.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { ledgerOf } from '../../src/simulation/ledger.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import type { SimulationEvent } from '../../src/simulation/trace.ts';
import { chain, optionsWith } from './fixture.ts';
import { randomCase } from './random-execution.ts';

const courseOf = (execution: Execution, events: readonly SimulationEvent[]): Course => {
  const recorder = recordCourse(execution);
  for (const event of events) recorder.observe(event);
  return recorder.course();
};

/** What a course says at its end, in the terms of the ledger. */
function endOf({ frameCount, stores, given, used, losses }: Course) {
  const ledger = Object.fromEntries(LEDGER_KEYS.map((key) => [key, 0]));
  ledger.arrived = totalAfter(given, frameCount);
  ledger.delivered = totalAfter(used, frameCount);
  for (const { cause, pairs } of losses) ledger[cause]! += totalAfter(pairs, frameCount);
  ledger.arrived += ledger.unassigned!;
  for (const { initialPairs, elementary, change } of stores) {
    ledger.initialStock! += initialPairs * elementary;
    ledger.leftInStock! += (initialPairs + totalAfter(change, frameCount)) * elementary;
  }
  return ledger;
}

/** Four slots of a minute, a route over a link and a stock, and the fill of the stock. */
const stocked: Execution = {
  ...chain({ means: [10], slotCount: 4, slotSeconds: 60 }),
  stores: [{ key: 'A~B direct', ends: [0, 1], elementary: 2, initialPairs: 3, initialWerner: 1 }],
  flows: [
    {
      key: 'route a~b 1',
      demand: 0,
      fills: -1,
      firstClaim: 0,
      ownHops: 1,
      hopForgets: [0],
      endForgets: 0,
      draws: [0],
      elementary: 3,
      joins: 1,
    },
    {
      key: 'fill A~B direct',
      demand: -1,
      fills: 0,
      firstClaim: 1,
      ownHops: 2,
      hopForgets: [0, 0],
      endForgets: 0,
      draws: [],
      elementary: 2,
      joins: 1,
    },
  ],
};
const route = { flow: 'route a~b 1' };
const fill = { flow: 'fill A~B direct' };
const stock = { stock: 'A~B direct' };

describe('the course of a replication', () => {
  it('has 500 frames in each of four slots, and counts what happened in those that have passed', () => {
    const course = courseOf(stocked, [
      { seconds: 1, event: 'joined', ...fill, pairs: 2, fidelity: 1 },
      { seconds: 1, event: 'stored', ...fill, ...stock, pairs: 2, fidelity: 1 },
      { seconds: 30, event: 'joined', ...route, pairs: 3, fidelity: 0.9 },
      { seconds: 90, event: 'delivered', ...route, pairs: 3, fidelity: 0.9 },
      { seconds: 61, event: 'lost', ...route, cause: 'lostInSwaps', pairs: 3 },
    ]);
    expect(course.frameCount).toBe(2000);
    expect(course.frameSeconds).toBeCloseTo(0.12, 12);
    const at = (seconds: number) => framesPassedAt(course, seconds);
    const inStore = (seconds: number) =>
      course.stores[0]!.initialPairs + totalAfter(course.stores[0]!.change, at(seconds));
    expect([0, 1, 1.2, 29.9, 30.2, 60.9, 61.2, 240].map(inStore)).toEqual([3, 3, 4, 4, 3, 3, 2, 2]);
    const { delivered, inSpec } = course.demands[0]!;
    expect([89.9, 90.2].map((seconds) => totalAfter(delivered, at(seconds)))).toEqual([0, 1]);
    expect(totalAfter(inSpec, course.frameCount)).toBe(1);
    expect(course.flows.map(({ moved }) => totalAfter(moved, course.frameCount))).toEqual([1, 1]);
  });

  it('says where pairs were lost: along a path, in the stock that was full or lost them, on a link', () => {
    const { losses, frameCount } = courseOf(stocked, [
      { seconds: 5, event: 'lost', ...route, cause: 'relayBuffers', pairs: 1 },
      { seconds: 6, event: 'lost', ...route, cause: 'relayBuffers', pairs: 1 },
      { seconds: 7, event: 'lost', ...fill, ...stock, cause: 'fullStores', pairs: 2 },
      { seconds: 8, event: 'lost', ...stock, cause: 'lostInStorage', pairs: 2 },
      { seconds: 9, event: 'lost', link: 'A-B', cause: 'unassigned', pairs: 7 },
    ]);
    expect(
      losses.map(({ cause, place, pairs }) => [cause, place.kind, place.key, totalAfter(pairs, frameCount)]),
    ).toEqual([
      ['relayBuffers', 'flow', 'route a~b 1', 2],
      ['fullStores', 'stock', 'A~B direct', 2],
      ['lostInStorage', 'stock', 'A~B direct', 2],
      ['unassigned', 'link', 'A-B', 7],
    ]);
  });

  it('takes a pair below its target for delivered, but not in spec', () => {
    const { demands, frameCount } = courseOf(stocked, [
      { seconds: 5, event: 'delivered', ...route, pairs: 3, fidelity: 0.4 },
    ]);
    const { delivered, inSpec } = demands[0]!;
    expect([delivered, inSpec].map((steps) => totalAfter(steps, frameCount))).toEqual([1, 0]);
  });

  it('takes events in any order, and counts what comes after the horizon in the last frame', () => {
    const lost = (seconds: number): SimulationEvent => ({
      seconds,
      event: 'lost',
      ...route,
      cause: 'inFlight',
      pairs: 3,
    });
    const { losses, frameCount } = courseOf(stocked, [lost(400), lost(10), lost(200), lost(10.05)]);
    const { pairs } = losses[0]!;
    expect(losses).toHaveLength(1);
    expect([...pairs.frames]).toEqual([83, 1666, 1999]);
    expect([83, 84, 1667, 1999, 2000].map((frames) => totalAfter(pairs, frames))).toEqual([0, 6, 9, 9, 12]);
    expect(frameCount).toBe(2000);
  });

  it('stays within 2,000 frames, however many slots there are', () => {
    const frames = [1, 3, 1999, 2000, 2001, 10_080].map((slotCount) => {
      const course = courseOf({ ...stocked, slotCount }, []);
      expect(course.frameCount * course.frameSeconds).toBeCloseTo(60 * slotCount, 6);
      expect(framesPassedAt(course, 60 * slotCount - 1e-6)).toBe(course.frameCount);
      return course.frameCount;
    });
    expect(frames).toEqual([2000, 1998, 1999, 2000, 2000, 2000]);
  });

  it('ends as the ledger and the outcome of each of 100 random plans say (seeds 1 to 100)', () => {
    const happened = new Set<string>();
    for (let seed = 1; seed <= 100; seed++) {
      const { execution, options } = randomCase(seed);
      const recorder = recordCourse(execution);
      const latencies = execution.demands.map(noLatencies);
      const outcome = runPairs(execution, options, 1, latencies, recorder.observe);
      const course = recorder.course();
      expect({ seed, ...endOf(course) }).toEqual({ seed, ...ledgerOf(outcome.ledger) });
      const sums = (key: 'delivered' | 'inSpec') =>
        course.demands.map((demand) => totalAfter(demand[key], course.frameCount));
      expect({ seed, pairs: sums('delivered') }).toEqual({ seed, pairs: [...outcome.delivered] });
      expect({ seed, pairs: sums('inSpec') }).toEqual({ seed, pairs: [...outcome.inSpec] });
      for (const { initialPairs, change } of course.stores) {
        const least = Math.min(0, ...change.totals);
        expect(initialPairs + least, `seed ${seed}`).toBeGreaterThanOrEqual(0);
      }
      for (const { cause } of course.losses) happened.add(cause);
    }
    expect(happened.size).toBeGreaterThanOrEqual(8);
  });

  it('is the same for the same seed, and of other replications another', () => {
    const execution = chain({ means: [40, 50], slotCount: 3 });
    const run = (index: number) => {
      const recorder = recordCourse(execution);
      runPairs(execution, optionsWith({}), index, execution.demands.map(noLatencies), recorder.observe);
      return recorder.course();
    };
    expect(run(4)).toEqual(run(4));
    expect(run(4).demands).not.toEqual(run(5).demands);
  });
});
