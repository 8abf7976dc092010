import * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { randomStream } from '../base/random.ts';
import { type LinkClass, linkClassOf, type NetworkNode, type NodeKind } from '../domain/network.ts';
import { issueOf } from './issue.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { nonNegative, positive, probability } from './schema/values.ts';
import { explainShape } from './shape.ts';

/** Sizes and settings of the paper's evaluation; the defaults are the paper's own if it states them. */
export const paperSettings = z.strictObject({
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Seed of everything drawn at random.'),
  satellites: z.int().nonnegative().max(1000).default(2).describe('Number of satellites.'),
  haps: z.int().nonnegative().max(1000).default(2).describe('Number of high-altitude platforms.'),
  stations: z
    .int()
    .min(2)
    .max(2000)
    .multipleOf(2)
    .default(12)
    .describe('Base stations, half of them in each of two cities.'),
  pairs: z
    .int()
    .positive()
    .default(3)
    .describe('K: user pairs; at most one for any two stations in different cities.'),
  slots: z.int().positive().max(100_000).default(10).describe('T: number of slots.'),
  slotSeconds: positive.default(20).describe('δ: length of a slot in seconds.'),
  paths: z.int().nonnegative().max(1000).default(5).describe('Real paths per demand and slot.'),
  virtualPaths: z.int().nonnegative().max(1000).default(5).describe('Virtual paths per demand and slot.'),
  subPaths: z.int().nonnegative().max(1000).default(2).describe('Sub-paths per storage pair and slot.'),
  storageCapacity: nonNegative.default(1500).describe('B_m of every satellite and platform, in pairs.'),
  capacityUnit: z
    .enum(['pairs-per-slot', 'pairs-per-second'])
    .default('pairs-per-slot')
    .describe('Unit of the drawn capacities.'),
  contactProbability: probability
    .default(1)
    .describe('Probability that a satellite sees a station or platform in a slot.'),
  fidelityTarget: z.number().gt(0.5).lt(1).default(0.9).describe('F^th: fidelity target of every demand.'),
  lengths: z
    .boolean()
    .optional()
    .describe('True: links state lengths and efficiencies, which the paper does not draw.'),
});

const paperOptions = paperSettings.refine(({ pairs, stations }) => pairs <= (stations / 2) ** 2, {
  path: ['pairs'],
  message: 'there are not that many pairs of stations in the two cities',
});

/** Any of the settings; missing ones take their defaults. */
export type PaperOptions = z.input<typeof paperOptions>;

/**
 * A random instance of the evaluation of Zhang et al. (arXiv 2409.13517): two cities of base stations, platforms above
 * them, satellites over all. The paper states the default sizes, free-space capacities U[200,1400], ground links
 * U[400,1600] and fidelities U[0.96,0.99]; docs/decisions explains how we chose the list of links.
 *
 * Every link draws from its own random streams, so another storage capacity, number of pairs or number of slots changes
 * nothing else, and a longer horizon begins like a shorter one.
 * @throws InputError if an option is out of range
 */
export function generatePaper(options: PaperOptions = {}): ScenarioInput {
  const settings = paperOptions.safeParse(options);
  if (!settings.success) {
    throw new InputError(explainShape(paperOptions, options, settings.error.issues).map(issueOf));
  }
  const { seed, satellites, haps, stations, pairs, slots, ...chosen } = settings.data;
  const perCity = stations / 2;
  const nodes = [
    ...named('satellite', satellites, (i) => `sat${i + 1}`),
    ...named('aerial', haps, (i) => `hap${i + 1}`),
    ...named('ground', perCity, (i) => stationName(0, i)),
    ...named('ground', perCity, (i) => stationName(1, i)),
  ];
  return {
    satqn: 1,
    name: `paper, seed ${seed}`,
    description: `The setting of the paper's evaluation: ${satellites} satellites, ${haps} platforms, ${stations} base stations in two cities, ${pairs} user pairs.`,
    seed,
    horizon: { slots, slotSeconds: chosen.slotSeconds },
    capacityUnit: chosen.capacityUnit,
    nodes: nodes.map(({ id, kind }) => ({ id, kind })),
    links: linksAmong({ satellites, haps, perCity, seed }).map(([a, b]) => {
      const className = linkClassOf(a.kind, b.kind);
      const id = `${a.id}~${b.id}`;
      const [least, most] = className === 'G2G' ? [400, 1600] : [200, 1400];
      const capacity = randomStream(seed, `capacity ${id}`);
      const contact = randomStream(seed, `contact ${id}`);
      const passing = className === 'S2A' || className === 'S2G';
      return {
        id,
        ends: [a.id, b.id],
        capacity: Array.from({ length: slots }, () => {
          const drawn = least + (most - least) * capacity();
          return passing && contact() >= chosen.contactProbability ? 0 : drawn;
        }),
        fidelity: 0.96 + 0.03 * randomStream(seed, `fidelity ${id}`)(),
        ...(chosen.lengths ? drawnBudget(className, randomStream(seed, `length ${id}`)) : {}),
      };
    }),
    storage: { kinds: { satellite: chosen.storageCapacity, aerial: chosen.storageCapacity } },
    demands: Array.from({ length: pairs }, (_, i) => {
      // Station i of one city with station i of the other; in each further round the partner shifts by one.
      const partner = (i + Math.floor(i / perCity)) % perCity;
      return {
        source: stationName(0, i % perCity),
        destination: stationName(1, partner),
        fidelityTarget: chosen.fidelityTarget,
      };
    }),
    paths: { realPaths: chosen.paths, virtualPaths: chosen.virtualPaths, subPaths: chosen.subPaths },
    purification: { protocol: 'dejmps' },
  };
}

/** Least and greatest length of the links of a class, km: what altitudes from 500 to 1200 km and 20 km allow. */
const LENGTHS_KM: Readonly<Record<LinkClass, readonly [number, number]>> = {
  S2S: [1000, 4000],
  S2A: [600, 2000],
  A2A: [50, 400],
  S2G: [600, 2000],
  A2G: [20, 150],
  G2G: [5, 50],
};

/** Ours: a uniform length, and an efficiency from 0.001 to 0.01, of which every power is as likely; fibre on the ground. */
function drawnBudget(linkClass: LinkClass, draw: () => number) {
  const [least, most] = LENGTHS_KM[linkClass];
  const lengthKm = least + (most - least) * draw();
  const efficiency = 10 ** (draw() - 3);
  return { lengthKm, efficiency, ...(linkClass === 'G2G' ? { medium: 'fibre' as const } : {}) };
}

const stationName = (city: number, index: number): string => `c${city + 1}-${index + 1}`;

const named = (kind: NodeKind, count: number, name: (index: number) => string): NetworkNode[] =>
  Array.from({ length: count }, (_, i) => ({ id: name(i), kind }));

type Ends = readonly [NetworkNode, NetworkNode];

/** The list of links; thresholds and probabilities are our choices, since the paper does not print its own. */
function linksAmong(sizes: {
  readonly satellites: number;
  readonly haps: number;
  readonly perCity: number;
  readonly seed: number;
}): Ends[] {
  const sats = named('satellite', sizes.satellites, (i) => `sat${i + 1}`);
  const haps = named('aerial', sizes.haps, (i) => `hap${i + 1}`);
  const cities = [0, 1].map((city) => named('ground', sizes.perCity, (i) => stationName(city, i)));
  const drawn =
    (probability: number) =>
    ([a, b]: Ends) =>
      probability >= 1 || randomStream(sizes.seed, `link ${a.id}~${b.id}`)() < probability;
  return [
    ...(sats.length <= 4 ? allPairs(sats) : ring(sats)),
    ...(haps.length <= 4 ? allPairs(haps) : chain(haps)),
    ...between(sats, haps).filter(drawn(sats.length * haps.length <= 8 ? 1 : 0.5)),
    ...between(sats, cities.flat()).filter(drawn(sats.length <= 2 ? 1 : 2.5 / sats.length)),
    ...haps.flatMap((hap, i) => between([hap], cities[i % 2]!)),
    ...cities.flatMap((city) => {
      if (city.length <= 3) return allPairs(city);
      const around = ring(city);
      const neighbours = new Set(around.map(([a, b]) => `${a.id}~${b.id}`));
      const others = allPairs(city).filter(
        ([a, b]) => !neighbours.has(`${a.id}~${b.id}`) && !neighbours.has(`${b.id}~${a.id}`),
      );
      return [...around, ...others.filter(drawn(0.2))];
    }),
  ];
}

const between = (left: readonly NetworkNode[], right: readonly NetworkNode[]): Ends[] =>
  left.flatMap((a) => right.map((b): Ends => [a, b]));
const allPairs = (nodes: readonly NetworkNode[]): Ends[] =>
  nodes.flatMap((a, i) => nodes.slice(i + 1).map((b): Ends => [a, b]));
const chain = (nodes: readonly NetworkNode[]): Ends[] => nodes.slice(1).map((b, i): Ends => [nodes[i]!, b]);
const ring = (nodes: readonly NetworkNode[]): Ends[] => [...chain(nodes), [nodes.at(-1)!, nodes[0]!]];
