import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backgroundPhotonFidelity, coincidenceFidelity } from '../../src/physics/coincidence.ts';
import { storedFidelity } from '../../src/physics/storage.ts';
import { fidelityOf, IDEAL_GATES, swapFactor, swapFidelity, wernerOf } from '../../src/physics/swapping.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('swapping', () => {
  it('matches the worked values', () => {
    expect(swapFidelity([0.95, 0.9], IDEAL_GATES)).toBeCloseTo(0.85666667, 8);
    const gates = { singleQubit: 1, twoQubit: 0.99, readout: 0.99 };
    expect(swapFidelity([0.97, 0.98], gates)).toBeCloseTo(0.92538339, 8);
    expect(swapFactor(gates)).toBeCloseTo((0.99 * (4 * 0.9801 - 1)) / 3, 15);
    expect(swapFactor({ ...gates, singleQubit: 0.5 })).toBeCloseTo(swapFactor(gates) / 2, 15);
  });
  it('matches the chain of links at 0.96', () => {
    const chain = [0.96, 0.922133, 0.886286, 0.852351, 0.820226, 0.789814];
    chain.forEach((fidelity, i) => {
      expect(swapFidelity(Array(i + 1).fill(0.96), IDEAL_GATES)).toBeCloseTo(fidelity, 6);
    });
  });
  it('converts between fidelity and Werner parameter', () => {
    expect([wernerOf(0.25), wernerOf(1), fidelityOf(0), fidelityOf(1)]).toEqual([0, 1, 0.25, 1]);
  });
  it('never beats the worst link (seed 31)', () => {
    const gates = fc.record({
      singleQubit: number(0.5, 1),
      twoQubit: number(0.5, 1),
      readout: number(0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(number(0.25, 1), { minLength: 1, maxLength: 10 }), gates, (links, quality) => {
        expect(swapFidelity(links, quality)).toBeLessThanOrEqual(Math.min(...links) + 1e-12);
        expect(swapFidelity(links, quality)).toBeLessThanOrEqual(swapFidelity(links, IDEAL_GATES) + 1e-12);
      }),
      { seed: 31 },
    );
  });
});

describe('storage', () => {
  it('matches the worked values', () => {
    expect(storedFidelity('depolarising', 0.98, 0.1, 1, 2)).toBeCloseTo(0.84767345, 8);
    expect(storedFidelity('dephasing', 0.98, 6, 60, 2)).toBeCloseTo(0.8917823, 8);
  });
  it('takes 0.98 to 0.625 in a slot of 20 s with a memory of 60 s', () => {
    expect(storedFidelity('depolarising', 0.98, 20, 60, 2)).toBeCloseTo(0.625, 3);
  });
  it('never improves a pair, and halves decay alike (seed 37)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('depolarising' as const, 'dephasing' as const),
        number(0.25, 1),
        number(0, 100),
        number(0, 100),
        (model, fidelity, age, more) => {
          const aged = (seconds: number, halves = 1) => storedFidelity(model, fidelity, seconds, 10, halves);
          expect(aged(0)).toBe(fidelity);
          expect(aged(age + more)).toBeLessThanOrEqual(aged(age) + 1e-12);
          expect(aged(age, 2)).toBeCloseTo(aged(2 * age, 1), 12);
        },
      ),
      { seed: 37 },
    );
  });
});

describe('coincidences', () => {
  const worked = {
    sourceRate: 1e8,
    efficiency1: 1e-3,
    efficiency2: 1e-3,
    background1: 500,
    background2: 500,
    windowSeconds: 1e-9,
    sourceWerner: 0.98,
  };
  it('matches the worked value', () => {
    expect(coincidenceFidelity(worked)).toBeCloseTo(0.91757342, 8);
  });
  it('is ¼ where nothing arrives', () => {
    expect(coincidenceFidelity({ ...worked, efficiency1: 0 })).toBe(0.25);
    expect(coincidenceFidelity({ ...worked, sourceRate: 0 })).toBe(0.25);
    expect(coincidenceFidelity({ ...worked, efficiency1: 0, background1: 0 })).toBe(0.25);
  });
  it('lies between ¼ and the source, and falls with background and window (seed 41)', () => {
    fc.assert(
      fc.property(
        number(1e3, 1e9),
        number(1e-9, 1),
        number(1e-9, 1),
        number(0, 1e6),
        number(0, 1e6),
        number(1.1, 5),
        (sourceRate, efficiency1, efficiency2, background1, background2, factor) => {
          const link = { ...worked, sourceRate, efficiency1, efficiency2, background1, background2 };
          const fidelity = coincidenceFidelity(link);
          expect(fidelity).toBeGreaterThanOrEqual(0.25);
          expect(fidelity).toBeLessThanOrEqual(fidelityOf(worked.sourceWerner));
          expect(coincidenceFidelity({ ...link, windowSeconds: factor * 1e-9 })).toBeLessThanOrEqual(
            fidelity,
          );
          expect(coincidenceFidelity({ ...link, background2: factor * background2 })).toBeLessThanOrEqual(
            fidelity,
          );
        },
      ),
      { seed: 41 },
    );
  });
});

describe('background photons', () => {
  it('matches the worked value of Khatri et al.', () => {
    const arm1 = { efficiency: 0.01, backgroundPhotons: 1e-4 };
    const arm2 = { efficiency: 0.02, backgroundPhotons: 1e-4 };
    const { fidelity, probability } = backgroundPhotonFidelity(arm1, arm2, 1);
    expect(fidelity).toBeCloseTo(0.98916898, 8);
    expect(probability / 2.0285065e-4).toBeCloseTo(1, 7);
  });
  it('keeps the fidelity of the source without background, and never beats it (seed 43)', () => {
    fc.assert(
      fc.property(
        number(1e-4, 1),
        number(1e-4, 1),
        number(0, 0.01),
        number(0.5, 1),
        (eta1, eta2, photons, source) => {
          const pair = (backgroundPhotons: number) =>
            backgroundPhotonFidelity(
              { efficiency: eta1, backgroundPhotons },
              { efficiency: eta2, backgroundPhotons },
              source,
            );
          expect(pair(0).fidelity).toBeCloseTo(source, 12);
          expect(pair(0).probability).toBeCloseTo(eta1 * eta2, 12);
          expect(pair(photons).fidelity).toBeLessThanOrEqual(source + 1e-12);
          expect(pair(photons).fidelity).toBeGreaterThanOrEqual(0);
        },
      ),
      { seed: 43 },
    );
  });
  it('leaves white noise as it is: ¼ from ¼, whatever the arms do (seed 71)', () => {
    const arm = fc.record({ efficiency: number(1e-4, 1), backgroundPhotons: number(0, 0.1) });
    fc.assert(
      fc.property(arm, arm, (arm1, arm2) => {
        expect(backgroundPhotonFidelity(arm1, arm2, 0.25).fidelity).toBeCloseTo(0.25, 12);
      }),
      { seed: 71 },
    );
  });
});
