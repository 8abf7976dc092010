import { describe, expect, it } from 'vitest';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import { restrictProblem } from '../../src/model/restrict-problem.ts';
import { unreachedSlots } from '../../src/planning/unreached-slots.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { handMade, type Instance, instanceOf } from '../methods/instances.ts';

/** Why the first demand is without a usable path, slot by slot. */
function reasons({ scenario, problem }: Instance, scheme: SchemeName = 'ps-egr') {
  const found = unreachedSlots(scenario, restrictProblem(problem, scheme), scheme)[0]!;
  return Object.fromEntries([...found].map(([slot, idle]) => [slot, idle.reasons]));
}

/** Two stations 56 km apart under one HAP, which stands 20 km over the first. */
const underOneHap = (input: Partial<ScenarioInput>): Instance =>
  instanceOf({
    satqn: 1,
    horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
    stations: [
      { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
      { id: 'b', latitudeDeg: 0, longitudeDeg: 0.5 },
    ],
    platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 }],
    demands: [{ source: 'a', destination: 'b' }],
    ...input,
  });
const clouded = [
  { id: 'a', latitudeDeg: 0, longitudeDeg: 0, cloudFraction: 1 },
  { id: 'b', latitudeDeg: 0, longitudeDeg: 0.5 },
];
const noon = { slots: 1, slotSeconds: 20, start: '2026-03-20T12:00:00Z' };

describe('a limit that, if lifted, is enough for a usable path', () => {
  it('is none if there is a usable path', () => {
    expect(reasons(underOneHap({}))).toEqual({});
  });

  it('terminal', () => {
    const platforms = [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000, maximumTerminals: 1 }];
    expect(reasons(underOneHap({ platforms, pointing: 'strongest-first' }))).toEqual({ 0: ['terminal'] });
    // If the plan points telescopes, there is a usable path.
    expect(reasons(underOneHap({ platforms, pointing: 'planned' }))).toEqual({});
  });

  it('daylight', () => {
    const linkClasses = { A2G: { nightOnly: true } };
    expect(reasons(underOneHap({ linkClasses, horizon: noon }))).toEqual({ 0: ['daylight'] });
  });

  it('cloud', () => {
    expect(reasons(underOneHap({ stations: clouded, clouds: { mode: 'draw' } }))).toEqual({ 0: ['cloud'] });
  });

  it('elevation, range', () => {
    expect(reasons(underOneHap({ linkClasses: { A2G: { minimumElevationDeg: 20 } } }))).toEqual({
      0: ['elevation'],
    });
    expect(reasons(underOneHap({ linkClasses: { A2G: { maximumRangeKm: 30 } } }))).toEqual({ 0: ['range'] });
  });

  it('acquisition', () => {
    const linkClasses = { A2G: { acquisitionSeconds: 20 } };
    const horizon = { slots: 2, slotSeconds: 20, start: '2026-03-20T00:00:00Z' };
    expect(reasons(underOneHap({ linkClasses, horizon }))).toEqual({ 0: ['acquisition'] });
    const platforms = [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000, maximumTerminals: 2 }];
    expect(reasons(underOneHap({ linkClasses, horizon, platforms }))).toEqual({ 0: ['acquisition'] });
  });

  it('maximumHops, with the hops needed', () => {
    const { scenario, problem } = handMade({
      slots: 1,
      capacity: { 'a-b': 10, 'b-c': 10, 'c-d': 10 },
      demands: [{ source: 'a', destination: 'd' }],
      paths: { maximumHops: 2 },
    });
    expect([...unreachedSlots(scenario, problem, 'ps-egr')[0]!.values()]).toEqual([
      { slot: 0, reasons: ['maximumHops'], hops: { needed: 3, allowed: 2 } },
    ]);
  });

  it('realPaths, if better paths come after the catalogued ones', () => {
    // Of two paths the shorter comes first, and it never reaches the target.
    const sketch = {
      slots: 1,
      capacity: { 'a-d': 10, 'a-b': 10, 'b-d': 10 },
      fidelity: { 'a-d': 0.5 },
      demands: [{ source: 'a', destination: 'd' }],
    };
    expect(reasons(handMade({ ...sketch, paths: { realPaths: 1 } }))).toEqual({
      0: ['realPaths', 'fidelity target'],
    });
    expect(reasons(handMade({ ...sketch, paths: { realPaths: 2 } }))).toEqual({});
    expect(reasons(handMade({ ...sketch, paths: { realPaths: 0 } }))).toEqual({ 0: ['realPaths'] });
  });

  const bridged = (virtualPaths: number) =>
    handMade({
      slots: 2,
      capacity: { 'a-b': 100, 'b-c': [100, 0], 'c-d': 100 },
      stores: { b: 50, c: 50 },
      demands: [{ source: 'a', destination: 'd' }],
      paths: { virtualPaths },
    });

  it('virtualPaths, if only stored pairs connect the ends', () => {
    expect(reasons(bridged(0))).toEqual({ 1: ['virtualPaths'] });
  });

  it('scheme, if paths use nodes that it closes, or stocks that it does not have', () => {
    expect(reasons(underOneHap({}), 'sos')).toEqual({ 0: ['scheme'] });
    expect(reasons(bridged(1))).toEqual({});
    expect(reasons(bridged(1), 'nss')).toEqual({ 1: ['scheme'] });
    expect(reasons(bridged(0), 'nss')).toEqual({ 1: ['several limits'] });
  });

  it('scheme beside another limit that would do as well', () => {
    // Over b pairs reach the target as they are; a satellite between a and c would, if its link were better.
    const nodes = (['a', 'b', 'c', 's'] as const).map((id) => ({
      id,
      kind: id === 's' ? ('satellite' as const) : ('ground' as const),
    }));
    const links = ['a-b', 'b-c', 'a-s', 's-c'].map((id) => ({
      ends: id.split('-') as [string, string],
      capacity: 10,
      fidelity: id.includes('s') ? 0.5 : 0.99,
    }));
    const instance = instanceOf({
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 10 },
      nodes,
      links,
      demands: [{ source: 'a', destination: 'c' }],
    });
    expect(reasons(instance)).toEqual({});
    expect(reasons(instance, 'sos')).toEqual({ 0: ['fidelity target', 'scheme'] });
  });

  it('fidelity target', () => {
    const sketch = { slots: 1, capacity: { 'a-b': 10 }, demands: [{ source: 'a', destination: 'b' }] };
    expect(reasons(handMade({ ...sketch, fidelity: { 'a-b': 0.5 } }))).toEqual({ 0: ['fidelity target'] });
  });

  it('is one of several that are listed in their order', () => {
    // Over h an elevation is short, over i a terminal.
    const platforms = [
      { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 },
      { id: 'i', latitudeDeg: 0, longitudeDeg: 0.25, altitudeM: 20_000, maximumTerminals: 1 },
    ];
    const linkClasses = { A2G: { minimumElevationDeg: 20 }, A2A: { enabled: false } };
    expect(reasons(underOneHap({ platforms, linkClasses, pointing: 'strongest-first' }))).toEqual({
      0: ['terminal', 'elevation'],
    });
  });
});

describe('if no single limit is enough', () => {
  it('several limits', () => {
    const linkClasses = { A2G: { nightOnly: true, minimumElevationDeg: 20 } };
    expect(reasons(underOneHap({ linkClasses, horizon: noon }))).toEqual({ 0: ['several limits'] });
  });

  it.each<[string, Partial<ScenarioInput>]>([
    ['elevation', { linkClasses: { A2G: { minimumElevationDeg: 20 } } }],
    ['range', { linkClasses: { A2G: { maximumRangeKm: 30 } } }],
    ['daylight', { linkClasses: { A2G: { nightOnly: true } }, horizon: noon }],
    ['cloud', { clouds: { mode: 'draw' }, stations: clouded }],
    [
      'acquisition',
      {
        linkClasses: { A2G: { acquisitionSeconds: 20 } },
        horizon: { ...noon, start: '2026-03-20T00:00:00Z' },
      },
    ],
  ])('several limits: without %s, there would be one terminal for two stations', (limit, input) => {
    const hap = { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000 };
    const found = (maximumTerminals: number) =>
      reasons(
        underOneHap({ ...input, platforms: [{ ...hap, maximumTerminals }], pointing: 'strongest-first' }),
      );
    expect(found(1)).toEqual({ 0: ['several limits'] });
    expect(found(2)).toEqual({ 0: [limit] });
  });

  it('no contact, if nothing would connect the ends', () => {
    expect(reasons(underOneHap({ linkClasses: { A2G: { enabled: false } } }))).toEqual({ 0: ['no contact'] });
  });

  it('no contact in a scheme, where PS-EGR has none; several limits where it lacks another one', () => {
    expect(reasons(underOneHap({ linkClasses: { A2G: { enabled: false } } }), 'sos')).toEqual({
      0: ['no contact'],
    });
    expect(reasons(underOneHap({ linkClasses: { A2G: { maximumRangeKm: 30 } } }), 'sos')).toEqual({
      0: ['several limits'],
    });
  });

  it('equal slots have the same reasons', () => {
    const instance = handMade({
      slots: 4,
      capacity: { 'a-b': [0, 0, 10, 0], 'b-c': 10 },
      demands: [{ source: 'a', destination: 'c' }],
    });
    expect(reasons(instance)).toEqual({ 0: ['no contact'], 1: ['no contact'], 3: ['no contact'] });
  });
});
