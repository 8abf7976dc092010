import { expect, it } from 'vitest';
import { backgroundRate, clickProbability, SKY_RADIANCE } from '../../src/physics/background.ts';
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
