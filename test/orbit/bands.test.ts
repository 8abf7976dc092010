import { describe, expect, it } from 'vitest';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { scenarioOf } from './setting.ts';

/** A fibre from a to b, and a HAP over a that b does not see. */
const warned = (more: Partial<ScenarioInput>) =>
  buildTopology(
    scenarioOf({
      platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: -1, altitudeM: 20_000 }],
      fibres: [{ ends: ['a', 'b'], lengthKm: 120 }],
      linkClasses: { A2G: { minimumElevationDeg: 5 } },
      ...more,
    }),
  ).warnings;
const a2g = (wavelengthNm: number) => ({ A2G: { minimumElevationDeg: 5, wavelengthNm } });

describe('a converter is assumed', () => {
  it('if fibre at 1550 nm meets a free-space link at 810 nm', () => {
    const [warning, ...others] = warned({});
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ kind: 'converter-assumed', where: 'a' });
    expect(warning!.message).toMatch(
      /^Telecom fibre and free-space links at 810 nm meet at a: the plan assumes a converter/,
    );
    expect(warning!.hint).toMatch(/linkClasses\.G2G\.efficiency/);
  });

  it.each([
    ['the free-space links are in the band of the fibre', { linkClasses: a2g(1550) }],
    ['or in another band of telecom fibre', { linkClasses: a2g(1310) }],
    [
      'the fibre loses as much as at 810 nm',
      { fibres: [{ ends: ['a', 'b'], lengthKm: 9, attenuationDbPerKm: 3 }] },
    ],
    ['there is no fibre', { fibres: [] }],
    ['it ends elsewhere', { platforms: [] }],
    [
      'the band of the other link is not stated',
      { platforms: [], links: [{ id: 'x', ends: ['a', 'b'], capacity: 1, fidelity: 0.9 }] },
    ],
  ] as [string, Partial<ScenarioInput>][])('but not if %s', (_, more) => {
    expect(warned(more)).toEqual([]);
  });

  it('if two free-space links have different stated wavelengths', () => {
    const platforms = [
      { id: 'h', latitudeDeg: 0, longitudeDeg: -1, altitudeM: 20_000 },
      { id: 'i', latitudeDeg: 0, longitudeDeg: -2, altitudeM: 20_000 },
    ];
    const [warning, ...others] = warned({ fibres: [], platforms, linkClasses: a2g(785) });
    expect(others).toEqual([]);
    expect(warning!.where).toBe('h');
    expect(warning!.message).toMatch(/^Free-space links at 785 and 810 nm meet at h/);
    expect(warning!.hint).toMatch(/opticsEfficiency/);
    const [telecom] = warned({ fibres: [], platforms, linkClasses: a2g(1310) });
    expect(telecom!.message).toMatch(/^Free-space links at 810 and 1310 nm meet at h/);
  });
});
