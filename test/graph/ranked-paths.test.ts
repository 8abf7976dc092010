import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PathQuery, pathFinder, type RankedPath } from '../../src/graph/ranked-paths.ts';
import { nodesOffSimplePaths } from '../../src/graph/simple-path-nodes.ts';
import { type SlotGraph, slotGraph } from '../../src/graph/slot-graph.ts';

interface Sketch {
  readonly nodeCount: number;
  readonly edges: readonly (readonly [from: number, to: number, werner: number, virtual: boolean])[];
}

function graphOf({ nodeCount, edges }: Sketch): SlotGraph {
  return slotGraph(
    {
      nodeCount,
      from: Int32Array.from(edges, ([from]) => from),
      to: Int32Array.from(edges, ([, to]) => to),
      virtual: Uint8Array.from(edges, ([, , , virtual]) => (virtual ? 1 : 0)),
    },
    Float64Array.from(edges, ([, , werner]) => werner),
  );
}

/** Every simple path by depth-first search, then sorted: simply the definition. */
function bruteForce({ edges }: Sketch, query: PathQuery): RankedPath[] {
  const found: RankedPath[] = [];
  const visit = (nodes: number[], used: number[], virtual: number) => {
    const here = nodes.at(-1)!;
    if (here === query.destination) {
      if (virtual >= query.minimumVirtualLinks) found.push({ nodes, edges: used });
      return;
    }
    if (used.length === query.maximumHops) return;
    edges.forEach(([from, to, werner, isVirtual], edge) => {
      const next = from === here ? to : to === here ? from : -1;
      if (next < 0 || nodes.includes(next) || Number.isNaN(werner)) return;
      const virtualNext = virtual + (isVirtual ? 1 : 0);
      if (virtualNext > query.maximumVirtualLinks) return;
      visit([...nodes, next], [...used, edge], virtualNext);
    });
  };
  if (query.source !== query.destination) visit([query.source], [], 0);
  const product = (path: RankedPath) => path.edges.reduce((total, edge) => total * edges[edge]![2], 1);
  const byRank = (a: RankedPath, b: RankedPath) => {
    if (a.edges.length !== b.edges.length) return a.edges.length - b.edges.length;
    const difference = product(b) - product(a);
    if (Math.abs(difference) > 1e-9) return difference;
    const index = a.edges.findIndex((edge, position) => edge !== b.edges[position]);
    return a.edges[index]! - b.edges[index]!;
  };
  return found.sort(byRank).slice(0, query.count);
}

/** Few distinct Werner parameters, so that ties are frequent; NaN is an edge that this slot lacks. */
const sketch = (maximumNodes: number, maximumEdges: number): fc.Arbitrary<Sketch> =>
  fc.integer({ min: 2, max: maximumNodes }).chain((nodeCount) => {
    const node = fc.integer({ min: 0, max: nodeCount - 1 });
    const werner = fc.constantFrom(0.7, 0.9, 0.95, 0.95, Number.NaN);
    const edge = fc.tuple(node, node, werner, fc.boolean()).filter(([from, to]) => from !== to);
    return fc.record({
      nodeCount: fc.constant(nodeCount),
      edges: fc.array(edge, { maxLength: maximumEdges }),
    });
  });

const query = (virtual: boolean) =>
  fc.record({
    source: fc.constant(0),
    destination: fc.constant(1),
    count: fc.constantFrom(1, 3, 1000),
    maximumHops: fc.integer({ min: 1, max: 7 }),
    minimumVirtualLinks: fc.constant(virtual ? 1 : 0),
    maximumVirtualLinks: virtual ? fc.integer({ min: 1, max: 3 }) : fc.constant(0),
  });

const real = (source: number, destination: number, count = 10): PathQuery => ({
  source,
  destination,
  count,
  maximumHops: 10,
  minimumVirtualLinks: 0,
  maximumVirtualLinks: 0,
});
const virtual = (source: number, destination: number, count = 10): PathQuery => ({
  ...real(source, destination, count),
  minimumVirtualLinks: 1,
  maximumVirtualLinks: 2,
});

describe('pathFinder', () => {
  it('finds the real paths that brute force finds, in its order (seed 7)', () => {
    fc.assert(
      fc.property(sketch(7, 14), query(false), (given, wanted) => {
        expect(pathFinder(graphOf(given))(wanted)).toEqual(bruteForce(given, wanted));
      }),
      { seed: 7, numRuns: 1500 },
    );
  });

  it('finds the virtual paths that brute force finds, in its order (seed 11)', () => {
    fc.assert(
      fc.property(sketch(7, 12), query(true), (given, wanted) => {
        expect(pathFinder(graphOf(given))(wanted)).toEqual(bruteForce(given, wanted));
      }),
      { seed: 11, numRuns: 1500 },
    );
  });

  it('gives the same answer whatever was asked before (seed 13)', () => {
    fc.assert(
      fc.property(sketch(6, 12), fc.array(query(true), { minLength: 2, maxLength: 4 }), (given, wanted) => {
        const find = pathFinder(graphOf(given));
        for (const one of wanted) expect(find(one)).toEqual(pathFinder(graphOf(given))(one));
      }),
      { seed: 13, numRuns: 200 },
    );
  });

  it('ranks by hops, then by fidelity, then by the order of the edges', () => {
    const find = pathFinder(
      graphOf({
        nodeCount: 4,
        edges: [
          [0, 1, 0.9, false],
          [0, 1, 0.9, false],
          [1, 3, 0.9, false],
          [0, 2, 0.95, false],
          [2, 3, 0.9, false],
          [0, 3, 0.3, false],
        ],
      }),
    );
    expect(find(real(0, 3)).map(({ edges }) => edges)).toEqual([[5], [3, 4], [0, 2], [1, 2]]);
  });

  it('treats products of the same fidelities in another order as equal', () => {
    const find = pathFinder(
      graphOf({
        nodeCount: 6,
        edges: [
          [0, 1, 0.7, false],
          [1, 2, 0.8, false],
          [2, 5, 0.9, false],
          [0, 3, 0.9, false],
          [3, 4, 0.8, false],
          [4, 5, 0.7, false],
        ],
      }),
    );
    expect(find(real(0, 5))[0]!.edges).toEqual([0, 1, 2]);
  });

  it('has no path from a node to itself, nor over a missing edge', () => {
    const find = pathFinder(graphOf({ nodeCount: 2, edges: [[0, 1, Number.NaN, false]] }));
    expect(find(real(0, 0))).toEqual([]);
    expect(find(real(0, 1))).toEqual([]);
  });

  it('gives up at once on virtual links in a dead end', () => {
    // A grid from corner to corner, with a tail at one of its nodes in which all virtual links are.
    const side = 8;
    const grid = side * side;
    const edges: [number, number, number, boolean][] = [];
    for (let node = 0; node < grid; node++) {
      if (node % side < side - 1) edges.push([node, node + 1, 0.95, false]);
      if (node + side < grid) edges.push([node, node + side, 0.95, false]);
    }
    edges.push([27, grid, 0.95, false], [grid, grid + 1, 0.95, false], [grid, grid + 1, 0.9, true]);
    const graph = graphOf({ nodeCount: grid + 2, edges });
    expect(pathFinder(graph)({ ...virtual(0, 63), maximumHops: 20 })).toEqual([]);
  }, 5000);
});

describe('nodesOffSimplePaths', () => {
  it('marks exactly the nodes that no simple path visits (seed 17)', () => {
    fc.assert(
      fc.property(sketch(7, 10), (given) => {
        const all = { ...virtual(0, 1, 1e6), minimumVirtualLinks: 0, maximumVirtualLinks: 10 };
        const visited = new Set(bruteForce(given, all).flatMap(({ nodes }) => nodes));
        const off = nodesOffSimplePaths(graphOf(given), 0, 1);
        for (let node = 2; node < given.nodeCount; node++) expect(off[node]).toBe(visited.has(node) ? 0 : 1);
      }),
      { seed: 17, numRuns: 500 },
    );
  });
});

it('treats fidelities that agree to nine digits as equal: the names of the edges decide', () => {
  const paths = (first: number) =>
    pathFinder(
      graphOf({
        nodeCount: 4,
        edges: [
          [0, 2, first, false],
          [0, 3, 0.95, false],
          [2, 1, 0.9, false],
          [3, 1, 0.9, false],
        ],
      }),
    )({
      source: 0,
      destination: 1,
      count: 2,
      maximumHops: 5,
      minimumVirtualLinks: 0,
      maximumVirtualLinks: 0,
    }).map(({ nodes }) => nodes[1]);
  expect(paths(0.95 * (1 - 1e-11))).toEqual([2, 3]);
  expect(paths(0.95 * (1 - 1e-8))).toEqual([3, 2]);
});
