import { describe, expect, it } from 'vitest';
import { buildProblem } from '../../src/model/build-problem.ts';
import { dropLog } from '../../src/orbit/drop-log.ts';
import type { Site } from '../../src/orbit/sites.ts';
import { limitTerminals } from '../../src/orbit/terminals.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { midnight, noon, platform, second, stations } from './hap-pair.ts';
import { capacities, fidelities, scenarioOf } from './setting.ts';

const build = (input: Partial<ScenarioInput>) =>
  buildTopology(
    scenarioOf({
      pointing: 'strongest-first',
      horizon: midnight,
      stations,
      platforms: [platform, second],
      ...input,
    }),
  );

describe('terminals', () => {
  const all = capacities(build({}))[0]!;

  it('are unlimited unless stated', () => {
    expect(Object.keys(all).sort()).toEqual(['a~h', 'a~i', 'b~h', 'b~i', 'h~i']);
  });

  it('go to the links of highest capacity, ties by id; the note counts the rest', () => {
    expect(all['a~h']).toBeGreaterThan(all['b~h']!);
    expect(all['b~h']).toBeGreaterThan(all['h~i']!);
    const limited = build({ platforms: [{ ...platform, maximumTerminals: 1 }, second] });
    // h keeps a~h alone.
    expect(Object.keys(capacities(limited)[0]!).sort()).toEqual(['a~h', 'a~i', 'b~i']);
    expect(limited.notes).toContain('terminals: 2 of 5 optical contacts dropped, no terminal was free');
  });

  it('are counted at both ends', () => {
    const one = { maximumTerminals: 1 };
    const limited = build({
      stations: stations.map((station) => ({ ...station, ...one })),
      platforms: [
        { ...platform, ...one },
        { ...second, ...one },
      ],
    });
    expect(Object.keys(capacities(limited)[0]!).sort()).toEqual(['a~h', 'b~i']);
  });

  it('ties go by id', () => {
    const twins = [platform, { ...platform, id: 'g' }, { ...platform, id: 'k' }];
    const limited = build({
      stations: [{ ...stations[0]!, maximumTerminals: 2 }, stations[1]!],
      platforms: twins,
      linkClasses: { A2A: { enabled: false } },
    });
    expect(
      Object.keys(capacities(limited)[0]!)
        .filter((id) => id.startsWith('a'))
        .sort(),
    ).toEqual(['a~g', 'a~h']);
  });

  it('a dual downlink takes two of its platform', () => {
    const memoryless = { ...platform, memory: false };
    const names = (maximumTerminals: number) =>
      Object.keys(capacities(build({ platforms: [{ ...memoryless, maximumTerminals }] }))[0]!);
    expect(names(2)).toEqual(['a~b@h']);
    expect(names(1)).toEqual([]);
  });

  it('leaves out of the list of links what no slot keeps, unless it shows that a platform stores nothing', () => {
    const idsOf = (...platforms: NonNullable<ScenarioInput['platforms']>) =>
      build({ platforms }).links.map(({ id }) => id);
    const all = idsOf(platform, second);
    const limited = build({ platforms: [{ ...platform, maximumTerminals: 1 }, second] });
    const kept = Object.keys(capacities(limited)[0]!);
    expect(limited.links.map(({ id }) => id)).toEqual(all.filter((id) => kept.includes(id)));
    expect(kept.length).toBeLessThan(all.length);
    expect(idsOf({ ...platform, memory: false, maximumTerminals: 1 })).toEqual(['a~b@h']);
  });
});

describe('a shared source', () => {
  it('is divided only among the links that it feeds', () => {
    const own = capacities(build({}))[0]!;
    const shared = capacities(build({ platforms: [{ ...platform, sharedSource: true }, second] }))[0]!;
    // h feeds its downlinks and, coming first, the link to i.
    for (const id of ['a~h', 'b~h', 'h~i']) expect(shared[id]).toBeCloseTo(own[id]! / 3, 9);
    for (const id of ['a~i', 'b~i']) expect(shared[id]).toBe(own[id]);
  });

  it('of a station feeds only uplinks', () => {
    const sharing = stations.map((station) => ({ ...station, sharedSource: true }));
    expect(capacities(build({ stations: sharing }))).toEqual(capacities(build({})));
    const up = { A2G: { direction: 'up' as const } };
    const own = capacities(build({ linkClasses: up }))[0]!;
    const shared = capacities(build({ stations: sharing, linkClasses: up }))[0]!;
    expect(shared['a~h']).toBeCloseTo(own['a~h']! / 2, 9);
    expect(shared['h~i']).toBe(own['h~i']);
  });
});

describe('ties between terminals', () => {
  const site = (id: string, maximumTerminals = Number.POSITIVE_INFINITY) =>
    ({ id, maximumTerminals, sharedSource: false }) as Site;
  const sites = [site('s', 1), site('a'), site('b')];
  const record = (id: string, second: number) => ({ link: { id }, first: 0, second, via: -1 }) as never;
  const records = [record('b~s', 2), record('a~s', 1)];
  const kept = (rates: [number, number]) => {
    const contacts = { link: [0, 1], rate: [...rates], fidelity: [1, 1], acquired: [...rates] };
    expect(limitTerminals(contacts, sites, records, dropLog())).toBe(1);
    return contacts;
  };

  it('are rates that agree to nine digits: the id decides, and the rate stays as it was', () => {
    const rate = 12_345.6789;
    expect(kept([rate * (1 + 1e-12), rate])).toEqual({
      link: [1],
      rate: [rate],
      fidelity: [1],
      acquired: [rate],
    });
    expect(kept([rate, rate * (1 + 1e-12)]).link).toEqual([1]);
  });

  it('end where the ninth digit differs', () => {
    expect(kept([1.00000002e-7, 1.00000001e-7]).link).toEqual([0]);
    expect(kept([1.00000001e12, 1.00000002e12]).link).toEqual([1]);
  });
});

describe('night and day', () => {
  it('nightOnly: ground links only at night', () => {
    const linkClasses = { A2G: { nightOnly: true } };
    expect(Object.keys(capacities(build({ linkClasses }))[0]!)).toContain('a~h');
    expect(Object.keys(capacities(build({ linkClasses, horizon: noon }))[0]!)).toEqual(['h~i']);
  });

  it('by day the sky lowers the fidelity of downlinks, a little also of links between platforms', () => {
    const [dark, bright] = [fidelities(build({}))[0]!, fidelities(build({ horizon: noon }))[0]!];
    expect(bright['b~h']).toBeLessThan(dark['b~h']! - 0.001);
    expect(bright['h~i']).toBeLessThan(dark['h~i']! - 1e-5);
    expect(bright['h~i']).toBeGreaterThan(dark['h~i']! - 0.001);
  });

  it('without a clock it is night, and a note says so', () => {
    const timeless = build({ horizon: { slots: 1, slotSeconds: 20 } });
    expect(fidelities(timeless)).toEqual(fidelities(build({})));
    expect(timeless.notes).toEqual(['horizon.start is not given: night is assumed at all stations']);
  });
});

describe('acquisition', () => {
  const waypoints = [0, 60, 61, 119, 120].map((atSeconds, index) => ({
    atSeconds,
    latitudeDeg: 0,
    // Over a, then away, then back.
    longitudeDeg: [0, 0, 20, 20, 0][index]!,
    altitudeM: 20_000,
  }));
  const moving = { id: 'h', waypoints };
  const horizon = { ...midnight, slots: 8 };
  const run = (acquisitionSeconds: number) =>
    capacities(build({ platforms: [moving], horizon, linkClasses: { A2G: { acquisitionSeconds } } })).map(
      (slot) => slot['a~h'] ?? 0,
    );

  it('takes its share of the first slots of each contact', () => {
    const full = run(0);
    expect(full.map((rate) => rate > 0)).toEqual([true, true, true, false, false, false, true, true]);
    const less = run(30);
    const shares = less.map((rate, slot) => (full[slot] ? rate / full[slot] : 0));
    expect(shares.map((share) => Number(share.toFixed(9)))).toEqual([0, 0.5, 1, 0, 0, 0, 0, 0.5]);
  });
});

describe('clouds', () => {
  const overcast = [
    { ...stations[0]!, cloudFraction: 1 },
    { ...stations[1]!, cloudFraction: 0 },
  ];

  it('drawn: no optical link of a clouded station', () => {
    const drawn = build({ stations: overcast, clouds: { mode: 'draw' } });
    expect(Object.keys(capacities(drawn)[0]!).sort()).toEqual(['b~h', 'b~i', 'h~i']);
    expect(drawn.notes).toEqual([
      'clouds: drawn with seed 1; stations are clouded over in 1 of 2 station-slots',
    ]);
  });

  it('expected: a clear sky and a note; none: a clear sky', () => {
    const expected = build({ stations: overcast, clouds: { mode: 'expected' } });
    expect(expected.slots).toEqual(build({ stations: overcast }).slots);
    expect(expected.notes).toHaveLength(1);
  });

  it('leave fibres alone', () => {
    const fibres = [{ ends: ['a', 'b'] as [string, string], lengthKm: 50 }];
    const drawn = build({ stations: overcast, clouds: { mode: 'draw' }, fibres });
    expect(capacities(drawn)[0]!['a~b']).toBeCloseTo(35_000, 6);
  });
});

it('a station without a telescope has no optical links', () => {
  const blind = [{ ...stations[0]!, optical: false }, stations[1]!];
  expect(Object.keys(capacities(build({ stations: blind }))[0]!).sort()).toEqual(['b~h', 'b~i', 'h~i']);
});

it('a platform whose contacts never get a terminal still stores, as its scenario says', () => {
  const crowded = scenarioOf({
    pointing: 'strongest-first',
    horizon: midnight,
    stations: [
      { ...stations[0]!, maximumTerminals: 1 },
      { ...stations[1]!, optical: false },
    ],
    platforms: [{ ...platform, maximumTerminals: 1 }, second],
    storage: { kinds: { aerial: 10 }, pairs: [['h', 'i']] },
  });
  const topology = buildTopology(crowded);
  const ends = new Set(topology.links.flatMap(({ ends: both }) => both));
  expect([...ends]).toEqual(['a', 'h']);
  expect([...topology.contactless]).toEqual(['b']);
  expect(buildProblem(crowded, topology).storageNodes.map(({ node }) => node)).toEqual(['h', 'i']);
});
