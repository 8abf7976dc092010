import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import {
  chain,
  completeLinks,
  demandOver,
  idsOf,
  pathOf,
  scenarioOf,
  slotsOf,
  stores,
  topologyOf,
} from './networks.ts';

describe('initial stock', () => {
  const build = (initialStock: { nodes: string[]; pairs: number; fidelity: number }[], subPaths = 0) =>
    buildProblem(
      scenarioOf(2, {
        demands: [demandOver('abc', { fidelityTarget: 0.6 })],
        storage: { nodes: stores('a', 'c'), initialStock },
        paths: { subPaths },
      }),
      topologyOf(
        2,
        chain('abc').map((link) => ({ ...link, fidelity: 0.95 })),
      ),
    );

  it('catalogues its sub-path beyond the limits and serves from the first slot at the stated fidelity', () => {
    const problem = build([{ nodes: ['c', 'b', 'a'], pairs: 60, fidelity: 0.8 }]);
    const [subPath] = problem.storagePairs[0]!.subPaths;
    expect(subPath).toMatchObject({
      id: 'ab+bc',
      nodes: ['a', 'b', 'c'],
      initialStock: 60,
      initialFidelity: 0.8,
    });
    const { offers } = pathOf(problem, '[a~c:ab+bc]');
    expect(offers.map(({ fidelity }) => Number(fidelity.toFixed(9)))).toEqual([0.8, 0.8]);
  });

  it('belongs to its own pair, named from either end, among others that share a node with it', () => {
    const problem = buildProblem(
      scenarioOf(1, {
        demands: [demandOver('abc', { fidelityTarget: 0.6 })],
        storage: {
          nodes: stores('a', 'b', 'c'),
          initialStock: [{ nodes: ['c', 'b', 'a'], pairs: 9, fidelity: 0.8 }],
        },
      }),
      topologyOf(1, chain('abc')),
    );
    const stocks = problem.storagePairs.map(({ id, subPaths }) => [
      id,
      subPaths.reduce((sum, { initialStock }) => sum + initialStock, 0),
    ]);
    expect(stocks).toEqual([
      ['a~b', 0],
      ['a~c', 9],
      ['b~c', 0],
    ]);
  });

  it('counts at both of its ends, and only in memories', () => {
    const at = (nodes: readonly { node: string; capacity: number }[]) => () =>
      buildProblem(
        scenarioOf(1, {
          demands: [demandOver('abc', { fidelityTarget: 0.6 })],
          storage: {
            nodes: [...nodes],
            initialStock: [
              { nodes: ['a', 'b'], pairs: 6, fidelity: 0.8 },
              { nodes: ['a', 'b', 'c'], pairs: 5, fidelity: 0.8 },
            ],
          },
        }),
        topologyOf(1, chain('abc')),
      );
    const room = (a: number, b: number, c: number) =>
      at([
        { node: 'a', capacity: a },
        { node: 'b', capacity: b },
        { node: 'c', capacity: c },
      ]);
    expect(room(11, 6, 5)).not.toThrow();
    expect(room(10, 6, 5)).toThrow("at 'a' is 11 pairs, more than its capacity of 10");
    expect(room(11, 5, 5)).toThrow("at 'b' is 6 pairs, more than its capacity of 5");
    expect(room(11, 6, 4)).toThrow("at 'c' is 5 pairs, more than its capacity of 4");
  });

  it('takes a memory mode for each pair, also in satellites whose names come with their elements', () => {
    const topology = topologyOf(1, chain('ab'));
    const withModes = (memoryModes: number) => () =>
      buildProblem(
        scenarioOf(1, {
          demands: [demandOver('ab')],
          storage: {
            nodes: stores('a', 'b'),
            initialStock: [{ nodes: ['a', 'b'], pairs: 6, fidelity: 0.8 }],
          },
        }),
        {
          ...topology,
          nodes: topology.nodes.map((node) => (node.id === 'b' ? { ...node, memoryModes } : node)),
        },
      );
    expect(withModes(6)).not.toThrow();
    expect(withModes(5)).toThrow("at 'b' is 6 pairs, more than its 5 memory modes hold");
  });

  it('is not available if it is 0, and is listed once if the search finds it, too', () => {
    const problem = build([{ nodes: ['a', 'b', 'c'], pairs: 0, fidelity: 0.8 }], 2);
    expect(idsOf(problem.storagePairs[0]!.subPaths)).toEqual(['ab+bc']);
    const { offers } = pathOf(problem, '[a~c:ab+bc]');
    expect(slotsOf(offers)).toEqual([1]);
    expect(offers[0]!.fidelity).toBeGreaterThan(0.9);
  });

  it.each([
    ['a hop without a link', [{ nodes: ['a', 'c'], pairs: 1, fidelity: 0.9 }], 'No link joins'],
    ['ends that are no pair', [{ nodes: ['a', 'b'], pairs: 1, fidelity: 0.9 }], 'not a storage pair'],
    ['more than the node holds', [{ nodes: ['a', 'b', 'c'], pairs: 101, fidelity: 0.9 }], 'more than its'],
    [
      'a sub-path stated twice',
      [
        { nodes: ['a', 'b', 'c'], pairs: 1, fidelity: 0.9 },
        { nodes: ['c', 'b', 'a'], pairs: 1, fidelity: 0.9 },
      ],
      'stated twice',
    ],
  ])('refuses %s', (_, stock, message) => {
    expect(() => build(stock)).toThrow(InputError);
    expect(() => build(stock)).toThrow(message);
  });
});

describe('nested sub-paths', () => {
  const build = (virtualSubPaths: number) =>
    buildProblem(
      scenarioOf(3, {
        demands: [demandOver('abcd', { fidelityTarget: 0.6 })],
        storage: {
          nodes: [
            { node: 'a', capacity: 100 },
            { node: 'c', capacity: 60 },
            { node: 'd', capacity: 100 },
          ],
        },
        paths: { virtualSubPaths, subPaths: 1 },
      }),
      topologyOf(
        3,
        chain('abcd').map((link) => ({ ...link, fidelity: 0.96 })),
      ),
    );

  it('fill along one virtual link of another pair, once that could be filled', () => {
    const problem = build(2);
    const nested = problem.storagePairs.find(({ id }) => id === 'a~d')!.subPaths;
    expect(idsOf(nested)).toEqual(['ab+bc+cd', '[a~c:ab+bc]+cd', 'ab+bc+[c~d:cd]']);
    expect(slotsOf(nested[1]!.fills)).toEqual([1, 2]);
    // min(400/20 over cd, 60/20 out of the store).
    expect(nested[1]!.fills[0]).toMatchObject({ cost: 1, rateCap: 3 });
    expect(nested[1]!.fills[0]!.fidelity).toBeCloseTo(0.886286, 6);
    const path = pathOf(problem, '[a~d:[a~c:ab+bc]+cd]');
    expect(slotsOf(path.offers)).toEqual([2]);
    expect(completeLinks(problem, path.hops)).toEqual([0, 1, 2]);
  });

  it('are off by default', () => {
    expect(build(0).storagePairs.flatMap(({ subPaths }) => idsOf(subPaths))).toEqual([
      'ab+bc',
      'ab+bc+cd',
      'cd',
    ]);
  });
});

describe('storage nodes and demands', () => {
  const links = [
    { ends: ['sat', 'hap'] },
    { ends: ['hap', 'ground'] },
    { ends: ['ground', 'relay'] },
  ] as const;
  const kinds = { sat: 'satellite', ground: 'ground' } as const;
  const build = (storage: object, demand: object = {}) =>
    buildProblem(
      scenarioOf(1, {
        platforms: [{ id: 'relay', memory: false, latitudeDeg: 0, longitudeDeg: 0, altitudeM: 20000 }],
        demands: [{ source: 'sat', destination: 'ground', ...demand }],
        storage,
      }),
      topologyOf(1, links, kinds),
    );

  it('come from kinds, except nodes listed on their own and platforms without memory', () => {
    const storage = {
      nodes: [{ node: 'ground', capacity: 5 }],
      kinds: { satellite: 9, aerial: 7, ground: 3 },
    };
    const problem = build(storage);
    expect(problem.storageNodes).toEqual([
      { node: 'ground', capacity: 5 },
      { node: 'hap', capacity: 7 },
      { node: 'sat', capacity: 9 },
    ]);
    expect(problem.storagePairs.map(({ id, capacity }) => [id, capacity])).toEqual([
      ['ground~hap', 5],
      ['ground~sat', 5],
      ['hap~sat', 7],
    ]);
  });

  it('drop nodes and listed pairs without capacity', () => {
    const kindsOnly = { kinds: { satellite: 9, aerial: 7 } };
    const problem = build({ ...kindsOnly, nodes: [{ node: 'sat', capacity: 0 }], pairs: [['sat', 'hap']] });
    expect(idsOf(problem.storagePairs)).toEqual([]);
    expect(problem.storageNodes).toEqual([{ node: 'hap', capacity: 7 }]);
    expect(idsOf(build({ ...kindsOnly, pairs: [['sat', 'hap']] }).storagePairs)).toEqual(['hap~sat']);
  });

  it('are those in contact in the most slots: the first among equals, and none without contact', () => {
    const links = [
      { ends: ['c', 'd'] as const, capacity: [1, 1, 0] },
      // Two links, and yet two slots.
      { ends: ['b', 'c'] as const, id: 'bc', capacity: [1, 1, 0] },
      { ends: ['c', 'b'] as const, id: 'cb', capacity: [1, 1, 0] },
      { ends: ['a', 'd'] as const, capacity: [1, 1, 1] },
      { ends: ['a', 'b'] as const, capacity: [0, 0, 1] },
      // Not between two storage nodes.
      { ends: ['a', 'user'] as const, capacity: [1, 1, 1] },
    ];
    const pairsOf = (longestContact: number) =>
      idsOf(
        buildProblem(
          scenarioOf(3, {
            demands: [{ source: 'a', destination: 'user' }],
            storage: { nodes: stores('a', 'b', 'c', 'd'), pairs: { longestContact } },
          }),
          topologyOf(3, links),
        ).storagePairs,
      );
    expect(pairsOf(1)).toEqual(['a~d']);
    expect(pairsOf(2)).toEqual(['a~d', 'b~c']);
    expect(pairsOf(9)).toEqual(['a~b', 'a~d', 'b~c', 'c~d']);
  });

  it('reports every unknown name at once, with its place', () => {
    const wrong = () =>
      build({ nodes: [{ node: 'happ', capacity: 1 }], pairs: [['sat', 'hap']] }, { source: 'sta' });
    try {
      wrong();
      expect.unreachable();
    } catch (error) {
      expect((error as InputError).issues.map(({ path }) => path)).toEqual([
        'storage.nodes[0].node',
        'storage.pairs[0][0]',
        'storage.pairs[0][1]',
        'demands[0].source',
      ]);
      expect((error as InputError).issues[0]!.hint).toBe("Did you mean 'hap'?");
    }
  });
});
