import { describe, expect, it } from 'vitest';
import { startsAgain } from '../../../src/methods/auto/renewal.ts';
import type { Side } from '../../../src/methods/auto/side.ts';

/** A gap of 100 pairs/s, which moving windows close at some rate. */
const closing = (rate: number): Pick<Side, 'bound' | 'plan' | 'rateOf'> => ({
  bound: () => 1100,
  plan: () => ({ selection: Int32Array.of(), objective: 1000, values: Float64Array.of() }),
  rateOf: () => rate,
});

const afterSeconds = (elapsedSeconds: number, constructionSeconds = 10) => ({
  constructionSeconds,
  remainingSeconds: 100 - elapsedSeconds,
  timeLimitSeconds: 100,
});

describe('the search starts again from sharper prices', () => {
  it('where moving windows would close less than a twentieth of the gap meanwhile', () => {
    expect(startsAgain(afterSeconds(30), closing(0.4))).toBe(true);
    expect(startsAgain(afterSeconds(30), closing(0.6))).toBe(false);
    expect(startsAgain(afterSeconds(30, 1), closing(0.6))).toBe(true);
  });

  it('while two fifths of the time remain', () => {
    expect(startsAgain(afterSeconds(60), closing(0))).toBe(true);
    expect(startsAgain(afterSeconds(61), closing(0))).toBe(false);
  });

  it('unless nothing is known of what windows close', () => {
    expect(startsAgain(afterSeconds(30), closing(Number.POSITIVE_INFINITY))).toBe(false);
  });
});
