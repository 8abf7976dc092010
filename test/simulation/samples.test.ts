import { describe, expect, it } from 'vitest';
import {
  addFactor,
  countIn,
  lowQuantile,
  mergeFactors,
  noFactors,
} from '../../src/simulation/factor-counts.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { runBlock } from '../../src/simulation/run-block.ts';
import { noSamples, type Samples } from '../../src/simulation/samples.ts';
import { chain, flowInSlot, optionsWith } from './fixture.ts';

describe('counts of factors', () => {
  it('give the factor that all but a share of them reach, rounded down by 5 % of what is lost', () => {
    const factors = noFactors(2);
    for (let index = 0; index < 90; index++) addFactor(factors, 1, 0.99);
    for (let index = 0; index < 10; index++) addFactor(factors, 1, 0.8);
    expect([countIn(factors, 0), countIn(factors, 1)]).toEqual([0, 100]);
    const low = (share: number) => -Math.log(lowQuantile(factors, 1, share));
    // Ten of a hundred are 0.8.
    expect(low(0.05)).toBeGreaterThanOrEqual(-Math.log(0.8));
    expect(low(0.05)).toBeLessThan(-1.06 * Math.log(0.8));
    expect(low(0.0999)).toBeGreaterThanOrEqual(-Math.log(0.8));
    expect(low(0.1)).toBeGreaterThanOrEqual(-Math.log(0.99));
    expect(low(0.1)).toBeLessThan(-1.07 * Math.log(0.99));
    expect(lowQuantile(factors, 0, 0.05)).toBeNaN();
  });

  it('count what is gained as nothing lost, and what is lost altogether as 0', () => {
    const factors = noFactors(2);
    addFactor(factors, 0, 1.2);
    expect(lowQuantile(factors, 0, 0)).toBeCloseTo(1, 4);
    addFactor(factors, 1, 0);
    addFactor(factors, 1, -0.2);
    expect(lowQuantile(factors, 1, 0)).toBe(0);
  });

  it('add up', () => {
    const [one, other] = [noFactors(1), noFactors(1)];
    addFactor(one, 0, 0.5);
    addFactor(other, 0, 0.5);
    mergeFactors(one, other);
    expect(countIn(one, 0)).toBe(2);
  });
});

/** What a single replication with even arrivals leaves. */
function sampled(execution: Parameters<typeof runBlock>[0]): Samples {
  const samples = noSamples(execution);
  const options = optionsWith({ arrivals: 'regular', discipline: 'planned' });
  const block = runBlock(execution, options, { from: 0, to: 1 }, samples);
  expect(block.samples).toBe(samples);
  expect(block.latencies).toHaveLength(execution.demands.map(noLatencies).length);
  return samples;
}

/** Within an interval of counts: 5 % of what is lost, and a ten-thousandth. */
function expectFactor(counts: Samples['routes'], row: number, factor: number): void {
  const lost = -Math.log(factor);
  const found = -Math.log(lowQuantile(counts, row, 0));
  expect(found).toBeGreaterThanOrEqual(lost);
  expect(found).toBeLessThanOrEqual(1.06 * lost + 2e-5);
}

describe('samples of a replication', () => {
  it('hold what is left of the planned Werner parameter by the news of swaps and the wait for a partner', () => {
    // Two hops whose pairs come at the same times, so nobody waits; the news takes 1 s, T = 10 s of both halves.
    const base = chain({ means: [10, 10], slotSeconds: 10, werner: 0.9, coherenceSeconds: 10 });
    const flow = { ...base.slots[0]!.flows[0]!, swapSeconds: 0.5, plannedWerner: 0.81 };
    const execution = { ...base, slots: [{ ...base.slots[0]!, flows: [flow] }] };
    const samples = sampled(execution);
    expect(countIn(samples.routes, 0)).toBe(10);
    expectFactor(samples.routes, 0, Math.exp(-0.1));
    expect(lowQuantile(samples.waits, 0, 0)).toBeCloseTo(1, 4);
    expect(countIn(samples.waits, 1)).toBe(10);
  });

  it('take purified pairs for the Werner pairs from which the plan would purify the same', () => {
    const base = chain({ means: [20], slotSeconds: 10, werner: 0.8 * 0.9, rounds: 1 });
    const flow = flowInSlot({ ...base.slots[0]!.flows[0]!, plannedWerner: 0.8 });
    const execution = { ...base, slots: [{ ...base.slots[0]!, flows: [flow] }] };
    const samples = sampled(execution);
    expect(countIn(samples.routes, 0)).toBeGreaterThan(2);
    const found = -Math.log(lowQuantile(samples.routes, 0, 0));
    expect(found).toBeGreaterThan(-0.99 * Math.log(0.9));
    expect(found).toBeLessThan(-1.07 * Math.log(0.9));
  });
});
