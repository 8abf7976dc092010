import type { Problem } from '../domain/problem.ts';
import { type Layout, offsetsOf } from './layout.ts';

/** What a catalogue consists of; each is the sum over all demands and storage pairs. */
export interface CatalogueCounts {
  readonly paths: number;
  readonly subPaths: number;
  /** Paths, slot by slot in which they are usable. */
  readonly offers: number;
  /** Sub-paths, slot by slot in which they can be filled. */
  readonly fills: number;
  /** Demands, slot by slot. */
  readonly demandSlots: number;
  /** Characters of the ids of paths and sub-paths, and their hops. */
  readonly characters: number;
  readonly hops: number;
}

/** Objects and their place in a list that grows, as Node.js keeps them on 64 bits: a number with a fraction has its own. */
const BYTES = {
  path: 450,
  /** Also an edge of the virtual graph, and a stock. */
  subPath: 800,
  character: 1,
  /** An entry of the lists of hops and of nodes. */
  hop: 16,
  offer: 160,
  fill: 115,
  /** Weight and reach. */
  demandSlot: 16,
} as const;

/** The checker's own offers and fills, the columns with what they use, and what the first plan takes of each. */
const BYTES_TO_PLAN = { offer: 160 + 130 + 300, fill: 115 + 110 } as const;

export function countCatalogue({ demands, storagePairs, topology }: Problem): CatalogueCounts {
  const paths = demands.flatMap((demand) => demand.paths);
  const subPaths = storagePairs.flatMap((pair) => pair.subPaths);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const all = [...paths, ...subPaths];
  return {
    paths: paths.length,
    subPaths: subPaths.length,
    offers: sum(paths.map(({ offers }) => offers.length)),
    fills: sum(subPaths.map(({ fills }) => fills.length)),
    demandSlots: demands.length * topology.slotCount,
    characters: sum(all.map(({ id }) => id.length)),
    hops: sum(all.map(({ hops }) => hops.length)),
  };
}

/** The memory of a catalogue, at the peak of listing and rating it. */
export const catalogueBytes = (counts: CatalogueCounts): number =>
  counts.paths * BYTES.path +
  counts.subPaths * BYTES.subPath +
  counts.characters * BYTES.character +
  counts.hops * BYTES.hop +
  counts.offers * BYTES.offer +
  counts.fills * BYTES.fill +
  counts.demandSlots * BYTES.demandSlot;

/** The memory that a plan takes beside its catalogue before anything is solved, however it is solved. */
export const bytesToPlan = ({ offers, fills }: CatalogueCounts): number =>
  offers * BYTES_TO_PLAN.offer + fills * BYTES_TO_PLAN.fill;

export interface ProgramSize {
  readonly columns: number;
  readonly bytes: number;
}

/** Names and entries of the program, and the solver's copy, per column. */
const BYTES_PER_COLUMN = 1500;

/**
 * The memory that the program over all slots takes: every sub-path has a stock in every slot, which outnumbers
 * everything else over a long horizon.
 */
export function programSize(layout: Layout): ProgramSize {
  const columns = offsetsOf(layout, true).count;
  return { columns, bytes: columns * BYTES_PER_COLUMN };
}
