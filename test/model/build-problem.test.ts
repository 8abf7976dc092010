import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import {
  chain,
  completeLinks,
  demandOver,
  FIGURE_3,
  idsOf,
  pathOf,
  scenarioOf,
  slotsOf,
  stores,
  topologyOf,
} from './networks.ts';

describe('buildProblem on Fig. 3 of the paper', () => {
  const problem = buildProblem(
    scenarioOf(3, {
      demands: [{ source: '1', destination: '6', fidelityTarget: 0.8, weight: [1, 2, 3] }],
      storage: { nodes: stores('5', '2') },
      paths: { subPaths: 5 },
    }),
    topologyOf(3, FIGURE_3),
  );
  const [demand] = problem.demands;

  it('has the storage pair {2,5} with its two sub-paths', () => {
    expect(idsOf(problem.storagePairs)).toEqual(['2~5']);
    expect(idsOf(problem.storagePairs[0]!.subPaths)).toEqual(['2-3+3-5', '2-4+4-5']);
    expect(problem.storagePairs[0]!.subPaths[0]!.nodes).toEqual(['2', '3', '5']);
  });

  it('has exactly two virtual paths {1,2,5,6}, one over each sub-path', () => {
    const virtual = demand!.paths.filter(({ hops }) => hops.some(({ kind }) => kind === 'stored'));
    expect(idsOf(virtual)).toEqual(['1-2+[2~5:2-3+3-5]+5-6', '1-2+[2~5:2-4+4-5]+5-6']);
    expect(virtual.map(({ nodes }) => nodes.join(','))).toEqual(['1,2,5,6', '1,2,5,6']);
    const complete = virtual.map(({ hops }) =>
      completeLinks(problem, hops).map((link) => problem.topology.links[link]!.id),
    );
    expect(complete).toEqual([
      ['1-2', '2-3', '3-5', '5-6'],
      ['1-2', '2-4', '4-5', '5-6'],
    ]);
  });

  it('has the two real paths, usable from the first slot on; virtual ones only once there was a fill', () => {
    expect(slotsOf(pathOf(problem, '1-2+2-3+3-5+5-6').offers)).toEqual([0, 1, 2]);
    expect(slotsOf(pathOf(problem, '1-2+[2~5:2-3+3-5]+5-6').offers)).toEqual([1, 2]);
    expect(demand!.reach).toEqual(['usable', 'usable', 'usable']);
  });

  it('names the demand after its ends and spreads its weight', () => {
    expect(demand!.id).toBe('1~6');
    expect(demand!.weight).toEqual([1, 2, 3]);
  });
});

describe('fidelity, cost and Y^max', () => {
  // Werner chain of n links at F = 0.96, from the formula 1/4 + 3/4 w^n.
  const WERNER_CHAIN = [0.96, 0.922133, 0.886286, 0.852351, 0.820226, 0.789814];

  it('composes a chain of Werner links', () => {
    for (const [index, fidelity] of WERNER_CHAIN.entries()) {
      const nodes = 'abcdefg'.slice(0, index + 2);
      const links = chain(nodes).map((link) => ({ ...link, fidelity: 0.96 }));
      const problem = buildProblem(
        scenarioOf(1, { demands: [demandOver(nodes, { fidelityTarget: 0.75 })] }),
        topologyOf(1, links),
      );
      expect(problem.demands[0]!.paths[0]!.offers[0]!.fidelity).toBeCloseTo(fidelity, 6);
    }
  });

  it('composes a virtual path over all links of f(p), with imperfect swaps at every join', () => {
    const problem = buildProblem(
      scenarioOf(2, {
        demands: [demandOver('abcd', { fidelityTarget: 0.6 })],
        storage: { nodes: stores('b', 'd') },
        gates: { twoQubit: 0.99, readout: 0.98 },
        purification: { protocol: 'none' },
      }),
      topologyOf(
        2,
        chain('abcd').map((link) => ({ ...link, fidelity: 0.96 })),
      ),
    );
    const werner = ((4 * 0.96 - 1) / 3) ** 3 * ((0.99 * (4 * 0.98 ** 2 - 1)) / 3) ** 2;
    const real = pathOf(problem, 'ab+bc+cd').offers[1]!;
    const virtual = pathOf(problem, 'ab+[b~d:bc+cd]').offers[0]!;
    expect(real.fidelity).toBeCloseTo(0.25 + 0.75 * werner, 12);
    expect(virtual.fidelity).toBeCloseTo(real.fidelity, 12);
  });

  it('purifies to the target, and divides capacity and store by the cost', () => {
    const problem = buildProblem(
      scenarioOf(2, {
        demands: [demandOver('ab', { fidelityTarget: 0.9 })],
        storage: { nodes: stores('a', 'b') },
      }),
      topologyOf(2, [{ ends: ['a', 'b'], id: 'ab', fidelity: 0.8 }]),
    );
    // DEJMPS 0.80 → 0.90 in two rounds.
    const real = pathOf(problem, 'ab').offers[1]!;
    expect(real.cost).toBeCloseTo(6.986762, 6);
    expect(real.deliveredFidelity).toBeGreaterThanOrEqual(0.9);
    expect(real.rateCap).toBeCloseTo(400 / 20 / 6.986762, 6);
    const virtual = pathOf(problem, '[a~b:ab]').offers[0]!;
    expect(virtual.cost).toBeCloseTo(6.986762, 6);
    expect(virtual.rateCap).toBeCloseTo(100 / 20 / 6.986762, 6);
    // Storage nodes do not purify.
    expect(problem.storagePairs[0]!.subPaths[0]!.fills[0]).toEqual({
      slot: 0,
      cost: 1,
      fidelity: expect.closeTo(0.8, 12) as number,
      rateCap: 20,
    });
  });

  it('charges lost swaps: filling for the joins in the sub-path, serving for those outside it', () => {
    const problem = buildProblem(
      scenarioOf(2, {
        demands: [demandOver('abcde', { fidelityTarget: 0.6 })],
        storage: { nodes: stores('b', 'd') },
        gates: { swapSuccess: 0.5 },
      }),
      topologyOf(2, chain('abcde')),
    );
    expect(problem.storagePairs[0]!.subPaths[0]!.fills[0]).toMatchObject({ cost: 2, rateCap: 10 });
    expect(pathOf(problem, 'ab+[b~d:bc+cd]+de').offers[0]).toMatchObject({ cost: 4, rateCap: 100 / 80 });
    expect(pathOf(problem, 'ab+bc+cd+de').offers[0]).toMatchObject({ cost: 8, rateCap: 2.5 });
  });

  it('counts a path that costs more than a million pairs as out of reach', () => {
    const problem = buildProblem(
      scenarioOf(1, {
        demands: [demandOver('abcd', { fidelityTarget: 0.6 })],
        gates: { swapSuccess: 0.0009 },
      }),
      topologyOf(1, chain('abcd')),
    );
    expect(pathOf(problem, 'ab+bc+cd').offers).toEqual([]);
    expect(problem.demands[0]!.reach).toEqual(['fidelity-out-of-reach']);
  });
});

describe('contacts over time', () => {
  it('uses a path in every slot in which its links exist, whichever slot it was found in', () => {
    // One path a slot: the direct link hides the detour where both exist.
    const problem = buildProblem(
      scenarioOf(3, { demands: [demandOver('ac', { fidelityTarget: 0.8 })], paths: { realPaths: 1 } }),
      topologyOf(3, [
        { ends: ['a', 'c'], id: 'ac', capacity: [400, 0, 400] },
        { ends: ['a', 'b'], id: 'ab', capacity: [400, 400, 0] },
        { ends: ['b', 'c'], id: 'bc' },
      ]),
    );
    expect(slotsOf(pathOf(problem, 'ac').offers)).toEqual([0, 2]);
    expect(slotsOf(pathOf(problem, 'ab+bc').offers)).toEqual([0, 1]);
  });

  it('distinguishes no contact from a fidelity out of reach', () => {
    const problem = buildProblem(
      scenarioOf(3, {
        demands: [demandOver('ab', { fidelityTarget: 0.95 })],
        purification: { protocol: 'none' },
      }),
      topologyOf(3, [{ ends: ['a', 'b'], capacity: [0, 400, 400], fidelity: [0.97, 0.9, 0.97] }]),
    );
    expect(problem.demands[0]!.reach).toEqual(['no-contact', 'fidelity-out-of-reach', 'usable']);
  });

  it('serves from stock after the contact is lost, at the lowest fidelity with which it could be filled', () => {
    const problem = buildProblem(
      scenarioOf(4, {
        demands: [demandOver('ab', { fidelityTarget: 0.8 })],
        storage: { nodes: stores('a', 'b') },
      }),
      topologyOf(4, [{ ends: ['a', 'b'], capacity: [400, 400, 0, 0], fidelity: [0.95, 0.9, 0.97, 0.97] }]),
    );
    const stored = pathOf(problem, '[a~b:a-b]').offers;
    expect(slotsOf(stored)).toEqual([1, 2, 3]);
    [0.95, 0.9, 0.9].forEach((fidelity, i) => {
      expect(stored[i]!.fidelity).toBeCloseTo(fidelity, 12);
    });
  });

  it('fills only above the minimum fidelity', () => {
    const problem = buildProblem(
      scenarioOf(3, {
        demands: [demandOver('ab')],
        storage: { nodes: stores('a', 'b'), minimumFidelity: 0.9 },
      }),
      topologyOf(3, [{ ends: ['a', 'b'], fidelity: [0.89, 0.9, 0.91] }]),
    );
    expect(slotsOf(problem.storagePairs[0]!.subPaths[0]!.fills)).toEqual([2]);
  });

  it('rates stored pairs at age (A+1)δ with both halves stored', () => {
    const problem = buildProblem(
      scenarioOf(2, {
        demands: [demandOver('ab', { fidelityTarget: 0.6 })],
        storage: {
          nodes: stores('a', 'b'),
          memory: { model: 'depolarising', coherenceSeconds: 1200, maximumStorageSlots: 5 },
        },
      }),
      topologyOf(2, [{ ends: ['a', 'b'], fidelity: 0.98 }]),
    );
    // physics: F0 = 0.98 after t/T = 6·20/1200 = 0.1, two halves.
    expect(pathOf(problem, '[a~b:a-b]').offers[0]!.fidelity).toBeCloseTo(0.84767345, 8);
    expect(problem.storagePairs[0]!.subPaths[0]!.fills[0]!.fidelity).toBeCloseTo(0.98, 12);
  });
});

describe('invariants', () => {
  it('offers stay within what the links and the targets allow, and ids are unique (seed 23)', () => {
    const perSlot = <V>(value: fc.Arbitrary<V>) => fc.array(value, { minLength: 4, maxLength: 4 });
    const link = fc.record({
      ends: fc.tuple(fc.constantFrom(...'abcdef'), fc.constantFrom(...'abcdef')).filter(([a, b]) => a !== b),
      capacity: perSlot(fc.constantFrom(0, 200, 400)),
      fidelity: perSlot(fc.constantFrom(0.8, 0.9, 0.95, 0.98)),
    });
    const given = fc.array(link, { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(given, (drawn) => {
        const links = [
          ...drawn.map((one, i) => ({ ...one, id: `e${i}` })),
          ...chain('abcdef').map((one) => ({ ...one, capacity: [0, 0, 0, 0] })),
        ];
        const topology = topologyOf(4, links);
        const problem = buildProblem(
          scenarioOf(4, {
            demands: [demandOver('af', { fidelityTarget: 0.85 })],
            storage: { nodes: stores('b', 'c', 'd') },
            paths: { virtualSubPaths: 1 },
            gates: { swapSuccess: 0.9 },
          }),
          topology,
        );
        for (const { paths, reach } of problem.demands) {
          expect(new Set(idsOf(paths)).size).toBe(paths.length);
          const usable = new Set(paths.flatMap(({ offers }) => slotsOf(offers)));
          reach.forEach((one, slot) => {
            expect(one === 'usable').toBe(usable.has(slot));
          });
          for (const { hops, offers, nodes } of paths) {
            expect(new Set(nodes).size).toBe(nodes.length);
            for (const { slot, fidelity, deliveredFidelity, cost, rateCap } of offers) {
              expect(deliveredFidelity).toBeGreaterThanOrEqual(0.85 - 1e-12);
              expect(deliveredFidelity).toBeGreaterThanOrEqual(fidelity);
              expect(cost).toBeGreaterThanOrEqual(1);
              expect(rateCap).toBeGreaterThan(0);
              for (const hop of hops) {
                if (hop.kind === 'stored') {
                  const { fills } = problem.storagePairs[hop.pair]!.subPaths[hop.subPath]!;
                  expect(fills[0]!.slot).toBeLessThan(slot);
                  expect(rateCap * cost * 20).toBeLessThanOrEqual(100 + 1e-9);
                } else {
                  const capacity = links[hop.link]!.capacity[slot]!;
                  expect(rateCap * cost * 20).toBeLessThanOrEqual(capacity + 1e-9);
                }
              }
            }
          }
        }
      }),
      { seed: 23, numRuns: 200 },
    );
  });

  it('reports progress once per slot and pass, relative to the most that may be needed', () => {
    const reports = (schemes: readonly SchemeName[]) => {
      const seen: { done: number; total: number }[] = [];
      buildProblem(
        scenarioOf(3, { demands: [demandOver('abc')], storage: { nodes: stores('a', 'b') } }),
        topologyOf(3, chain('abc')),
        { schemes, onProgress: (report) => seen.push(report) },
      );
      return seen;
    };
    const upTo = (count: number, total: number) =>
      Array.from({ length: count }, (_, index) => ({ done: index + 1, total }));
    // Three slots of real paths, virtual paths and ratings; there are no nested sub-paths.
    expect(reports(['ps-egr'])).toEqual(upTo(9, 12));
    // Satellites cannot store pairs here, so there are no virtual paths.
    expect(reports(['ps-egr', 'sos'])).toEqual(upTo(12, 21));
  });
});
