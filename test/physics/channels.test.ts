import { expect, it } from 'vitest';
import {
  backgroundRate,
  clickProbability,
  SKY_RADIANCE,
  type SkyView,
  SUNLIT_EARTH_RADIANCE,
  skyRadianceAbove,
} from '../../src/physics/background.ts';
import { coincidenceFidelity } from '../../src/physics/coincidence.ts';
import { efficiencyOfDb, lossDb } from '../../src/physics/decibel.ts';
import { FIBRE_ATTENUATION_DB_PER_KM, fibreEfficiency } from '../../src/physics/fibre.ts';

const view = {
  radiance: SKY_RADIANCE.moonlessNight,
  fieldOfViewUrad: 100,
  receiverDiameterM: 1,
  filterNm: 1,
  wavelengthNm: 810,
};

it('matches the worked background of a moonless night', () => {
  expect(backgroundRate(view)).toBeCloseTo(377.2935, 4);
});

it('takes background in proportion to radiance, filter, and the squares of view and telescope', () => {
  const wider = { ...view, fieldOfViewUrad: 200, receiverDiameterM: 0.5, filterNm: 3 };
  expect(backgroundRate({ ...wider, radiance: SKY_RADIANCE.clearDay }) / backgroundRate(view)).toBeCloseTo(
    3e5,
    4,
  );
});

/** Clicks/s of a receiver of 0.5 × 0.7 with 500 dark counts/s. */
const clicks = (seen: Partial<SkyView>) => 500 + 0.35 * backgroundRate({ ...view, ...seen });

it.each([
  {
    field: 50,
    mhz: 10,
    windowNs: 0.5,
    werner: 0.99,
    eta: 6.91e-5,
    counts: 14_851,
    f: 0.91744,
    dark: 0.98616,
  },
  { field: 100, mhz: 1, windowNs: 1, werner: 0.98, eta: 6.57e-4, counts: 57_905, f: 0.92485, dark: 0.98371 },
])('a telescope of 0.3 m at 20 km that looks up at noon: $field µrad, $counts counts/s', (vector) => {
  const radiance = skyRadianceAbove(SKY_RADIANCE.clearDay, 20_000);
  const counts = clicks({ radiance, fieldOfViewUrad: vector.field, receiverDiameterM: 0.3 });
  expect(Math.round(counts)).toBe(vector.counts);
  const fidelity = (background2: number) =>
    coincidenceFidelity({
      sourceRate: vector.mhz * 1e6,
      efficiency1: 1,
      efficiency2: vector.eta,
      background1: 0,
      background2,
      windowSeconds: vector.windowNs * 1e-9,
      sourceWerner: vector.werner,
    });
  expect(fidelity(counts)).toBeCloseTo(vector.f, 5);
  expect(fidelity(500)).toBeCloseTo(vector.dark, 5);
});

it('a telescope of 1 m that looks down by day counts 9e8 photons/s of the Earth, which leave F .251', () => {
  const counts = clicks({ radiance: SUNLIT_EARTH_RADIANCE });
  expect(counts / 1e8).toBeCloseTo(8.8, 1);
  // 1,200 pairs/s of an uplink among 8.8e5 accidental coincidences.
  const uplink = { sourceRate: 1e6, efficiency1: 1, efficiency2: 1.2e-3, background1: 0, sourceWerner: 0.98 };
  expect(coincidenceFidelity({ ...uplink, background2: counts, windowSeconds: 1e-9 })).toBeCloseTo(0.251, 3);
});

it('clicks with probability 1 − e^−µ', () => {
  expect(clickProbability(Math.LN2)).toBeCloseTo(0.5, 15);
  expect(clickProbability(1e-20)).toBe(1e-20);
});

it('turns efficiency into dB and back', () => {
  expect(lossDb(0.01)).toBeCloseTo(20, 12);
  expect(lossDb(1)).toBe(0);
  expect(lossDb(0)).toBe(Number.POSITIVE_INFINITY);
  expect(efficiencyOfDb(30)).toBeCloseTo(1e-3, 15);
});

it('loses 0.2 dB/km in fibre, 0.16 in the best', () => {
  expect(fibreEfficiency(50)).toBeCloseTo(0.1, 12);
  expect(fibreEfficiency(62.5, FIBRE_ATTENUATION_DB_PER_KM.ultraLowLoss)).toBeCloseTo(0.1, 12);
});
