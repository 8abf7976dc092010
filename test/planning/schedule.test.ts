import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, PlannedPointing } from '../../src/domain/plan.ts';
import { sightFinder } from '../../src/orbit/sights.ts';
import { scheduleOf } from '../../src/planning/schedule.ts';
import { type Instance, instanceOf } from '../methods/instances.ts';

const NOTHING: Plan = { routes: [], subPaths: [], fills: [], stocks: [] };
const nowhere = () => null;

/** A node with three telescopes, and four others around it; links take 25 s to acquire in slots of 10 s. */
const star = instanceOf({
  satqn: 1,
  pointing: 'planned',
  horizon: { slots: 12, slotSeconds: 10 },
  nodes: [
    { id: 'm', kind: 'aerial', maximumTerminals: 3 },
    ...['a', 'b', 'c', 'd'].map((id) => ({ id, kind: 'ground' as const })),
  ],
  links: ['a', 'b', 'c', 'd'].map((end) => ({
    ends: ['m', end] as [string, string],
    capacity: 10,
    fidelity: 0.99,
    acquisitionSeconds: 25,
  })),
  demands: [{ source: 'a', destination: 'b' }],
});

const schedule = ({ problem }: Instance, pointing: readonly PlannedPointing[], plan: Partial<Plan> = {}) =>
  scheduleOf(problem, { ...NOTHING, ...plan, pointing }, nowhere);
const at = (end: string, from: number, to: number) => ({ link: `m~${end}`, from, to });

describe('scheduleOf', () => {
  it('gives each pointing the first telescope that is free, in the order of time', () => {
    const rows = schedule(star, [at('a', 0, 4), at('a', 6, 9), at('b', 0, 6), at('c', 4, 8), at('d', 5, 9)]);
    expect(rows.map(({ target, telescope, from, to }) => [target, telescope, from, to])).toEqual([
      ['a', 1, 0, 4],
      ['b', 2, 0, 6],
      ['c', 1, 4, 8],
      ['d', 3, 5, 9],
      ['a', 2, 6, 9],
    ]);
    expect(new Set(rows.map(({ node }) => node))).toEqual(new Set(['m']));
  });

  it('says when a link is acquired, how long it carries, and what', () => {
    const route = {
      demand: 'a~b',
      path: 'a~m+b~m',
      nodes: ['a', 'm', 'b'],
      hops: [{ link: 'm~a' }, { link: 'm~b' }],
      rateCap: 10,
      fidelity: 0.98,
      deliveredFidelity: 0.98,
    };
    const routes = [
      { ...route, slot: 3, rate: 2, cost: 2.5 },
      { ...route, slot: 5, rate: 1, cost: 1 },
    ];
    const rows = schedule(star, [at('a', 1, 7), at('b', 4, 6)], { routes });
    expect(rows).toMatchObject([
      // 10 s + 25 s; 5 s of slot 4 and all of slot 6; 2 · 2.5 · 10 + 1 · 10 pairs.
      { target: 'a', acquiredAtSeconds: 35, carryingSeconds: 15, pairs: 60 },
      // Slot 5 and slot 6 are over before acquisition is.
      { target: 'b', acquiredAtSeconds: null, carryingSeconds: 0, pairs: 10 },
    ]);
  });

  it('counts the pairs of fillings at their cost', () => {
    const { problem } = instanceOf({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: 2, slotSeconds: 10 },
      nodes: [
        { id: 'a', kind: 'ground', maximumTerminals: 1 },
        { id: 's', kind: 'satellite' },
        { id: 'd', kind: 'ground' },
      ],
      links: [
        { ends: ['a', 's'], capacity: [10, 0], fidelity: 0.99 },
        { ends: ['s', 'd'], capacity: [0, 10], fidelity: 0.99 },
      ],
      storage: { nodes: ['a', 's'].map((node) => ({ node, capacity: 1000 })) },
      demands: [{ source: 'a', destination: 'd' }],
    });
    const subPath = problem.storagePairs[0]!.subPaths[0]!;
    const pair = problem.storagePairs[0]!.id;
    const cost = subPath.fills[0]!.cost;
    const [row] = scheduleOf(
      problem,
      {
        ...NOTHING,
        subPaths: [{ pair, id: subPath.id, nodes: subPath.nodes, hops: [{ link: 'a~s' }] }],
        fills: [{ pair, subPath: subPath.id, slot: 0, rate: 4 }],
        pointing: [{ link: 'a~s', from: 0, to: 1 }],
      },
      nowhere,
    );
    expect(row).toMatchObject({ node: 'a', target: 's', acquiredAtSeconds: 0, carryingSeconds: 10 });
    expect(row!.pairs).toBeCloseTo(40 * cost, 9);
  });

  it('points two telescopes of a platform on the way, and those of the stations at the platform', () => {
    const { scenario, problem } = instanceOf({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
      stations: [
        { id: 'a', latitudeDeg: 0, longitudeDeg: 0, maximumTerminals: 1 },
        { id: 'b', latitudeDeg: 0, longitudeDeg: 0.5 },
      ],
      platforms: [
        { id: 'h', latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20_000, memory: false, maximumTerminals: 2 },
      ],
      demands: [{ source: 'a', destination: 'b' }],
    });
    const plan = { ...NOTHING, pointing: [{ link: 'a~b@h', from: 0, to: 1 }] };
    const rows = scheduleOf(problem, plan, sightFinder(scenario));
    expect(rows.map(({ node, telescope, target }) => [node, telescope, target])).toEqual([
      ['a', 1, 'h'],
      ['h', 1, 'a'],
      ['h', 2, 'b'],
    ]);
    // The platform stands over a, 55.66 km from b: 20 km high minus 243 m that the Earth curves away.
    expect(rows[0]!.begin).toEqual({ rangeKm: expect.closeTo(20, 9), elevationDeg: expect.closeTo(90, 4) });
    expect(rows[2]!.begin!.rangeKm).toBeCloseTo(Math.hypot(55.66, 20), 0);
    expect(rows[2]!.end!.elevationDeg).toBeLessThan(-19);
  });

  it('needs no more telescopes than point at once, each at one target at a time (seed 11)', () => {
    const pointings = fc.array(
      fc.record({
        end: fc.constantFrom('a', 'b', 'c', 'd'),
        from: fc.nat(10),
        length: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pointings, (drawn) => {
        const rows = schedule(
          star,
          drawn.map(({ end, from, length }) => at(end, from, from + length)),
        );
        expect(rows).toHaveLength(drawn.length);
        const atOnce = Array.from({ length: 20 }, (_, slot) =>
          rows.filter(({ from, to }) => from <= slot && slot < to),
        );
        for (const there of atOnce) {
          expect(new Set(there.map(({ telescope }) => telescope)).size).toBe(there.length);
        }
        const most = Math.max(0, ...atOnce.map(({ length }) => length));
        expect(Math.max(0, ...rows.map(({ telescope }) => telescope))).toBe(most);
      }),
      { seed: 11 },
    );
  });
});

describe('a sight', () => {
  it('between satellites has a range and no elevation; without a position there is none', () => {
    const satellite = (id: string, argumentOfLatitudeDeg: number) => ({
      circular: { id, altitudeKm: 621.863, inclinationDeg: 0, raanDeg: 0, argumentOfLatitudeDeg },
    });
    const { scenario } = instanceOf({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
      satellites: [satellite('s', 0), satellite('t', 60)],
      stations: [
        { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
        { id: 'b', latitudeDeg: 0, longitudeDeg: 1 },
      ],
      nodes: [{ id: 'n', kind: 'ground' }],
      demands: [{ source: 'a', destination: 'b' }],
    });
    const sightOf = sightFinder(scenario);
    // 60° apart on a circle of 7,000 km: the chord is the radius.
    expect(sightOf('s', 't', 10)).toEqual({ rangeKm: expect.closeTo(7000, -1), elevationDeg: null });
    expect(sightOf('s', 'n', 0)).toBeNull();
    expect(sightOf('s', 'nobody', 0)).toBeNull();
    // Seen from either end, the satellite stands over the horizon of the station.
    expect(sightOf('s', 'a', 0)!.elevationDeg).toBe(sightOf('a', 's', 0)!.elevationDeg);
    expect(sightOf('b', 'a', 0)!.rangeKm).toBeCloseTo(111.3, 1);
  });
});
