import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pass } from '../../src/calculators/pass.ts';
import type { ContactWindow } from '../../src/domain/contact-window.ts';
import { channelsOf } from '../../src/orbit/channel.ts';
import { contactWindows } from '../../src/orbit/contact-windows.ts';
import { noRemarks } from '../../src/orbit/elements/element-set.ts';
import { sightLines } from '../../src/orbit/sight-lines.ts';
import { resolveSites } from '../../src/orbit/sites.ts';
import { slotBudget } from '../../src/orbit/slot-budget.ts';
import { emptySnapshot, moveTo } from '../../src/orbit/snapshot.ts';
import { telescopesOf } from '../../src/orbit/telescopes.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { MICIUS, scenarioOf } from './setting.ts';

const all = (scenario: Scenario, between?: readonly [string, string]): ContactWindow[] => [
  ...contactWindows(scenario, between && { between }).windows(),
];

const XINGLONG = { id: 'Xinglong', latitudeDeg: 40.39587, longitudeDeg: 117.57746, altitudeM: 890 };
const DELINGHA = { id: 'Delingha', latitudeDeg: 37.379008, longitudeDeg: 97.726947, altitudeM: 3153 };
const LIJIANG = { id: 'Lijiang', latitudeDeg: 26.694, longitudeDeg: 100.029, altitudeM: 3233 };

/** Without telescopes, for the demand that every scenario has. */
const ENDS = ['a', 'b'].map((id) => ({ id, kind: 'ground' as const }));

const micius = (stations: readonly object[], horizon: object, rest: object = {}): Scenario =>
  scenarioOf({
    horizon: { slots: 72, slotSeconds: 600, start: '2016-12-19T12:00:00Z', ...horizon },
    satellites: [{ tle: { text: MICIUS } }],
    stations: stations as never,
    nodes: ENDS,
    ...rest,
  });

describe('one satellite and a station', () => {
  const scenario = micius([XINGLONG], {});
  const windows = all(scenario);

  it('are in contact in the passes that calc pass finds, at the same times', () => {
    const { id: _, ...place } = XINGLONG;
    const { passes } = pass.answer(
      {
        elements: { file: 'qss.tle', text: MICIUS },
        station: place,
        from: '2016-12-19T12:00:00Z',
        to: '2016-12-20T00:00:00Z',
        minimumElevationDeg: 10,
      },
      noRemarks(),
    );
    expect(passes).toHaveLength(1);
    const toSecond = (iso: string) =>
      new Date(1000 * Math.round(Date.parse(iso) / 1000)).toISOString().replace('.000', '');
    expect(windows).toMatchObject(
      passes.map(({ rise, set, culmination }) => ({
        first: 'QSS (MOZI)',
        second: 'Xinglong',
        class: 'S2G',
        kind: 'optical',
        startUtc: toSecond(rise),
        startIs: 'rise',
        peakUtc: toSecond(culmination.time),
        peakIs: 'culmination',
        endUtc: toSecond(set),
        endIs: 'set',
        elevationDeg: expect.closeTo(culmination.elevationDeg, 6),
        rangeKm: expect.closeTo(culmination.rangeKm, 6),
      })),
    );
    const [window] = windows;
    const start = Date.parse('2016-12-19T12:00:00Z');
    expect(Math.abs(window!.startSeconds - (Date.parse(passes[0]!.rise) - start) / 1000)).toBeLessThanOrEqual(
      0.051,
    );
    expect(window!.durationSeconds).toBeCloseTo(window!.endSeconds - window!.startSeconds, 6);
  });

  it('carry at the culmination what the network of a short slot there carries', () => {
    const [window] = windows;
    const around = { ...scenario, horizon: { slots: 1, slotSeconds: 0.02, start: window!.peakUtc! } };
    const topology = buildTopology(around);
    const { capacity, fidelity } = topology.slots[0]!;
    expect(window!.ratePairsPerSecond! / capacity[0]!).toBeCloseTo(1, 3);
    expect(window!.fidelity).toBeCloseTo(fidelity[0]!, 5);
    expect(window!.lossDb).toBeCloseTo(slotBudget(around, topology, 0).lossDb[0]!, 3);
  });

  it('are marked where the horizon cuts their window', () => {
    const [cut] = all(micius([XINGLONG], { slots: 1, slotSeconds: 60, start: '2016-12-19T16:52:00Z' }));
    expect(cut).toMatchObject({
      startSeconds: 0,
      startUtc: '2016-12-19T16:52:00Z',
      startIs: 'horizon',
      peakIs: 'culmination',
      endSeconds: 60,
      endIs: 'horizon',
      durationSeconds: 60,
    });
    const [rising] = all(micius([XINGLONG], { slots: 1, slotSeconds: 60, start: '2016-12-19T16:50:00Z' }));
    expect(rising).toMatchObject({ peakIs: 'end', peakSeconds: 60 });
    const [setting] = all(micius([XINGLONG], { slots: 1, slotSeconds: 60, start: '2016-12-19T16:53:00Z' }));
    expect(setting).toMatchObject({ peakIs: 'start', peakSeconds: 0 });
  });

  it('part where a maximum range does, and a window of some seconds there is found', () => {
    const near = (maximumRangeKm: number) =>
      all(micius([XINGLONG], {}, { linkClasses: { S2G: { maximumRangeKm } } }));
    // It comes as close as 645.45927 km, 0.3 s after it is highest, at 645.46272 km.
    const [window] = near(645.4605);
    expect(window).toMatchObject({ startIs: 'rise', endIs: 'set' });
    expect(window!.durationSeconds).toBeLessThan(1);
    expect(window!.rangeKm).toBeLessThanOrEqual(645.4605);
    expect(near(645.459)).toEqual([]);
  });
});

describe('a satellite without memory', () => {
  const scenario = micius(
    [DELINGHA, LIJIANG],
    { slots: 54, slotSeconds: 10, start: '2016-12-21T17:40:00Z' },
    { satellites: [{ tle: { text: MICIUS }, memory: false }] },
  );
  const [one, other, dual] = all(scenario);

  it('has arms without a rate, and links through it while both are open', () => {
    expect([one, other]).toMatchObject([
      { second: 'Delingha', kind: 'arm', via: null, ratePairsPerSecond: null, fidelity: null },
      { second: 'Lijiang', kind: 'arm', via: null, endIs: 'horizon' },
    ]);
    expect(dual).toMatchObject({
      first: 'Delingha',
      second: 'Lijiang',
      via: 'QSS (MOZI)',
      kind: 'dual-downlink',
      startSeconds: other!.startSeconds,
      endSeconds: one!.endSeconds,
    });
    expect(dual!.elevationDeg!).toBeLessThan(Math.min(one!.elevationDeg!, other!.elevationDeg!));
    // Published: 1600–2400 km over both arms.
    expect(dual!.rangeKm).toBeGreaterThan(1595);
    expect(dual!.rangeKm).toBeLessThan(2420);
  });

  it('is what lies between two stations', () => {
    expect(all(scenario, ['Lijiang', 'Delingha'])).toEqual([dual]);
    expect(all(scenario, ['QSS (MOZI)', 'Lijiang'])).toEqual([other]);
  });
});

describe('a network of every class', () => {
  const network = (seed: number): Scenario =>
    scenarioOf({
      horizon: { slots: 40, slotSeconds: 60, start: '2026-03-20T04:00:00Z' },
      satellites: [
        {
          walker: {
            id: 'w',
            pattern: 'delta',
            altitudeKm: 700,
            inclinationDeg: 60,
            total: 12,
            planes: 3,
            phasing: 1,
            raanDeg: seed,
            argumentOfLatitudeDeg: 7 * seed,
          },
        },
        {
          circular: {
            id: 'm',
            altitudeKm: 500,
            inclinationDeg: 97,
            raanDeg: 3 * seed,
            argumentOfLatitudeDeg: seed,
          },
          memory: false,
        },
      ],
      stations: [
        { id: 'a', latitudeDeg: 40, longitudeDeg: seed - 20 },
        { id: 'b', latitudeDeg: 45, longitudeDeg: seed - 10 },
      ],
      platforms: [
        { id: 'h', latitudeDeg: 41, longitudeDeg: seed - 19, altitudeM: 20_000 },
        {
          id: 'd',
          waypoints: [
            { atSeconds: 100, latitudeDeg: 40, longitudeDeg: seed - 21, altitudeM: 12_000 },
            { atSeconds: 1500, latitudeDeg: 40, longitudeDeg: seed - 19, altitudeM: 12_000 },
          ],
        },
      ],
      linkClasses: { S2S: { maximumRangeKm: 3000 }, A2A: { grazingHeightKm: 5, maximumRangeKm: 150 } },
    } as never);

  it('has windows exactly while the geometry holds, second by second (seed 1)', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 359 }), (seed) => {
        const scenario = network(seed);
        const found = all(scenario);
        seen += found.length;
        const sites = resolveSites(scenario);
        const snapshot = emptySnapshot(sites);
        const startMs = Date.parse(scenario.horizon.start!);
        const lines = [...sightLines(channelsOf(scenario, sites), telescopesOf(sites))];
        const windowsOf = lines.map(({ first, second, via }) =>
          found.filter(
            (window) =>
              window.first === sites[first]!.id &&
              window.second === sites[second]!.id &&
              window.via === (via < 0 ? null : sites[via]!.id),
          ),
        );
        expect(windowsOf.flat()).toHaveLength(found.length);
        for (let seconds = 0; seconds <= 2400; seconds += 7) {
          moveTo(snapshot, sites, startMs, seconds);
          for (const [index, { channel, first, second, via }] of lines.entries()) {
            const near = windowsOf[index]!.flatMap(({ startSeconds, endSeconds }) => [
              startSeconds,
              endSeconds,
            ]);
            if (near.some((end) => Math.abs(end - seconds) < 0.2 && end > 0 && end < 2400)) continue;
            const arms =
              via < 0
                ? [[first, second]]
                : [
                    [via, first],
                    [via, second],
                  ];
            const isOpen = arms.every(([upper, lower]) => channel.cut(snapshot, upper!, lower!) === 0);
            const isInWindow = windowsOf[index]!.some(
              ({ startSeconds, endSeconds }) => seconds >= startSeconds && seconds <= endSeconds,
            );
            expect([seconds, first, second, via, isInWindow]).toEqual([seconds, first, second, via, isOpen]);
          }
        }
      }),
      { seed: 1, numRuns: 4 },
    );
    expect(seen).toBeGreaterThan(60);
  });

  it('is searched link by link, and no further than asked for', () => {
    const told: number[] = [];
    const search = contactWindows(network(0), { onProgress: (done) => void told.push(done) });
    const windows = search.windows();
    windows.next();
    expect(told.length).toBeLessThan(search.count / 2);
    const rest = [...windows];
    expect(rest.length).toBeGreaterThan(5);
    expect(told.at(-1)).toBe(search.count);
    for (const [index, window] of rest.entries()) {
      const before = rest[index - 1];
      const isSameLine =
        before?.first === window.first && before.second === window.second && before.via === window.via;
      if (isSameLine) expect(window.startSeconds).toBeGreaterThan(before.endSeconds);
    }
  });

  it('tells the windows of two nodes in order of time, whatever links them', () => {
    const scenario = network(0);
    const links = [
      { ends: ['a', 'b'], capacity: Array.from({ length: 40 }, (_, slot) => slot % 7), fidelity: 0.9 },
    ];
    const both = { ...scenario, links } as unknown as Scenario;
    const pair = (window: ContactWindow) => [window.first, window.second].sort().join() === 'a,b';
    const found = all(both, ['b', 'a']);
    const starts = found.map(({ startSeconds }) => startSeconds);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    const byName = (a: ContactWindow, b: ContactWindow) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect([...found].sort(byName)).toEqual(all(both).filter(pair).sort(byName));
  });
});

describe('what closes no window', () => {
  it('daylight is told in seconds, for classes that it closes', () => {
    // The Sun passes −12° during the hour.
    const dawn = (nightOnly: boolean) =>
      scenarioOf({
        horizon: { slots: 60, slotSeconds: 60, start: '2026-03-20T05:00:00Z' },
        stations: [{ id: 'a', latitudeDeg: 0, longitudeDeg: 0 }],
        platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 }],
        linkClasses: { A2G: { nightOnly } },
        nodes: ENDS.slice(1),
      } as never);
    const scenario = dawn(true);
    const [window] = all(scenario);
    expect(window).toMatchObject({
      startIs: 'horizon',
      peakIs: 'start',
      peakSeconds: 0,
      endIs: 'horizon',
      durationSeconds: 3600,
    });
    const openSlots = buildTopology(scenario).slots.filter(({ link }) => link.length > 0).length;
    expect(openSlots).toBeGreaterThan(5);
    expect(Math.floor((3600 - window!.daylightSeconds) / 60)).toBe(openSlots);
    expect(all(dawn(false))[0]!.daylightSeconds).toBe(0);
  });

  it('telescopes that can never see each other have none, nor do classes that are switched off', () => {
    const scenario = micius([XINGLONG], {}, { linkClasses: { S2G: { enabled: false } } });
    expect(contactWindows(scenario).count).toBe(0);
    expect(all(scenario)).toEqual([]);
  });
});

describe('elements that end', () => {
  // Published elements of a satellite that came down on 2005-11-29 (SGP4 verification set).
  const text = `1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534
2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708`;
  const falling = (start: string, slots: number) =>
    scenarioOf({
      horizon: { slots, slotSeconds: 60, start },
      satellites: [{ tle: { text } }],
      // It comes down beside g, after a pass over f.
      stations: [
        { id: 'f', latitudeDeg: 85, longitudeDeg: -30 },
        { id: 'g', latitudeDeg: -24.5, longitudeDeg: -113 },
      ],
      linkClasses: { S2G: { minimumElevationDeg: 0 } },
      nodes: ENDS,
    } as never);

  it('end windows, which is told', () => {
    const search = contactWindows(falling('2005-11-29T00:30:00Z', 600));
    const [warning] = search.warnings.filter(({ kind }) => kind === 'lost-satellite');
    expect(warning!.message).toMatch(/no position from .* \(below the ground\); windows there are not found/);
    const lostSeconds =
      (Date.parse(/from (\S+)/.exec(warning!.message)![1]!) - Date.parse('2005-11-29T00:30:00Z')) / 1000;
    const windows = [...search.windows()];
    expect(windows.map(({ second, endIs }) => [second, endIs])).toEqual([
      ['f', 'set'],
      ['g', 'elements'],
    ]);
    for (const { endSeconds, endIs } of windows) {
      expect(endSeconds).toBeLessThan(lostSeconds + 0.1);
      expect(endIs === 'elements').toBe(Math.abs(endSeconds - lostSeconds) < 0.2);
    }
  });

  it('allow none once the satellite has come down', () => {
    expect(all(falling('2005-11-29T10:30:00Z', 10))).toEqual([]);
  });
});

describe('refuses', () => {
  const between = (first: string, second: string) => () =>
    contactWindows(micius([XINGLONG, LIJIANG], {}), { between: [first, second] });

  it('names of no node, both at once, with the nearest', () => {
    expect(between('Xinlong', 'Mars')).toThrow(
      "between: There is no node 'Xinlong'. Did you mean 'Xinglong'?\nbetween: There is no node 'Mars'. Nodes are listed under nodes, stations, platforms and satellites.",
    );
  });

  it('one node twice', () => {
    expect(between('Lijiang', 'Lijiang')).toThrow("Both nodes are 'Lijiang'. Name two different nodes.");
  });
});
