import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepBestParallel } from '../../src/graph/best-parallel.ts';
import { pathFinder } from '../../src/graph/ranked-paths.ts';
import { slotGraph } from '../../src/graph/slot-graph.ts';

const NODES = 5;
const PAIRS = Array.from({ length: NODES }, (_, from) =>
  Array.from({ length: NODES - from - 1 }, (_, step) => [from, from + step + 1] as const),
).flat();

/** Few Werner parameters, some of which differ by less than ranking tells apart, so that ties are frequent. */
const werner = fc.constantFrom(0.7, 0.9, 0.9 * (1 + 3e-10), 0.95, 0.95 * (1 - 5e-9), Number.NaN);
const edge = fc.record({ bundle: fc.nat(PAIRS.length - 1), isVirtual: fc.boolean(), werner });

describe('edges that join the same nodes', () => {
  it('keeps all that the best paths can take, and of virtual links no more than there are paths (seed 23)', () => {
    const drawn = fc.record({
      edges: fc.array(edge, { minLength: 1, maxLength: 40 }),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(drawn, ({ edges, count }) => {
        const network = {
          nodeCount: NODES,
          from: Int32Array.from(edges, ({ bundle }) => PAIRS[bundle]![0]),
          to: Int32Array.from(edges, ({ bundle }) => PAIRS[bundle]![1]),
          virtual: Uint8Array.from(edges, ({ isVirtual }) => Number(isVirtual)),
        };
        const all = Float64Array.from(edges, (one) => one.werner);
        const kept = all.slice();
        const bundleOf = Int32Array.from(edges, ({ bundle, isVirtual }) => (isVirtual ? bundle : -1));
        keepBestParallel(kept, bundleOf, PAIRS.length, count);
        const query = { source: 0, destination: 1, count, maximumHops: 4, maximumVirtualLinks: 2 };
        for (const minimumVirtualLinks of [0, 1]) {
          const wanted = pathFinder(slotGraph(network, all))({ ...query, minimumVirtualLinks });
          expect(pathFinder(slotGraph(network, kept))({ ...query, minimumVirtualLinks })).toEqual(wanted);
        }
        PAIRS.forEach((_, bundle) => {
          const left = kept.filter((value, at) => bundleOf[at] === bundle && !Number.isNaN(value));
          expect(left.length).toBeLessThanOrEqual(count);
        });
      }),
      { numRuns: 500, seed: 23 },
    );
  });
});
