import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heraldedRate } from '../../src/physics/heralding.ts';
import { endSourceRate, midpointRate, plobBound } from '../../src/physics/rates.ts';

it('matches the PLOB bound at η = 0.01', () => {
  expect(plobBound(0.01)).toBeCloseTo(0.01449957, 8);
  expect(plobBound(0.5)).toBeCloseTo(1, 15);
  expect(plobBound(1)).toBe(Number.POSITIVE_INFINITY);
});

it('multiplies efficiencies for a source at one end or in between', () => {
  expect(endSourceRate({ sourceRate: 1e6, armEfficiency: 1e-3 })).toBeCloseTo(1000, 9);
  expect(
    endSourceRate({ sourceRate: 1e6, armEfficiency: 1e-3, memoryEfficiency: 0.7, modes: 10 }),
  ).toBeCloseTo(7000, 9);
  expect(midpointRate(5.9e6, 1e-3, 2e-3)).toBeCloseTo(11.8, 9);
});

it('never exceeds the PLOB bound of its modes (seed 29)', () => {
  const fraction = fc.double({ min: 1e-12, max: 1, noNaN: true });
  fc.assert(
    fc.property(fraction, fraction, fc.integer({ min: 1, max: 100 }), (eta1, eta2, modes) => {
      const sourceRate = 1e6;
      const bound = (efficiency: number) => plobBound(efficiency) * sourceRate * modes;
      const kept = endSourceRate({ sourceRate, armEfficiency: eta1, memoryEfficiency: eta2, modes });
      expect(kept).toBeLessThanOrEqual(bound(eta1));
      expect(midpointRate(sourceRate, eta1, eta2)).toBeLessThanOrEqual(bound(eta1 * eta2));
      for (const source of ['end', 'middle', 'middle-measurement'] as const) {
        const link = { source, sourceRate, efficiencies: [eta1, eta2], delaySeconds: 1e-3 } as const;
        const heralded = heraldedRate(link, [Number.POSITIVE_INFINITY, 1e4]);
        expect(heralded).toBeLessThanOrEqual(bound(eta1 * eta2));
      }
    }),
    { seed: 29 },
  );
});
