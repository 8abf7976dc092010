/** The telescopes of the network are those that the scenario states. */
import { describe, expect, it } from 'vitest';
import { NO_PRICES } from '../../src/domain/certificate.ts';
import type { Topology } from '../../src/domain/network.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { MICIUS } from '../orbit/setting.ts';
import { checkOf, failing } from './fixture.ts';
import { type Deeds, type Instance, instanceOf, planned, problemOf } from './pointing-fixture.ts';

const strongest = instanceOf({
  terminals: { S: 2 },
  links: { 'S~A': 10, 'S~B': 10, 'S~X': 100 },
  demands: { 'A~B': ['S~A S~B'] },
});

describe('a network whose telescopes are not those of the scenario', () => {
  const { scenario, topology, ...rest } = planned(strongest, { routes: [], pointing: [] });
  const limits = topology.pointing!;
  const [first, ...others] = limits.links;
  const worst = (pointing: Topology['pointing'], asked = scenario) => {
    const { pointing: _, ...unlimited } = topology;
    const network = pointing ? { ...topology, pointing } : unlimited;
    const checks = verifyPlan({ scenario: asked, topology: network, ...rest });
    return checks.find(({ constraint }) => constraint === 'P1')?.worst;
  };

  it('is a violation, wherever they differ', () => {
    expect(worst(limits)).toBeNull();
    expect(worst({ ...limits, terminals: new Map([[0, 3]]) })).toBe('telescopes of S');
    expect(worst({ ...limits, terminals: new Map([...limits.terminals, [1, 1]]) })).toBe('telescopes of A');
    expect(worst({ ...limits, terminals: new Map() })).toBe('telescopes of S');
    expect(worst({ ...limits, links: [null, ...others] })).toBe('telescopes that S~A takes');
    expect(worst({ ...limits, links: [{ ...first!, terminals: [[0, 2]] }, ...others] })).toBe(
      'telescopes that S~A takes',
    );
    expect(worst({ ...limits, links: [{ ...first!, terminals: [[1, 1]] }, ...others] })).toBe(
      'telescopes that S~A takes',
    );
    expect(
      worst({ ...limits, links: [{ ...first!, terminals: [...first!.terminals, [1, 1]] }, ...others] }),
    ).toBe('telescopes that S~A takes');
    expect(worst(undefined, { ...scenario, pointing: 'planned' })).toBe(
      'the network does not let the plan point telescopes',
    );
    expect(worst(undefined, { ...scenario, pointing: 'strongest-first' })).toBeUndefined();
  });
});

describe('what is decided by hand', () => {
  const decided = (use: 'pin' | 'forbid', from: number, to: number) =>
    instanceOf({
      slots: 3,
      terminals: { A: 1 },
      links: { 'A~B': [10, 10, 0], 'A~C': [10, 10, 10] },
      demands: { 'A~B': ['A~B'] },
      change: { pointings: [{ link: 'A~B', from, to, use }] },
    });
  const worst = (instance: Instance, ...pointing: NonNullable<Deeds['pointing']>[number][]) => {
    const checks = verifyPlan(planned(instance, { routes: [], pointing }));
    expect(failing(checks).filter((name) => name !== 'P1')).toEqual([]);
    return checkOf(checks, 'P1').worst;
  };

  it('is kept: a pin where there is a contact, a ban in every slot', () => {
    expect(worst(decided('pin', 0, 3), ['A~B', 0, 2])).toBeNull();
    expect(worst(decided('pin', 1, 2), ['A~B', 1, 2], ['A~C', 0, 1])).toBeNull();
    expect(worst(decided('forbid', 1, 3), ['A~B', 0, 1], ['A~C', 1, 3])).toBeNull();
  });

  it('is a violation where it is not', () => {
    expect(worst(decided('pin', 0, 3), ['A~B', 0, 1])).toBe('link A~B is pinned in slot 2');
    expect(worst(decided('pin', 0, 1))).toBe('link A~B is pinned in slot 1');
    expect(worst(decided('forbid', 1, 3), ['A~B', 0, 2])).toBe('link A~B is forbidden in slot 2');
  });

  it('is what the network says, from which bounds are made', () => {
    const { topology, ...rest } = planned(decided('forbid', 0, 1), { routes: [], pointing: [] });
    const [stated] = topology.pointing!.stated!;
    const worstWith = (...known: NonNullable<NonNullable<Topology['pointing']>['stated']>[number][]) => {
      const pointing = { ...topology.pointing!, stated: known };
      return checkOf(verifyPlan({ topology: { ...topology, pointing }, ...rest }), 'P1').worst;
    };
    expect(worstWith(stated!)).toBeNull();
    for (const wrong of [{ use: 'pin' as const }, { from: 1, to: 2 }, { to: 2 }, { link: 1 }]) {
      expect(worstWith({ ...stated!, ...wrong })).toBe('pointings that are decided by hand');
    }
    expect(worstWith()).toBe('pointings that are decided by hand');
  });
});

describe('telescopes of stations, platforms and satellites', () => {
  const overhead = (change: Partial<ScenarioInput>) => {
    const scenario = scenarioSchema.parse({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: 1, slotSeconds: 10, start: '2016-12-21T17:45:30Z' },
      stations: [
        { id: 'Delingha', latitudeDeg: 37.379, longitudeDeg: 97.727, maximumTerminals: 1 },
        { id: 'Lijiang', latitudeDeg: 26.694, longitudeDeg: 100.029 },
      ],
      links: [{ id: 'wire', ends: ['Delingha', 'Lijiang'], capacity: 1, fidelity: 1 }],
      demands: [{ id: 'k', source: 'Delingha', destination: 'Lijiang' }],
      ...change,
    });
    return { scenario, topology: buildTopology(scenario) };
  };
  const worst = (
    { scenario, topology }: ReturnType<typeof overhead>,
    pointed: readonly string[],
    change: (limits: NonNullable<Topology['pointing']>) => Topology['pointing'] = (limits) => limits,
  ) => {
    const plan: Plan = {
      routes: [],
      subPaths: [],
      fills: [],
      stocks: [],
      pointing: pointed.map((link) => ({ link, from: 0, to: 1 })),
    };
    const network: Topology = { ...topology, pointing: change(topology.pointing!)! };
    const common = { objective: 0, bound: null, exempt: [], scheme: 'ps-egr' } as const;
    const checks = verifyPlan({ scenario, topology: network, plan, ...common });
    expect(checkOf(checks, 'path').worst).toBeNull();
    return checkOf(checks, 'P1').worst;
  };
  const micius = (maximumTerminals: number) =>
    overhead({ satellites: [{ tle: { text: MICIUS }, memory: false, maximumTerminals }] });
  const dual = 'Delingha~Lijiang@QSS (MOZI)';

  it('a dual downlink takes two of the satellite', () => {
    expect(worst(micius(2), [dual])).toBeNull();
    expect(worst(micius(1), [dual])).toBe('node QSS (MOZI), slot 1');
  });

  it('at their price, it pays for two', () => {
    const { scenario, topology } = micius(2);
    const problem = problemOf(scenario, topology, { 'Delingha~Lijiang': [] });
    const capacity = topology.slots[0]!.pointing!.acquired[topology.slots[0]!.link.indexOf(1)]!;
    const bound = (price: number) =>
      lagrangianBound({
        problem,
        prices: {
          ...NO_PRICES,
          p1: [{ node: 'QSS (MOZI)', slot: 0, price }],
          p2: [{ link: dual, slot: 0, price: 1 }],
        },
      });
    // Half of what the link gives for each of the two telescopes.
    expect(bound(capacity / 4) / capacity).toBeCloseTo(2 / 4 + 2 / 4, 12);
    expect(bound(capacity / 2) / capacity).toBeCloseTo(2 / 2, 12);
  });

  it('what satellites from elements have is one of the numbers stated for such', () => {
    const other = (count: number | undefined) => (limits: NonNullable<Topology['pointing']>) => {
      const [station] = limits.terminals;
      const rest = count === undefined ? [] : [[2, count] as const];
      return { ...limits, terminals: new Map([station!, ...rest]) };
    };
    expect(worst(micius(2), [], other(2))).toBeNull();
    expect(worst(micius(2), [], other(3))).toBe('telescopes of QSS (MOZI)');
    expect(worst(micius(2), [], other(undefined))).toBe('telescopes of QSS (MOZI)');
  });

  it('links on the ground take none', () => {
    const taken = (limits: NonNullable<Topology['pointing']>) => ({
      ...limits,
      links: limits.links.map((link) => link ?? { terminals: [[0, 1] as const], acquisitionSeconds: 0 }),
    });
    expect(worst(micius(2), [], taken)).toBe('telescopes that wire takes');
    const none = (limits: NonNullable<Topology['pointing']>) => ({
      ...limits,
      links: limits.links.map((link) => link ?? { terminals: [], acquisitionSeconds: 0 }),
    });
    expect(worst(micius(2), [], none)).toBe('telescopes that wire takes');
  });

  it('platforms and constellations state theirs', () => {
    const platforms = [
      { id: 'h', latitudeDeg: 37.4, longitudeDeg: 97.7, altitudeM: 20_000, maximumTerminals: 1 },
    ];
    const walker = {
      id: 'w',
      pattern: 'delta',
      altitudeKm: 500,
      inclinationDeg: 60,
      total: 2,
      planes: 1,
    } as const;
    const network = overhead({ platforms, satellites: [{ walker, maximumTerminals: 3 }] });
    expect([...network.topology.pointing!.terminals.values()]).toEqual([1, 1, 3, 3]);
    expect(worst(network, [])).toBeNull();
    for (const node of network.topology.pointing!.terminals.keys()) {
      const wrong = (limits: NonNullable<Topology['pointing']>) => ({
        ...limits,
        terminals: new Map([...limits.terminals, [node, 7] as const]),
      });
      expect(worst(network, [], wrong)).toBe(`telescopes of ${network.topology.nodes[node]!.id}`);
    }
  });
});
