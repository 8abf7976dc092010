/** How much memory a scenario will take, from the network and the paths of a few of its slots. */
import type { Topology } from '../domain/network.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import { sampleProblem } from '../model/build-problem.ts';
import { bytesToPlan, type CatalogueCounts, catalogueBytes, countCatalogue } from '../model/size.ts';
import { countNetwork, type NetworkCounts, networkBytes } from '../orbit/size.ts';
import { buildTopology } from '../orbit/topology.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

interface PlanningSize {
  /** Offers and fills: what a plan chooses from, slot by slot. */
  readonly columns: number;
  /** The most that is held until the paths are listed: network and catalogue. */
  readonly listingBytes: number;
  /** The most that a plan takes, with room for the garbage collector. */
  readonly bytes: number;
}

export interface SizeEstimate {
  readonly storagePairs: number;
  /** By the number of slots. */
  readonly of: (slots: number) => PlanningSize;
}

/** A few slots of a network, in runs of slots that follow each other. */
interface NetworkSample {
  readonly topology: Topology;
  readonly runLength: number;
}

/** At most so many runs of so many slots are looked at, and one in eight slots of a horizon that is not short. */
const MOST_RUNS = 16;
const LONGEST_RUN = 4;
const SLOTS_PER_SAMPLED = 8;
const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;
/** A garbage collector needs room to work in. */
const HEADROOM = 1.25;
/** Shorter horizons are looked at as a whole. */
const FEW_SLOTS = 4;

export function sampleNetwork(scenario: Scenario): NetworkSample {
  const { only, runLength } = sampledSlots(scenario.horizon.slots);
  return { topology: buildTopology(scenario, { only }), runLength };
}

/** The same few slots of a network that is built. */
export function sampleOf(topology: Topology): NetworkSample {
  const { only, runLength } = sampledSlots(topology.slotCount);
  return { topology: within(topology, only), runLength };
}

/**
 * An even number of runs. Their distances are those of multiples of the golden ratio, which keep out of step with days
 * and orbits.
 */
function sampledSlots(slots: number): { readonly only: readonly number[]; readonly runLength: number } {
  const runs =
    slots <= FEW_SLOTS ? slots : Math.min(MOST_RUNS, 4 * Math.ceil(slots / (4 * SLOTS_PER_SAMPLED)));
  const runLength = Math.max(1, Math.min(LONGEST_RUN, Math.floor(slots / runs / SLOTS_PER_SAMPLED)));
  const firsts = Array.from({ length: runs }, (_, run) =>
    slots === runs ? run : Math.floor((((run + 0.5) * GOLDEN_RATIO) % 1) * (slots - runLength)),
  ).sort((a, b) => a - b);
  return {
    only: firsts.flatMap((first) => Array.from({ length: runLength }, (_, i) => first + i)),
    runLength,
  };
}

/**
 * The memory by the number of slots. What slots have in common shows in how much more the whole sample has than parts
 * of it: links, paths and their uses are taken to go on growing by the same factor whenever the number of slots doubles.
 */
export function estimateSize(
  scenario: Scenario,
  sample: NetworkSample,
  schemes: readonly SchemeName[],
): SizeEstimate {
  const { topology } = sample;
  const isAll = topology.slotCount === scenario.horizon.slots;
  const problem = sampleProblem(scenario, topology, schemes);
  const whole = { network: countNetwork(topology), catalogue: countCatalogue(problem) };
  // Few links are met again and again; paths are new for longer, so smaller parts tell more about them.
  const networks = isAll ? [] : parted(sample, 2).map(countNetwork);
  const catalogues = isAll
    ? []
    : parted(sample, 4).map((part) => countCatalogue(sampleProblem(scenario, part, schemes)));
  const listed = ({ paths, subPaths }: CatalogueCounts) => paths + subPaths;
  return {
    storagePairs: problem.storagePairs.length,
    of(slots) {
      const scale = slots / topology.slotCount;
      const ofNetwork = (key: keyof NetworkCounts) =>
        grown(
          whole.network[key],
          networks.map((part) => part[key]),
          scale,
          2,
        );
      const network = {
        ...scaled(whole.network, scale),
        nodes: whole.network.nodes,
        met: ofNetwork('met'),
        links: ofNetwork('links'),
      };
      const of = (key: keyof CatalogueCounts, most: number) =>
        grown(
          whole.catalogue[key],
          catalogues.map((part) => part[key]),
          scale,
          most,
        );
      const [paths, subPaths] = [of('paths', 2), of('subPaths', 2)];
      const longer = (paths + subPaths) / Math.max(1, listed(whole.catalogue));
      const catalogue = {
        ...scaled(whole.catalogue, longer),
        paths,
        subPaths,
        offers: Math.min(of('offers', 4), paths * slots),
        fills: Math.min(of('fills', 4), subPaths * slots),
        demandSlots: whole.catalogue.demandSlots * scale,
      };
      const { building, built } = networkBytes(network);
      const listing = built + catalogueBytes(catalogue);
      return {
        columns: catalogue.offers + catalogue.fills,
        listingBytes: Math.max(building, listing),
        bytes: HEADROOM * Math.max(building, listing + bytesToPlan(catalogue)),
      };
    },
  };
}

/**
 * A count of a sample continued to `scale` times as many slots.
 * @param parts the counts of equal parts of the sample; if there are none, slots are taken to have nothing in common
 * @param most the largest factor by which it can grow if the number of slots doubles
 */
function grown(whole: number, parts: readonly number[], scale: number, most: number): number {
  if (parts.length === 0) return whole * scale;
  if (whole === 0) return 0;
  const mean = parts.reduce((sum, part) => sum + part, 0) / parts.length;
  const factor = (whole / mean) ** (1 / Math.log2(parts.length));
  return whole * Math.min(most, Math.max(1, factor)) ** Math.log2(scale);
}

const scaled = <Counts extends Readonly<Record<keyof Counts, number>>>(
  counts: Counts,
  scale: number,
): Counts =>
  Object.fromEntries(Object.entries<number>(counts).map(([key, count]) => [key, count * scale])) as Counts;

/** The sample in parts, each with every so-manyth run. */
const parted = ({ topology, runLength }: NetworkSample, count: number): Topology[] =>
  Array.from({ length: count }, (_, part) =>
    within(
      topology,
      topology.slots.flatMap((_slot, position) =>
        Math.floor(position / runLength) % count === part ? [position] : [],
      ),
    ),
  );

const within = (topology: Topology, positions: readonly number[]): Topology => ({
  ...topology,
  slots: positions.map((position) => topology.slots[position]!),
  slotCount: positions.length,
});
