import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossDb } from '../../src/physics/decibel.ts';
import { fibreEfficiency } from '../../src/physics/fibre.ts';
import { slantRangeKm } from '../../src/physics/geometry.ts';
import { type OpticalDesign, opticalLink, opticalLoss } from '../../src/physics/link-budget.ts';
import { LINK_DEFAULTS, resolveOpticalClass } from '../../src/physics/link-defaults.ts';
import { endSourceRate } from '../../src/physics/rates.ts';

const groundToOrbit = { lowerAltitudeM: 0, upperAltitudeM: 500e3 };

describe('the worked links, by the defaults of their class', () => {
  const rate = (sourceMhz: number, armEfficiency: number) =>
    endSourceRate({ sourceRate: sourceMhz * 1e6, armEfficiency });

  it.each([
    ['S2G 500 km at 90°', 'S2G', groundToOrbit, 500, 90, 20.17, 9608],
    ['S2G 500 km at 30°', 'S2G', groundToOrbit, slantRangeKm(500, 30), 30, 26.21, 2394],
    ['S2S 1000 km', 'S2S', { lowerAltitudeM: 500e3, upperAltitudeM: 500e3 }, 1000, 0, 32.89, 514],
    ['A2A 200 km', 'A2A', { lowerAltitudeM: 20e3, upperAltitudeM: 20e3 }, 200, 0, 18.99, 12612],
  ] as const)('%s', (_name, linkClass, heights, rangeKm, elevationDeg, db, pairsPerSecond) => {
    const design = LINK_DEFAULTS[linkClass];
    const loss = opticalLoss({ ...design, ...heights, rangeKm, elevationDeg });
    expect(loss.totalDb).toBeCloseTo(db, 2);
    expect(Math.round(rate(design.sourceMhz, loss.efficiency))).toBe(pairsPerSecond);
  });

  it('G2G fibre 50 km', () => {
    const { attenuationDbPerKm, efficiency, sourceMhz } = LINK_DEFAULTS.G2G;
    const arm = fibreEfficiency(50, attenuationDbPerKm) * efficiency;
    expect(lossDb(arm)).toBeCloseTo(14.56, 2);
    expect(rate(sourceMhz, arm)).toBeCloseTo(35000, 6);
  });
});

describe('the air', () => {
  const at = (design: OpticalDesign, lowerAltitudeM: number, upperAltitudeM: number) =>
    opticalLoss({ ...design, lowerAltitudeM, upperAltitudeM, rangeKm: 100, elevationDeg: 30 }).atmosphereDb;

  it('is thinner above a high station, and nearly gone above a HAP', () => {
    expect(at(LINK_DEFAULTS.S2G, 6600, 500e3)).toBeCloseTo(at(LINK_DEFAULTS.S2G, 0, 500e3) / Math.E, 9);
    expect(at(LINK_DEFAULTS.S2A, 20e3, 500e3)).toBeLessThan(0.1);
  });
  it('follows a table, if there is one', () => {
    const table = [{ elevationDeg: 30, transmission: 0.5 }];
    expect(at({ ...LINK_DEFAULTS.S2G, transmissionByElevation: table }, 0, 500e3)).toBeCloseTo(3.0103, 5);
  });
  it('adds fades, wherever the transmission comes from', () => {
    for (const air of [{}, { transmissionByElevation: [{ elevationDeg: 30, transmission: 0.5 }] }]) {
      const design = { ...LINK_DEFAULTS.S2G, ...air };
      const faded = at({ ...design, zenithFadeDb: 0.5 }, 3000, 500e3);
      expect(faded - at(design, 3000, 500e3)).toBeCloseTo(1.7817974, 7);
    }
  });
  it('costs a loss per km if a visibility is stated', () => {
    expect(at({ ...LINK_DEFAULTS.A2A, visibilityKm: 23 }, 1000, 1000)).toBeCloseTo(44.6349, 4);
  });
});

describe('resolving a class', () => {
  it('takes T_zen from the table with another tabulated wavelength', () => {
    expect(resolveOpticalClass('S2G', { wavelengthNm: 850 }).zenithTransmission).toBe(0.8952);
    expect(resolveOpticalClass('S2G', { wavelengthNm: 1550 }).zenithTransmission).toBe(0.8136);
    expect(resolveOpticalClass('A2A', { wavelengthNm: 850 }).zenithTransmission).toBe(1);
  });
  it('sends up to a telescope that flies, unless another is stated', () => {
    const receiver = (stated: { direction: 'up' | 'down'; receiverDiameterM?: number }) =>
      resolveOpticalClass('S2G', stated).receiverDiameterM;
    expect([receiver({ direction: 'up' }), receiver({ direction: 'down' })]).toEqual([0.3, 1]);
    expect(receiver({ direction: 'up', receiverDiameterM: 0.2 })).toBe(0.2);
  });
  it('lets a link see down to 10°, or graze the height of its class', () => {
    const { S2S, S2A, A2A, S2G, A2G } = LINK_DEFAULTS;
    expect([S2S, S2A, A2A].map(({ grazingHeightKm }) => grazingHeightKm)).toEqual([100, 20, 10]);
    expect([S2G, A2G].map(({ minimumElevationDeg }) => minimumElevationDeg)).toEqual([10, 10]);
  });
  it('lets every stated key win and keeps the rest', () => {
    const resolved = resolveOpticalClass('S2S', { waistCm: 10, wavelengthNm: 785, zenithTransmission: 0.7 });
    expect(resolved).toEqual({
      ...LINK_DEFAULTS.S2S,
      waistCm: 10,
      wavelengthNm: 785,
      zenithTransmission: 0.7,
    });
  });
});

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const design: fc.Arbitrary<OpticalDesign> = fc.record({
  wavelengthNm: number(400, 1600),
  waistCm: number(0.5, 30),
  divergenceUrad: fc.option(number(1, 50), { nil: undefined }),
  receiverDiameterM: number(0.05, 3),
  jitterUrad: number(0, 20),
  opticsEfficiency: number(0.01, 1),
  detectorEfficiency: number(0.01, 1),
  zenithTransmission: number(0.05, 1),
  direction: fc.constantFrom('down', 'up'),
});
const heights = fc.record({ lowerAltitudeM: number(0, 6e3), upperAltitudeM: number(200e3, 2000e3) });

it('gives an efficiency in [0, 1] and parts that sum to the total (seed 19)', () => {
  fc.assert(
    fc.property(design, heights, number(1, 5000), number(-10, 90), (optics, ends, rangeKm, elevationDeg) => {
      const link = opticalLink(optics, ends);
      const loss = link.loss(rangeKm, elevationDeg);
      expect(loss.efficiency).toBe(link.efficiency(rangeKm, elevationDeg));
      expect(loss.efficiency).toBeGreaterThanOrEqual(0);
      expect(loss.efficiency).toBeLessThanOrEqual(1);
      expect(loss.geometricDb + loss.atmosphereDb + loss.receiverDb).toBeCloseTo(loss.totalDb, 8);
    }),
    { seed: 19 },
  );
});

it('loses no less up than down with equal optics, and no less at a lower elevation (seed 23)', () => {
  fc.assert(
    fc.property(design, heights, number(200, 5000), number(5, 80), (optics, ends, rangeKm, elevationDeg) => {
      const up = opticalLink({ ...optics, direction: 'up' }, ends).efficiency;
      const down = opticalLink({ ...optics, direction: 'down' }, ends).efficiency;
      expect(up(rangeKm, elevationDeg)).toBeLessThanOrEqual(down(rangeKm, elevationDeg));
      expect(up(rangeKm, elevationDeg)).toBeLessThanOrEqual(up(rangeKm, elevationDeg + 5));
    }),
    { seed: 23 },
  );
});
