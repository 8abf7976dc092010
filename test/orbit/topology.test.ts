import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { sampleEphemeris } from '../../src/orbit/ephemeris.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { opticalLoss } from '../../src/physics/link-budget.ts';
import { LINK_DEFAULTS } from '../../src/physics/link-defaults.ts';
import { capacities, fidelities, MICIUS, scenarioOf } from './setting.ts';

const night = '2026-03-20T00:00:00Z';

describe('stated links', () => {
  const nodes = [
    { id: 's', kind: 'satellite' as const },
    { id: 'h', kind: 'aerial' as const },
    { id: 'g', kind: 'ground' as const },
  ];
  const explicit = scenarioOf({
    horizon: { slots: 3, slotSeconds: 20 },
    stations: [],
    nodes,
    links: [
      { ends: ['s', 'g'], capacity: [100, 0, 300], fidelity: [0.9, 0.8, 0.7] },
      { id: 'up', ends: ['h', 's'], capacity: 50, fidelity: 0.95 },
      { id: 'tether', ends: ['g', 'h'], class: 'G2G', capacity: [0, 0, 7], fidelity: 0.99 },
    ],
    demands: [{ source: 's', destination: 'g' }],
  });

  it('hold slot by slot as stated; capacity 0 is no contact', () => {
    const topology = buildTopology(explicit);
    expect(capacities(topology)).toEqual([
      { 's~g': 100, up: 50 },
      { up: 50 },
      { 's~g': 300, up: 50, tether: 7 },
    ]);
    expect(fidelities(topology)[2]).toEqual({ 's~g': 0.7, up: 0.95, tether: 0.99 });
    expect(topology.links.map(({ class: linkClass, kind, via }) => [linkClass, kind, via])).toEqual([
      ['S2G', 'explicit', null],
      ['S2A', 'explicit', null],
      ['G2G', 'explicit', null],
    ]);
    expect(topology).toMatchObject({ slotCount: 3, slotSeconds: 20, start: null, nodes, notes: [] });
  });

  it('keep pairs per slot as their unit; fibres are converted to it', () => {
    const fibres = [{ ends: ['a', 'b'] as [string, string], lengthKm: 50 }];
    const perSecond = buildTopology(scenarioOf({ fibres }));
    const links = [{ id: 'x', ends: ['a', 'b'] as [string, string], capacity: 3, fidelity: 0.9 }];
    const perSlot = buildTopology(scenarioOf({ fibres, links, capacityUnit: 'pairs-per-slot' }));
    // 1 MHz × 10^(−0.2·50/10) × 0.35.
    expect(capacities(perSecond)[0]!['a~b']).toBeCloseTo(35_000, 6);
    expect(capacities(perSlot)[0]!['a~b']).toBeCloseTo(700_000, 5);
    expect(capacities(perSlot)[0]!.x).toBe(3);
    expect(perSecond.links[0]).toMatchObject({ class: 'G2G', kind: 'fibre' });
    // A = (1e6)(35500)(1e-9) = 35.5 to C = 35000: w = 0.98/(1 + 35.5/35000).
    expect(fidelities(perSecond)[0]!['a~b']).toBeCloseTo(0.25 + (0.75 * 0.98) / (1 + 35.5 / 35_000), 12);
  });

  it('refuse unknown names, and find those of TLE satellites', () => {
    const satellites = [{ tle: { text: MICIUS } }];
    const horizon = { slots: 1, slotSeconds: 20, start: '2016-12-19T16:52:00Z' };
    const to = (end: string) =>
      buildTopology(
        scenarioOf({ horizon, satellites, links: [{ ends: ['a', end], capacity: 1, fidelity: 0.9 }] }),
      );
    expect(capacities(to('QSS (MOZI)'))).toMatchObject([{ 'a~QSS (MOZI)': 1 }]);
    expect(() => to('QSS')).toThrow(InputError);
    expect(() => to('QSS (MOZZI)')).toThrow(/links\[0\]\.ends\[1\].*QSS \(MOZZI\).*QSS \(MOZI\)/);
  });
});

describe('optical links', () => {
  const hap = (id: string, longitudeDeg: number) => ({ id, latitudeDeg: 0, longitudeDeg, altitudeM: 20_000 });

  it('HAP to station: the budget of the slant path, night background', () => {
    const platforms = [hap('h', 0)];
    const topology = buildTopology(
      scenarioOf({ platforms, horizon: { slots: 1, slotSeconds: 20, start: night } }),
    );
    const heights = { lowerAltitudeM: 0, upperAltitudeM: 20_000 };
    const above = opticalLoss({ ...LINK_DEFAULTS.A2G, ...heights, rangeKm: 20, elevationDeg: 90 });
    // Station b, 1° away, sees the HAP at (6398.137 cos 1° − 6378.137)/range.
    const range = Math.sqrt(
      6398.137 ** 2 + 6378.137 ** 2 - 2 * 6398.137 * 6378.137 * Math.cos(Math.PI / 180),
    );
    const sine = (6398.137 * Math.cos(Math.PI / 180) - 6378.137) / range;
    expect(Math.asin(sine)).toBeLessThan((10 * Math.PI) / 180);
    expect(Object.keys(capacities(topology)[0]!)).toEqual(['a~h']);
    expect(capacities(topology)[0]!['a~h']).toBeCloseTo(1e6 * above.efficiency, 3);
    const single = 1e6 * above.efficiency;
    // Receiver 0.5 × 0.7; 1 m, 100 µrad, 1 nm at night: 377.2935 counts/s.
    const accidental = 1e6 * (single + 500 + 0.35 * 377.2935) * 1e-9;
    expect(fidelities(topology)[0]!['a~h']).toBeCloseTo(
      0.25 + (0.75 * 0.98 * single) / (single + accidental),
      9,
    );
    expect(topology.links[0]).toEqual({
      id: 'a~h',
      ends: ['a', 'h'],
      class: 'A2G',
      kind: 'optical',
      via: null,
      emitter: 'h',
    });
  });

  it('HAPs 200 km apart carry 12612 pairs/s, the worked value', () => {
    const degreesOf200Km = ((2 * Math.asin(100 / 6398.137)) / Math.PI) * 180;
    const platforms = [hap('g', 0), hap('h', degreesOf200Km)];
    const topology = buildTopology(
      scenarioOf({ platforms, stations: [], demands: [{ source: 'g', destination: 'h' }] }),
    );
    expect(capacities(topology)[0]!['g~h']! / 12_612).toBeCloseTo(1, 4);
    expect(topology.notes).toEqual([]);
  });

  it('UAVs below the grazing height have no links among them, and a note says why', () => {
    const platforms = [
      { ...hap('u', 0.5), altitudeM: 1000 },
      { ...hap('v', 0.6), altitudeM: 1000 },
    ];
    const topology = buildTopology(scenarioOf({ platforms, linkClasses: { A2G: { enabled: false } } }));
    expect(topology.links).toEqual([]);
    expect(topology.notes[0]).toMatch(/^u, v: always below the 10 km/);
    const low = buildTopology(scenarioOf({ platforms, linkClasses: { A2A: { grazingHeightKm: 0 } } }));
    expect(low.links.map(({ id }) => id)).toContain('u~v');
  });

  it('a satellite that passes overhead at 500 km: 9608 pairs/s at best, the worked value, for 474 s', () => {
    const circular = { id: 'z', altitudeKm: 500, inclinationDeg: 0 };
    // One synodic revolution: 360° at 360°/5676.978 s − 360°/86164.1 s.
    const horizon = { slots: 1215, slotSeconds: 5, start: night };
    const topology = buildTopology(scenarioOf({ horizon, satellites: [{ circular }] }));
    const rates = capacities(topology).flatMap((slot) => slot['a~z'] ?? []);
    expect(Math.max(...rates)).toBeGreaterThan(9580);
    expect(Math.max(...rates)).toBeLessThan(9608.5);
    // acos(6378.137 cos 10°/6878.137) − 10° to either side at 0.059236°/s: 474.4 s of contact.
    expect(rates.length).toBeGreaterThanOrEqual(92);
    expect(rates.length).toBeLessThanOrEqual(94);
    expect(topology.start).toBe('2026-03-20T00:00:00.000Z');
  });

  it('two satellites 1000 km apart carry 514 pairs/s, the worked value, and are out of range at 999 km', () => {
    const argumentOfLatitudeDeg = ((2 * Math.asin(500 / 6878.137)) / Math.PI) * 180;
    const common = { altitudeKm: 500, inclinationDeg: 60 };
    const satellites = [
      { circular: { id: 'y', ...common } },
      { circular: { id: 'x', ...common, argumentOfLatitudeDeg } },
    ];
    const horizon = { slots: 1, slotSeconds: 20, start: night };
    const links = (maximumRangeKm: number) => {
      const linkClasses = { S2S: { maximumRangeKm }, S2G: { enabled: false } };
      return buildTopology(scenarioOf({ horizon, satellites, linkClasses }));
    };
    expect(capacities(links(1001))[0]!['x~y']! / 514).toBeCloseTo(1, 2);
    expect(links(1001).links[0]).toMatchObject({ ends: ['x', 'y'], class: 'S2S' });
    expect(links(999).links).toEqual([]);
  });

  it('an optical link whose id is taken by a stated one gets #2', () => {
    const links = [{ ends: ['a', 'h'] as [string, string], capacity: 1, fidelity: 0.9 }];
    const topology = buildTopology(scenarioOf({ platforms: [hap('h', 0)], links }));
    expect(topology.links.map(({ id, kind }) => [id, kind])).toEqual([
      ['a~h', 'explicit'],
      ['a~h#2', 'optical'],
    ]);
  });

  it('links ascend in every slot, and progress and abortion work', () => {
    const walker = {
      id: 'w',
      pattern: 'delta' as const,
      altitudeKm: 1200,
      inclinationDeg: 60,
      total: 30,
      planes: 5,
    };
    const horizon = { slots: 20, slotSeconds: 300, start: night };
    const mixed = scenarioOf({
      horizon,
      satellites: [{ walker }, { circular: { id: 'm', altitudeKm: 5000, inclinationDeg: 0 }, memory: false }],
      platforms: [hap('h', 0), { ...hap('n', 0.5), memory: false }],
    });
    const done: number[] = [];
    const topology = buildTopology(mixed, { onProgress: (slotsDone) => done.push(slotsDone) });
    expect(done).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(new Set(topology.links.map(({ id }) => id)).size).toBe(topology.links.length);
    expect(new Set(topology.links.map(({ class: linkClass }) => linkClass))).toEqual(
      new Set(['S2S', 'S2A', 'S2G', 'A2G']),
    );
    for (const { link, capacity, fidelity } of topology.slots) {
      expect([...link]).toEqual([...new Set(link)].sort((a, b) => a - b));
      expect(Math.min(...capacity)).toBeGreaterThan(0);
      expect(Math.min(...fidelity)).toBeGreaterThan(0.25);
      expect(Math.max(...fidelity)).toBeLessThan(0.985);
    }
    const stop = new AbortController();
    const run = () =>
      buildTopology(mixed, {
        signal: stop.signal,
        onProgress: () => stop.abort(new Error('enough')),
      });
    expect(run).toThrow('enough');
  });

  it('are the same in a sample of slots, where links are numbered anew', () => {
    const satellites = [
      {
        walker: {
          id: 'w',
          pattern: 'delta' as const,
          altitudeKm: 1200,
          inclinationDeg: 60,
          total: 30,
          planes: 5,
        },
      },
    ];
    const flying = scenarioOf({ horizon: { slots: 12, slotSeconds: 300, start: night }, satellites });
    const only = [0, 1, 5, 6, 11];
    const done: [number, number][] = [];
    const sample = buildTopology(flying, { only, onProgress: (...counts) => done.push(counts) });
    const whole = buildTopology(flying);
    expect(sample.slotCount).toBe(only.length);
    expect(capacities(sample)).toEqual(only.map((slot) => capacities(whole)[slot]));
    expect(fidelities(sample)).toEqual(only.map((slot) => fidelities(whole)[slot]));
    expect(sample.links.length).toBeLessThan(whole.links.length);
    expect(done).toEqual(only.map((_, index) => [index + 1, only.length]));
  });

  it('warns of old TLE, of satellites that have decayed and of those that fly nowhere', () => {
    const horizon = { slots: 1, slotSeconds: 20, start: '2017-01-05T00:00:00Z' };
    const old = buildTopology(scenarioOf({ horizon, satellites: [{ tle: { text: MICIUS } }] }));
    expect(old.warnings).toMatchObject([
      {
        kind: 'old-elements',
        message:
          'The elements of 1 of 1 satellites are more than 14 days from a slot (QSS (MOZI): 17.1 days); their positions are unreliable.',
      },
    ]);
    const [name, first] = MICIUS.split('\n');
    const slow = `${name}\n${first}\n2 41731  97.3699 267.4500 0013200 178.5836 246.0824  0.10000000 19062`;
    const far = buildTopology(
      scenarioOf({
        horizon: { ...horizon, start: '2016-12-18T22:00:00Z' },
        satellites: [{ tle: { text: slow } }],
      }),
    );
    expect(far.warnings).toMatchObject([{ kind: 'altitude', where: 'satellites, QSS (MOZI)' }]);
    const decaying = `1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708`;
    const decayed = buildTopology(
      scenarioOf({
        horizon: { ...horizon, start: '2005-12-01T00:00:00Z' },
        satellites: [{ tle: { text: decaying } }],
      }),
    );
    expect(decayed.warnings).toMatchObject([{ kind: 'lost-satellite', where: 'satellites, 28872' }]);
    expect(decayed.warnings[0]!.message).toContain('in slot 1 (eccentricity out of range, as after decay)');
    expect(decayed.links).toEqual([]);
  });

  it('a satellite that has come down does not rise again, even if SGP4 lets it', () => {
    const decaying = `1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708`;
    const walker = {
      id: 'w',
      pattern: 'delta',
      altitudeKm: 800,
      inclinationDeg: 96,
      total: 12,
      planes: 3,
    } as const;
    const topology = buildTopology(
      scenarioOf({
        horizon: { slots: 60, slotSeconds: 300, start: '2005-11-29T00:30:00Z' },
        satellites: [{ tle: { text: decaying } }, { walker }],
        linkClasses: { S2S: { maximumRangeKm: 5000 } },
      }),
    );
    expect(topology.warnings.map(({ message }) => message)).toEqual([
      'SGP4 gives no position of 28872 in slot 11 (below the ground): it has no links there.',
    ]);
    const linked = capacities(topology).flatMap((links, slot) =>
      Object.keys(links).some((id) => id.includes('28872')) ? [slot + 1] : [],
    );
    expect(linked.length).toBeGreaterThan(2);
    expect(Math.max(...linked)).toBeLessThan(11);
    // A horizon that begins where SGP4 lets it rise again.
    const horizon = { slots: 4, slotSeconds: 60, start: '2005-11-29T10:30:00Z' };
    const later = scenarioOf({ horizon, satellites: [{ tle: { text: decaying } }, { walker }] });
    expect(buildTopology(later).warnings[0]!.message).toContain('in slot 1 (below the ground before)');
    const { nodes, positions, sampleCount } = sampleEphemeris(later);
    const falling = nodes.findIndex(({ id }) => id === '28872');
    for (let sample = 0; sample < sampleCount; sample += 1)
      expect(positions[3 * (sample * nodes.length + falling)]).toBeNaN();
  });
});
