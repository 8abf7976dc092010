import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { decodePrices } from '../../src/model/decode.ts';
import { layOut } from '../../src/model/layout.ts';
import { tightenRateCaps } from '../../src/model/reachable-stock.ts';
import { restrictProblem } from '../../src/model/restrict-problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { checkProblem } from '../../src/verify/check-problem.ts';
import { lagrangianBound } from '../../src/verify/lagrangian.ts';
import { anyFamily, handMade, type Instance, instanceOf, smallInstance } from '../methods/instances.ts';
import { LIMITS } from '../methods/solve.ts';
import type { Mutable } from './fixture.ts';

/** A wrong builder's problem: the right one after a change. */
function damaged(problem: Problem, damage: (problem: Mutable<Problem>) => void): Problem {
  const draft = structuredClone(problem) as unknown as Mutable<Problem>;
  damage(draft);
  return draft as unknown as Problem;
}

/**
 * Two slots of 10 s. a and b meet over a–m–n–b, the middle link being there in slot 1 alone, in which it
 * fills 40 pairs in two seconds' worth: capacities in pairs per slot.
 */
const relayed = (): Instance =>
  handMade({
    slots: 2,
    capacity: { 'a-m': [0, 1000], 'm-n': [40, 0], 'n-b': [0, 1000], 'a-b': [30, 20] },
    stores: { m: 100, n: 100 },
    storage: { pairs: [['m', 'n']] },
    demands: [{ source: 'a', destination: 'b', fidelityTarget: 0.9, minimumRate: 0.1 }],
  });

describe('the problem recomputed', () => {
  it('by hand: which sub-paths fill, which demands they may serve, and when', () => {
    const { scenario, problem } = relayed();
    // Only ids, ends, nodes and hops of paths remain from the builder.
    const names = damaged(problem, (built) => {
      built.storageNodes = [];
      built.memory = { model: 'loss', coherenceSeconds: 1 };
      for (const pair of built.storagePairs) {
        pair.capacity = 0;
        for (const subPath of pair.subPaths) Object.assign(subPath, { fills: [], initialStock: 7 });
      }
      for (const demand of built.demands) {
        Object.assign(demand, { weight: [0, 0], minimumRate: 9, reach: [], fidelityTarget: 0 });
        for (const path of demand.paths) path.offers = [];
      }
    });
    const { problem: own, exempt } = checkProblem(scenario, names, 'ps-egr');
    expect(exempt).toEqual([]);
    expect(own.memory).toEqual({ model: 'ideal' });
    const [pair] = own.storagePairs;
    expect(pair!.capacity).toBe(100);
    expect(pair!.subPaths[0]).toMatchObject({
      id: 'm-n',
      initialStock: 0,
      initialFidelity: null,
      fills: [{ slot: 0, cost: 1, rateCap: 4 }],
    });
    expect(pair!.subPaths[0]!.fills[0]!.fidelity).toBeCloseTo(0.99, 12);
    const [demand] = own.demands;
    expect(demand).toMatchObject({ weight: [1, 1], minimumRate: 0.1, fidelityTarget: 0.9 });
    expect(demand!.reach).toEqual(['usable', 'usable']);
    const offers = Object.fromEntries(demand!.paths.map((path) => [path.id, path.offers]));
    expect(offers['a-b']).toMatchObject([
      { slot: 0, cost: 1, rateCap: 3 },
      { slot: 1, cost: 1, rateCap: 2 },
    ]);
    // B/(g δ) = 10 is less than C/g = 100; F = ¼ + ¾ (2.96/3)³.
    const [stored, ...others] = offers['a-m+[m~n:m-n]+n-b']!;
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ slot: 1, cost: 1, rateCap: 10 });
    expect(stored!.fidelity).toBeCloseTo(0.25 + 0.75 * (2.96 / 3) ** 3, 12);
  });

  it('agrees with the builder on everything that a scenario can switch on (seed 11)', () => {
    let columns = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), anyFamily, (seed, family) => {
        const { scenario, problem } = smallInstance(seed, family);
        for (const scheme of ['ps-egr', 'sos', 'nss'] as const) {
          const schemes = scheme === 'sos' ? (['ps-egr', 'sos'] as const) : (['ps-egr'] as const);
          const shared = buildProblem(scenario, problem.topology, { schemes });
          const { check } = checkProblem(scenario, restrictProblem(shared, scheme), scheme);
          expect(check).toMatchObject({ constraint: 'catalogue' });
          expect(check.maxViolation, `${scheme}: ${check.worst}`).toBeLessThan(1e-9);
          columns += check.checked;
        }
      }),
      { seed: 11, numRuns: 60 },
    );
    expect(columns).toBeGreaterThan(20_000);
  });

  it("agrees with the builder on the paper's network, with purification and nested sub-paths (seed 3)", () => {
    const sizes = { satellites: 3, haps: 3, stations: 10, pairs: 5, slots: 10, paths: 4, virtualPaths: 4 };
    const drawn = parseScenario(formatScenario(generatePaper({ ...sizes, seed: 3 })));
    const scenario = { ...drawn, paths: { ...drawn.paths, virtualSubPaths: 2 } };
    const { check } = checkProblem(scenario, buildProblem(scenario, buildTopology(scenario)), 'ps-egr');
    expect(check.maxViolation, check.worst ?? '').toBeLessThan(1e-9);
    expect(check.checked).toBeGreaterThan(3_000);
  });

  it('finds the initial stock whichever end it is named from', () => {
    const { scenario, problem } = handMade({
      slots: 1,
      capacity: { 'm-n': 10, 'n-o': 10 },
      stores: { m: 100, o: 100 },
      storage: { initialStock: [{ nodes: ['o', 'n', 'm'], pairs: 20, fidelity: 0.97 }] },
      demands: [{ source: 'm', destination: 'o' }],
    });
    const { problem: own, check } = checkProblem(scenario, problem, 'ps-egr');
    expect(check.maxViolation).toBeLessThan(1e-9);
    expect(own.storagePairs[0]!.subPaths).toMatchObject([{ initialStock: 20, initialFidelity: 0.97 }]);
  });

  it('fills only in slots in which the fidelity is above the minimum, not at it', () => {
    const filledAt = (minimumFidelity: number) => {
      const { scenario, problem } = handMade({
        slots: 1,
        capacity: { 'm-n': 10 },
        fidelity: { 'm-n': 0.97 },
        stores: { m: 100, n: 100 },
        storage: { minimumFidelity },
        demands: [{ source: 'm', destination: 'n' }],
      });
      const { problem: own, check } = checkProblem(scenario, problem, 'ps-egr');
      expect(check.maxViolation).toBeLessThan(1e-9);
      return own.storagePairs[0]!.subPaths.flatMap(({ fills }) => fills.map(({ slot }) => slot));
    };
    expect(filledAt(0.96)).toEqual([0]);
    expect(filledAt(0.97)).toEqual([]);
  });

  it('counts a stock of one pair, but not one of none', () => {
    const { scenario, problem } = handMade({
      slots: 1,
      capacity: { 'm-n': 10, 'n-o': 10 },
      stores: { m: 100, n: 100, o: 100 },
      storage: {
        initialStock: [
          { nodes: ['m', 'n'], pairs: 1, fidelity: 0.97 },
          { nodes: ['n', 'o'], pairs: 0, fidelity: 0.97 },
        ],
      },
      demands: [{ source: 'm', destination: 'o' }],
    });
    const { problem: own, check } = checkProblem(scenario, problem, 'ps-egr');
    expect(check.maxViolation).toBeLessThan(1e-9);
    const stocks = own.storagePairs.map(({ id, subPaths }) => [id, subPaths[0]!.initialFidelity]);
    expect(stocks).toEqual([
      ['m~n', 0.97],
      ['m~o', null],
      ['n~o', null],
    ]);
  });

  it('finds the initial stock along that of parallel links whose id comes first among those ever there', () => {
    const link = (id: string, capacity: number) => ({
      id,
      ends: ['m', 'o'] as [string, string],
      capacity,
      fidelity: 0.99,
    });
    const { scenario, problem } = instanceOf({
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 10 },
      nodes: ['m', 'o'].map((id) => ({ id, kind: 'ground' as const })),
      links: [link('z', 5), link('y', 5), link('x', 0)],
      storage: {
        nodes: ['m', 'o'].map((node) => ({ node, capacity: 100 })),
        initialStock: [{ nodes: ['m', 'o'], pairs: 20, fidelity: 0.97 }],
      },
      demands: [{ source: 'm', destination: 'o' }],
    });
    const { problem: own, check } = checkProblem(scenario, problem, 'ps-egr');
    expect(check.maxViolation).toBeLessThan(1e-9);
    const stocks = own.storagePairs[0]!.subPaths.map(({ id, initialStock }) => [id, initialStock]);
    expect(new Map(stocks as [string, number][])).toEqual(
      new Map([
        ['y', 20],
        ['z', 0],
      ]),
    );
  });
});

describe('a wrong builder', () => {
  it.each<[string, (problem: Mutable<Problem>) => void, string]>([
    ['fill caps', (p) => (fillOf(p).rateCap /= 2), 'cap of fill of sub-path m-n of m~n, slot 1'],
    ['fill costs', (p) => (fillOf(p).cost *= 1.1), 'cost of fill of sub-path m-n of m~n, slot 1'],
    ['fill fidelities', (p) => (fillOf(p).fidelity = 0.9), 'fidelity of fill of sub-path m-n of m~n, slot 1'],
    ['no fill', (p) => subPathOf(p).fills.pop(), 'fill of sub-path m-n of m~n, slot 1 is left out'],
    [
      'a fill that is none',
      (p) => subPathOf(p).fills.push({ ...fillOf(p), slot: 1 }),
      "fill of sub-path m-n of m~n, slot 2 can't be used",
    ],
    ['initial stock', (p) => (subPathOf(p).initialStock = 5), 'initial stock of sub-path m-n of m~n'],
    ['stated fidelity', (p) => (subPathOf(p).initialFidelity = 1), 'initial stock of sub-path m-n of m~n'],
    ['B of a pair', (p) => (p.storagePairs[0]!.capacity = 50), 'memory of m~n'],
    ['B of a node', (p) => (p.storageNodes[1]!.capacity = 50), 'memory of n'],
    ['Y^max', (p) => (offerOf(p).rateCap *= 0.9), 'cap of path a-b of a~b, slot 1'],
    ['g', (p) => (offerOf(p).cost *= 1.1), 'cost of path a-b of a~b, slot 1'],
    ['F', (p) => (offerOf(p).fidelity = 0.95), 'fidelity of path a-b of a~b, slot 1'],
    ['F delivered', (p) => (offerOf(p).deliveredFidelity = 0.95), 'fidelity of path a-b of a~b, slot 1'],
    ['no offer', (p) => pathOf(p).offers.shift(), 'path a-b of a~b, slot 1 is left out'],
    ['the last offer', (p) => pathOf(p).offers.pop(), 'path a-b of a~b, slot 2 is left out'],
    ['weight', (p) => (p.demands[0]!.weight[1] = 0.5), 'demand a~b, slot 2'],
    ['minimum rate', (p) => (p.demands[0]!.minimumRate = 0), 'minimum rate of a~b'],
    ['reach', (p) => (p.demands[0]!.reach[1] = 'no-contact'), 'demand a~b, slot 2'],
    ['no demand', (p) => p.demands.pop(), 'number of demands'],
    ['memory model', (p) => (p.memory = { model: 'loss', coherenceSeconds: 9 }), 'memory model'],
  ])('is noticed: %s', (_, damage, worst) => {
    const { scenario, problem } = relayed();
    const { check } = checkProblem(scenario, damaged(problem, damage), 'ps-egr');
    expect(check.maxViolation).toBeGreaterThan(1e-3);
    expect(check.worst).toBe(worst);
  });

  it('is off by the share of the larger number, of 1 where something is missing', () => {
    const { scenario, problem } = relayed();
    const offBy = (damage: (problem: Mutable<Problem>) => void) =>
      checkProblem(scenario, damaged(problem, damage), 'ps-egr').check.maxViolation;
    expect(offBy((p) => (fillOf(p).rateCap /= 2))).toBeCloseTo(0.5, 12);
    expect(offBy((p) => (fillOf(p).rateCap *= 4))).toBeCloseTo(0.75, 12);
    expect(offBy((p) => (offerOf(p).rateCap = -offerOf(p).rateCap))).toBeCloseTo(2, 12);
    expect(offBy((p) => p.storageNodes.pop())).toBe(1);
    expect(offBy((p) => (offerOf(p).rateCap = Number.NaN))).toBe(Number.POSITIVE_INFINITY);
  });

  it('fills no sub-path that draws on its own pair', () => {
    const { scenario, problem } = relayed();
    const circular = damaged(problem, (p) => {
      const [pair] = p.storagePairs;
      const own = { kind: 'stored' as const, pair: 0, subPath: pair!.subPaths.length };
      pair!.subPaths.push({ ...subPathOf(p), id: 'circular', hops: [own] });
    });
    const { problem: own, check } = checkProblem(scenario, circular, 'ps-egr');
    expect(own.storagePairs[0]!.subPaths.at(-1)).toMatchObject({ id: 'circular', fills: [] });
    expect(check.worst).toBe("fill of sub-path circular of m~n, slot 1 can't be used");
  });

  it('cannot exempt a slot from a minimum rate', () => {
    const { scenario, problem } = relayed();
    const lazy = damaged(problem, (p) => {
      p.demands[0]!.reach = ['no-contact', 'no-contact'];
    });
    expect(checkProblem(scenario, lazy, 'ps-egr').exempt).toEqual([]);
  });
});

describe('the bound recomputed', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await highsSolver();
  });
  afterAll(() => solver.close());

  it('does not depend on caps of fills that are too small', async () => {
    const { scenario, problem } = relayed();
    const boundOf = async (built: Problem) => {
      const layout = tightenRateCaps(layOut(built));
      const { bound, prices: found } = await solveRelaxation(solver, layout, LIMITS);
      const prices = decodePrices(layout, found!);
      const { problem: own } = checkProblem(scenario, built, 'ps-egr');
      return {
        bound,
        claimed: lagrangianBound({ problem: built, prices }),
        own: lagrangianBound({ problem: own, prices }),
      };
    };
    // 3 in slot 1; in slot 2 one of 2 over the direct link or 4 from the stock: at most 3 + 4.
    const right = await boundOf(problem);
    expect(right.bound).toBeCloseTo(7, 9);
    expect(right.own).toBeCloseTo(7, 9);
    const wrong = await boundOf(damaged(problem, (p) => (fillOf(p).rateCap /= 2)));
    expect(wrong.bound).toBeLessThan(6);
    expect(wrong.claimed).toBeLessThan(6);
    expect(wrong.own).toBeGreaterThanOrEqual(7 - 1e-9);
  });
});

const subPathOf = (problem: Mutable<Problem>) => problem.storagePairs[0]!.subPaths[0]!;
const fillOf = (problem: Mutable<Problem>) => subPathOf(problem).fills[0]!;
const pathOf = (problem: Mutable<Problem>) => problem.demands[0]!.paths.find(({ id }) => id === 'a-b')!;
const offerOf = (problem: Mutable<Problem>) => pathOf(problem).offers[0]!;
