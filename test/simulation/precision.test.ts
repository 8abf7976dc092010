import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/base/sample.ts';
import { addValues, newDeviations, precisionOf } from '../../src/simulation/precision.ts';

describe('precision', () => {
  const demands = [100, 0, 10].map((planned) => ({
    id: `of ${planned}`,
    fidelityTarget: 0.9,
    forgets: 0,
    planned,
    leastPairs: new Float64Array(0),
  }));

  it('is the largest half-width relative to the plan, as of the whole sample', () => {
    const samples = [
      [90, 95, 103, 99],
      [5, 1, 7, 2],
      [9, 9.5, 8.5, 9],
    ];
    const deviations = newDeviations(3);
    expect(precisionOf({ demands }, deviations)).toBeNull();
    for (let at = 0; at < 4; at++)
      addValues(
        deviations,
        Float64Array.from(samples, (one) => one[at]!),
      );
    const widths = [estimate(samples[0]!).halfWidth! / 100, estimate(samples[2]!).halfWidth! / 10];
    expect(precisionOf({ demands }, deviations)).toBeCloseTo(Math.max(...widths), 12);
    expect(widths[0]).not.toBeCloseTo(widths[1]!, 3);
  });

  it('of very many replications is hardly wider than exact', () => {
    const deviations = newDeviations(3);
    const values: number[] = [];
    for (let n = 0; n < 5999; n++) {
      values.push(90 + (n % 7));
      addValues(deviations, Float64Array.of(90 + (n % 7), 0, 0));
    }
    const exact = estimate(values).halfWidth! / 100;
    const found = precisionOf({ demands: demands.slice(0, 1) }, deviations)!;
    expect(found / exact).toBeGreaterThanOrEqual(1);
    expect(found / exact).toBeLessThan(1.001);
  });

  it('is not perfect because no replication delivered anything', () => {
    const deviations = newDeviations(3);
    for (let n = 0; n < 20; n++) addValues(deviations, Float64Array.of(100, 0, 0));
    expect(precisionOf({ demands }, deviations)).toBeCloseTo(3 / 20 / 10, 12);
    expect(precisionOf({ demands: demands.slice(0, 1) }, deviations)).toBe(0);
  });

  it('is unknown if nothing is planned', () => {
    const deviations = newDeviations(1);
    addValues(deviations, Float64Array.of(1));
    addValues(deviations, Float64Array.of(2));
    expect(precisionOf({ demands: demands.slice(1, 2) }, deviations)).toBeNull();
  });
});
