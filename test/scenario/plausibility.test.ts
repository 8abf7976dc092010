import { describe, expect, it } from 'vitest';
import { implausible } from '../../src/scenario/plausibility.ts';
import { type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';

const GRAZ = { id: 'Graz', latitudeDeg: 47.0671, longitudeDeg: 15.4933, altitudeM: 539 };
const MATERA = { id: 'Matera', latitudeDeg: 40.6486, longitudeDeg: 16.7046, altitudeM: 537 };
const HAP = { id: 'hap', latitudeDeg: 44, longitudeDeg: 16, altitudeM: 20_000 };
const WALKER = {
  id: 'leo',
  pattern: 'delta' as const,
  altitudeKm: 600,
  inclinationDeg: 55,
  total: 24,
  planes: 6,
};

const warningsOf = (changes: Partial<ScenarioInput>) =>
  implausible(
    scenarioSchema.parse({
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 60, start: '2026-03-20T20:00:00Z' },
      stations: [GRAZ, MATERA],
      platforms: [HAP],
      satellites: [{ walker: WALKER }],
      demands: [{ source: 'Graz', destination: 'Matera' }],
      ...changes,
    }),
  );

describe('a scenario with a probable mistake', () => {
  it('is not one without', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ fibres: [{ ends: ['Graz', 'Matera'], lengthKm: 800 }] })).toEqual([]);
    expect(warningsOf({ platforms: [{ ...HAP, kind: 'uav', altitudeM: 20 }] })).toEqual([]);
    // Far from all others, and no nearer the other way round.
    const sydney = { id: 'Sydney', latitudeDeg: -33.87, longitudeDeg: 151.21 };
    expect(warningsOf({ stations: [GRAZ, MATERA, sydney] })).toEqual([]);
  });

  it.each([
    [
      'altitude',
      'satellites[0].walker.altitudeKm',
      { satellites: [{ walker: { ...WALKER, altitudeKm: 600_000 } }] },
    ],
    [
      'altitude',
      'satellites[0].walker.altitudeKm',
      { satellites: [{ walker: { ...WALKER, altitudeKm: 0.6 } }] },
    ],
    ['altitude', 'platforms[0].altitudeM', { platforms: [{ ...HAP, altitudeM: 20 }] }],
    ['altitude', 'stations[0].altitudeM', { stations: [{ ...GRAZ, altitudeM: 53_900 }, MATERA] }],
    [
      'exchanged-coordinates',
      'stations[0]',
      { stations: [{ ...GRAZ, latitudeDeg: GRAZ.longitudeDeg, longitudeDeg: GRAZ.latitudeDeg }, MATERA] },
    ],
    ['long-fibre', 'fibres[0].lengthKm', { fibres: [{ ends: ['Graz', 'Matera'], lengthKm: 5000 }] }],
    ['long-fibre', 'fibres[0].lengthKm', { fibres: [{ ends: ['Graz', 'Matera'], lengthKm: 720_000 }] }],
    ['clouds-without-mode', 'clouds.mode', { stations: [{ ...GRAZ, cloudFraction: 0.9 }, MATERA] }],
  ])('%s at %s, with what to do', (kind, where, changes) => {
    const warnings = warningsOf(changes as Partial<ScenarioInput>);
    expect(warnings).toMatchObject([{ kind, where }]);
    expect(warnings[0]!.hint).not.toBe('');
  });

  it('gets a warning about a memory that is empty again before the next slot', () => {
    const withMemory = (coherenceSeconds: number, capacity = 100) =>
      warningsOf({
        storage: { kinds: { satellite: capacity }, memory: { model: 'loss', coherenceSeconds } },
      });
    // Slots of 60 s: e^(−2·60/13) is below one in 10,000, e^(−2·60/13.1) is not.
    expect(withMemory(13)).toMatchObject([
      { kind: 'memory-shorter-than-slot', message: expect.stringContaining('T = 13 s is empty again') },
    ]);
    expect(withMemory(13.1)).toEqual([]);
    expect(withMemory(13, 0)).toEqual([]);
  });

  it('finds two places that are exchanged among five, though they are near each other', () => {
    const exchanged = ({ latitudeDeg, longitudeDeg, ...rest }: typeof GRAZ) => ({
      ...rest,
      latitudeDeg: longitudeDeg,
      longitudeDeg: latitudeDeg,
    });
    const near = (id: string, east: number) => ({ ...MATERA, id, longitudeDeg: MATERA.longitudeDeg + east });
    const stations = [exchanged(GRAZ), exchanged(MATERA), near('Bari', 1), near('Lecce', 2)];
    expect(warningsOf({ stations }).map(({ where }) => where)).toEqual(['stations[0]', 'stations[1]']);
  });
});
