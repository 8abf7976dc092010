import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfAgesSeconds } from '../../src/physics/ageing.ts';
import {
  attemptSuccess,
  type HeraldedLink,
  heraldedRate,
  heraldSeconds,
  holdSeconds,
  linkWaits,
  modeSecondsPerPair,
  modesInFlight,
} from '../../src/physics/heralding.ts';
import { latencySeconds } from '../../src/physics/latency.ts';

const ENOUGH = Number.POSITIVE_INFINITY;
const SOURCES = ['end', 'middle', 'middle-measurement'] as const;

/** A source of 10 MHz at one end. */
const over = (lengthKm: number): HeraldedLink => ({
  source: 'end',
  sourceRate: 1e7,
  efficiencies: [1, 1e-3],
  delaySeconds: latencySeconds(lengthKm),
});

/** 1 ms from end to end. */
const link = (source: HeraldedLink['source']): HeraldedLink => ({
  source,
  sourceRate: 1000,
  efficiencies: [0.1, 0.2],
  delaySeconds: 1e-3,
  preparationSeconds: 5e-4,
});

describe('modes that wait for a source at one end', () => {
  it.each([
    [1000, 6.671282, 6],
    [1200, 8.00554, 5],
    [4000, 26.68513, 5],
  ])('are held over %i km for %f ms', (lengthKm, milliseconds, digits) => {
    expect(holdSeconds(over(lengthKm)) * 1e3).toBeCloseTo(milliseconds, digits);
    expect(heraldSeconds('end', latencySeconds(lengthKm)) * 1e3).toBeCloseTo(milliseconds, digits);
  });

  it.each([
    [1000, 224_844.3435],
    [500, 449_688.687],
  ])('allow, if there are 1500 over %i km, %f attempts/s', (lengthKm, attempts) => {
    const asked = over(lengthKm);
    expect(heraldedRate(asked, [1500, 0]) / attemptSuccess(asked)).toBeCloseTo(attempts, 3);
  });

  it.each([
    [1200, 80_055, 4e4, 0.499654, 6],
    [4000, 266_851, 4e4, 0.149896, 6],
    [4000, 266_851, 1e3, 0.00374741, 8],
  ])(
    'are, over %i km at full rate, %i; %i of them leave %f of it',
    (lengthKm, full, modes, share, digits) => {
      const asked = over(lengthKm);
      expect(Math.round(modesInFlight(asked, 1e7 * 1e-3)[0])).toBe(full);
      expect(heraldedRate(asked, [modes, 0]) / heraldedRate(asked, [ENOUGH, 0])).toBeCloseTo(share, digits);
    },
  );

  it.each([
    [1e6, 1e-3, 10, 1000, 0, 1.498962],
    [1e6, 1e-3, 100, 500, 1e-4, 29.10665],
    [5e6, 1e-2, 1000, 1200, 1e-4, 1233.724356],
  ])('B %f, η %f, M %i, L %i km, t_prep %f s: %f pairs/s', (B, eta, modes, lengthKm, preparation, rate) => {
    const asked = {
      ...over(lengthKm),
      sourceRate: B,
      efficiencies: [1, eta],
      preparationSeconds: preparation,
    } as const;
    expect(heraldedRate(asked, [modes, 0])).toBeCloseTo(rate, 6);
  });
});

describe('by hand, over 1 ms', () => {
  it.each([
    // 0.1 · 0.2 of the attempts succeed, half of them by a Bell measurement.
    ['end', 0.02, 2.5e-3, [0.125, 0]],
    // Photons that arrive are held for L/c, and every fifth or tenth is joined by its partner.
    ['middle', 0.02, 1e-3, [5e-3, 1e-2]],
    ['middle-measurement', 0.01, 1.5e-3, [0.15, 0.15]],
  ] as const)('%s: success %f, held %f s, mode-seconds per pair %j', (source, success, hold, perPair) => {
    const asked = link(source);
    expect(attemptSuccess(asked)).toBeCloseTo(success, 15);
    expect(holdSeconds(asked)).toBeCloseTo(hold, 15);
    expect(modeSecondsPerPair(asked)).toEqual(perPair.map((seconds) => expect.closeTo(seconds, 12)));
    expect(modesInFlight(asked, 100)).toEqual(perPair.map((seconds) => expect.closeTo(100 * seconds, 10)));
    expect(heraldedRate(asked, [ENOUGH, ENOUGH])).toBeCloseTo(1000 * success, 12);
    const limits = perPair.map((seconds) => (seconds > 0 ? 0.01 / seconds : ENOUGH));
    expect(heraldedRate(asked, [0.01, ENOUGH])).toBeCloseTo(limits[0]!, 12);
    expect(heraldedRate(asked, [ENOUGH, 0.01])).toBeCloseTo(Math.min(1000 * success, limits[1]!), 12);
  });

  it('a source at an end takes no mode at the other', () => {
    expect(heraldedRate(link('end'), [ENOUGH, 0])).toBeCloseTo(20, 12);
    expect(heraldedRate(link('middle'), [ENOUGH, 0])).toBe(0);
  });
});

it('rates rise with modes, fall with length, and never exceed B·η (seed 71)', () => {
  const fraction = fc.double({ min: 1e-6, max: 1, noNaN: true });
  const seconds = fc.double({ min: 1e-6, max: 1, noNaN: true });
  const modes = fc.integer({ min: 0, max: 1e6 });
  fc.assert(
    fc.property(
      fc.constantFrom(...SOURCES),
      fraction,
      fraction,
      seconds,
      seconds,
      modes,
      modes,
      (source, eta1, eta2, delay, more, few, others) => {
        const asked: HeraldedLink = { ...link(source), efficiencies: [eta1, eta2], delaySeconds: delay };
        const rate = heraldedRate(asked, [few, others]);
        expect(rate).toBeLessThanOrEqual(asked.sourceRate * attemptSuccess(asked));
        expect(heraldedRate(asked, [few + 1, others + 1])).toBeGreaterThanOrEqual(rate);
        expect(heraldedRate({ ...asked, delaySeconds: delay + more }, [few, others])).toBeLessThanOrEqual(
          rate,
        );
        // A rate that modes allow keeps no more of them in flight than there are.
        const [first, second] = modesInFlight(asked, rate);
        expect(first).toBeLessThanOrEqual(few * (1 + 1e-12));
        expect(second).toBeLessThanOrEqual(others * (1 + 1e-12));
      },
    ),
    { seed: 71 },
  );
});

describe('waits by the arms of a link', () => {
  const whole = link('end');
  const arms = (source: HeraldedLink['source']): readonly [number, number] =>
    source === 'end' ? [0, whole.delaySeconds] : [whole.delaySeconds / 2, whole.delaySeconds / 2];
  const efficiencies = (source: HeraldedLink['source']): readonly [number, number] =>
    source === 'end' ? [1, 0.2] : [0.1, 0.2];

  it.each(SOURCES)('are those of a link with its source at an end or right in the middle (%s)', (source) => {
    const waits = linkWaits({
      source,
      delaysSeconds: arms(source),
      efficiencies: efficiencies(source),
      preparationSeconds: 5e-4,
    });
    const expected = modeSecondsPerPair({ ...link(source), efficiencies: efficiencies(source) });
    expect(waits.modeSeconds[0]).toBeCloseTo(expected[0], 12);
    expect(waits.modeSeconds[1]).toBeCloseTo(expected[1], 12);
    expect(waits.heraldSeconds).toBeCloseTo(heraldSeconds(source, whole.delaySeconds), 12);
    expect(
      waits.agesSeconds.map((age, end) => age - halfAgesSeconds(source, whole.delaySeconds)[end]!),
    ).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
  });

  it('hold a success at the end that receives until the herald is back', () => {
    const { heldSeconds } = linkWaits({ source: 'end', delaysSeconds: [0, 1e-3], efficiencies: [1, 0.2] });
    expect(heldSeconds).toEqual([0, expect.closeTo(1e-3, 15)]);
  });

  it('of a dual downlink with unequal arms wait for the news of the other end', () => {
    const waits = linkWaits({
      source: 'middle',
      delaysSeconds: [1, 3],
      efficiencies: [0.5, 0.25],
      captured: 0.8,
    });
    // Photons arrive at 1 and 3 s, news over both arms takes 4 s: the first end knows at 7 s, the second at 5 s.
    expect(waits).toEqual({
      modeSeconds: [6 / (0.25 * 0.8), 2 / (0.5 * 0.8)],
      heldSeconds: [0, 2],
      agesSeconds: [6, 4],
      heraldSeconds: 6,
    });
  });

  it('are the same if the ends change places', () => {
    const [one, other] = [
      linkWaits({ source: 'end', delaysSeconds: [0, 2], efficiencies: [1, 0.5], preparationSeconds: 1 }),
      linkWaits({ source: 'end', delaysSeconds: [2, 0], efficiencies: [0.5, 1], preparationSeconds: 1 }),
    ];
    expect([...other.modeSeconds].reverse()).toEqual(one.modeSeconds);
    expect([...other.agesSeconds].reverse()).toEqual(one.agesSeconds);
  });
});
