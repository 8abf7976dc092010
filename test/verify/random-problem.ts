import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { MemoryModel } from '../../src/domain/memory.ts';
import type { Link, Topology } from '../../src/domain/network.ts';
import type { Demand, Hop, Problem, StoragePair, SubPath } from '../../src/domain/problem.ts';

const ends: [string, string][] = [
  ['a', 'm1'],
  ['m1', 'm2'],
  ['m2', 'm3'],
  ['m3', 'b'],
  ['a', 'b'],
];
const link = (index: number): Hop => ({ kind: 'link', link: index });
const stored = (pair: number, subPath: number): Hop => ({ kind: 'stored', pair, subPath });

/** Storage pairs {m1, m2}, {m2, m3}, {m1, m3}; the last fills over two links, or over a stock and a link. */
const subPathHops: Hop[][][] = [
  [[link(1)]],
  [[link(2)]],
  [
    [link(1), link(2)],
    [stored(0, 0), link(2)],
  ],
];
const pairEnds: [string, string][] = [
  ['m1', 'm2'],
  ['m2', 'm3'],
  ['m1', 'm3'],
];
const demandPaths: { source: string; destination: string; paths: Hop[][] }[] = [
  {
    source: 'a',
    destination: 'b',
    paths: [
      [link(4)],
      [link(0), link(1), link(2), link(3)],
      [link(0), stored(2, 0), link(3)],
      [link(0), stored(2, 1), link(3)],
      [link(0), stored(0, 0), stored(1, 0), link(3)],
    ],
  },
  { source: 'm1', destination: 'm3', paths: [[link(1), link(2)], [stored(2, 0)], [link(1), stored(1, 0)]] },
];

/** A tiny problem of four slots with random contacts, costs, weights, stocks and minimum rates. */
export function randomProblem(seed: number, memory: MemoryModel): Problem {
  const random = randomStream(seed, 'tiny problem');
  const topology = randomTopology(random);
  const storageNodes = ['m1', 'm2', 'm3'].map((node) => ({ node, capacity: 20 + 80 * random() }));
  const memoryOf = (node: string) => storageNodes.find((storage) => storage.node === node)!.capacity;
  const capacityOf = ([a, b]: readonly [string, string]) => Math.min(memoryOf(a), memoryOf(b));

  /** Cost and rate cap per slot in which all own links are there. */
  const columns = (hops: readonly Hop[], most: number) =>
    topology.slots.flatMap(({ link: lit, capacity }, slot) => {
      const cost = 1 + most * random();
      const rates = hops.map((hop) =>
        hop.kind === 'link'
          ? (capacity[lit.indexOf(hop.link)] ?? 0) / cost
          : capacityOf(pairEnds[hop.pair]!) / (cost * topology.slotSeconds),
      );
      const rateCap = Math.min(...rates);
      return rateCap > 0 ? [{ slot, cost, rateCap, fidelity: 0.95, deliveredFidelity: 0.95 }] : [];
    });
  const storagePairs = pairEnds.map(
    (pair, index): StoragePair => ({
      id: pair.join('~'),
      ends: pair,
      capacity: capacityOf(pair),
      subPaths: subPathHops[index]!.map((hops, number): SubPath => {
        const initialStock = random() < 0.3 ? 5 * random() : 0;
        return {
          id: `${number}`,
          nodes: [],
          hops,
          initialStock,
          initialFidelity: initialStock > 0 ? 0.95 : null,
          fills: columns(hops, 1),
        };
      }),
    }),
  );
  const demands = demandPaths.map(({ source, destination, paths }): Demand => {
    const catalogue = paths.map((hops, number) => ({
      id: `${number}`,
      nodes: [],
      hops,
      offers: columns(hops, 3),
    }));
    return {
      id: `${source}~${destination}`,
      source,
      destination,
      weight: topology.slots.map(() => 2 * random()),
      fidelityTarget: 0.9,
      minimumRate: random() < 0.3 ? 0.2 * random() : 0,
      paths: catalogue,
      reach: topology.slots.map((_, slot) =>
        catalogue.some(({ offers }) => offers.some((offer) => offer.slot === slot)) ? 'usable' : 'no-contact',
      ),
    };
  });
  return { topology, storageNodes, storagePairs, demands, memory };
}

function randomTopology(random: RandomStream): Topology {
  return {
    slotCount: 4,
    slotSeconds: 5,
    start: null,
    capacityUnit: 'pairs-per-second',
    nodes: ['a', 'b', 'm1', 'm2', 'm3'].map((id) => ({ id, kind: 'ground' })),
    links: ends.map(
      (pair): Link => ({
        id: pair.join('~'),
        ends: pair,
        class: 'G2G',
        kind: 'explicit',
        via: null,
        emitter: pair[0],
      }),
    ),
    slots: Array.from({ length: 4 }, () => {
      const lit = ends.flatMap((_, index) => (random() < 0.6 ? [index] : []));
      return {
        link: Int32Array.from(lit),
        capacity: Float64Array.from(lit, () => 1 + 9 * random()),
        fidelity: Float64Array.from(lit, () => 0.95),
      };
    }),
    notes: [],
    warnings: [],
    contactless: new Set(),
  };
}

/**
 * The same problem with few telescopes: m1 and m2, sometimes a and b, have one or two; more links are in contact while
 * they acquire; those at m2 may share its source; of some links it is decided by hand where telescopes point.
 */
export function withTelescopes(problem: Problem, seed: number): Problem {
  const random = randomStream(seed, 'telescopes');
  const { topology } = problem;
  const indexOf = new Map(topology.nodes.map(({ id }, index) => [id, index]));
  const limited = ['m1', 'm2', ...(random() < 0.5 ? ['a', 'b'] : [])];
  const terminals = new Map(limited.map((id) => [indexOf.get(id)!, random() < 0.7 ? 1 : 2]));
  const acquisitionSeconds = [0, 2, 5, 8, 11][Math.floor(random() * 5)]!;
  const isShared = random() < 0.5;
  const stated = ends.flatMap((pair, link) => {
    if (!pair.some((id) => limited.includes(id)) || random() < 0.7) return [];
    const from = Math.floor(4 * random());
    const to = from + 1 + Math.floor((4 - from) * random());
    return [{ link, from, to, use: random() < 0.5 ? ('pin' as const) : ('forbid' as const) }];
  });
  return {
    ...problem,
    topology: {
      ...topology,
      slots: topology.slots.map((slot) => {
        const acquiring = ends.flatMap((_, link) =>
          slot.link.includes(link) || random() < 0.5 ? [] : [link],
        );
        return {
          ...slot,
          pointing: {
            acquired: slot.capacity,
            acquiring: Int32Array.from(acquiring),
            acquiringCapacity: Float64Array.from(acquiring, () => 10),
          },
        };
      }),
      pointing: {
        terminals,
        links: ends.map((pair) => {
          const taken = pair
            .map((id) => [indexOf.get(id)!, 1] as const)
            .filter(([node]) => terminals.has(node));
          return taken.length > 0 ? { terminals: taken, acquisitionSeconds } : null;
        }),
        ...(stated.length > 0 && { stated }),
        sources: Int32Array.from(ends, (pair) => (isShared && pair.includes('m2') ? indexOf.get('m2')! : -1)),
      },
    },
  };
}
