import fc from 'fast-check';
import { expect, it } from 'vitest';
import { longestStorageSlots, stockChange } from '../../src/domain/memory.ts';

const SEED = 41;

it('memories without loss leave a stock unchanged', () => {
  for (const memory of [
    { model: 'ideal' },
    { model: 'dephasing', coherenceSeconds: 1, maximumStorageSlots: 2 },
  ] as const) {
    expect(stockChange(memory, 20)).toEqual({ survival: 1, kept: 1, needed: 1 });
  }
});

it(`a stock after a slot agrees with small steps in time (seed ${SEED})`, () => {
  const amount = fc.double({ min: 0, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1000, noNaN: true }),
      fc.double({ min: 1, max: 50, noNaN: true }),
      amount,
      amount,
      amount,
      (coherenceSeconds, slotSeconds, stock, filled, drawn) => {
        const { survival, kept, needed } = stockChange({ model: 'loss', coherenceSeconds }, slotSeconds);
        const after = survival * (stock - needed * drawn * slotSeconds) + kept * filled * slotSeconds;
        // The midpoint rule on dz/dt = f − d − 2z/T.
        const steps = 20_000;
        const step = slotSeconds / steps;
        const change = (z: number) => filled - drawn - (2 * z) / coherenceSeconds;
        let z = stock;
        for (let i = 0; i < steps; i++) z += step * change(z + (step / 2) * change(z));
        expect(Math.abs(after - z)).toBeLessThan(1e-5 * (1 + stock + (filled + drawn) * slotSeconds));
      },
    ),
    { seed: SEED, numRuns: 40 },
  );
});

it('a pair that waits a slot survives with s, evenly filled and evenly drawn', () => {
  const { survival, kept, needed } = stockChange({ model: 'loss', coherenceSeconds: 60 }, 20);
  expect(kept / needed).toBeCloseTo(survival, 14);
});

it('a memory far shorter than a slot passes nothing on; a far longer one loses no digits', () => {
  expect(longestStorageSlots({ model: 'loss', coherenceSeconds: 0.01 }, 20)).toBe(0);
  const long = stockChange({ model: 'loss', coherenceSeconds: 2e12 }, 1);
  expect(long.kept).toBeCloseTo(1 - 5e-13, 15);
  expect(long.needed).toBeCloseTo(1 + 5e-13, 15);
});

it('a share of a memory below the smallest number is 0', () => {
  expect(stockChange({ model: 'loss', coherenceSeconds: 1e300 }, 1e-30)).toEqual({
    survival: 1,
    kept: 1,
    needed: 1,
  });
});
