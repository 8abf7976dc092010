import type { MemoryModel } from './memory.ts';
import type { Topology } from './network.ts';

/**
 * The resolved problem: topology plus path catalogue, everything that the model of the paper
 * needs and nothing else. Slots are indices 0..T−1; stocks have T+1 values.
 */
export interface Problem {
  readonly topology: Topology;
  readonly storageNodes: readonly StorageNode[];
  readonly storagePairs: readonly StoragePair[];
  readonly demands: readonly Demand[];
  readonly memory: MemoryModel;
}

/** m ∈ M with B_m in EPR pairs. */
export interface StorageNode {
  readonly node: string;
  readonly capacity: number;
}

/** n = {m1, m2} ∈ N. */
export interface StoragePair {
  readonly id: string;
  readonly ends: readonly [string, string];
  /** B = min(B_m1, B_m2). */
  readonly capacity: number;
  readonly subPaths: readonly SubPath[];
}

/** One hop of a path: an own real link, or a virtual link (n, p_m) served from stock. */
export type Hop =
  | { readonly kind: 'link'; readonly link: number }
  | { readonly kind: 'stored'; readonly pair: number; readonly subPath: number };

/** p_m ∈ P^H_n: a path along which a storage pair fills, with a stock of its own. */
export interface SubPath {
  /** Unique within the pair: its hop names joined by `+`; stable across runs. */
  readonly id: string;
  /** Nodes visited in the virtual graph, from `ends[0]` to `ends[1]` of the pair. */
  readonly nodes: readonly string[];
  readonly hops: readonly Hop[];
  /** z^1 in pairs, and its stated fidelity (null without an initial stock). */
  readonly initialStock: number;
  readonly initialFidelity: number | null;
  /** Slots in which it can be filled, ascending. */
  readonly fills: readonly Fill[];
}

export interface Fill {
  readonly slot: number;
  /** Base pairs of each own link (and stored pairs of a nested virtual link) per filled pair. */
  readonly cost: number;
  /** F^t of the pair put in store. */
  readonly fidelity: number;
  /** Most that can be filled: min over own links of C^t/cost, as a rate in pairs/s. */
  readonly rateCap: number;
  /** Per filled pair, at nodes with limited modes; absent if there are none. */
  readonly modes?: readonly ModeUse[];
  /** Per filled pair, along classical links with limited traffic; absent if there are none. */
  readonly messages?: readonly MessageUse[];
}

/** Messages along one direction of a classical link. */
export interface MessageUse {
  /** Index into `Topology.messageWays`. */
  readonly way: number;
  /** Bits per delivered or filled pair. */
  readonly bits: number;
}

/** What a pair takes of the memory modes of a node, by its index, in flight and held. */
export interface ModeUse {
  readonly node: number;
  /** Mode-seconds per delivered or filled pair; times pairs/s, modes. */
  readonly seconds: number;
}

/** How far a demand gets in a slot, the best of its paths counting; all but the last explain a slot without service. */
export const REACHES = [
  'no-contact',
  'fidelity-out-of-reach',
  'messages-out-of-reach',
  'latency-out-of-reach',
  'usable',
] as const;
export type Reach = (typeof REACHES)[number];

/** k ∈ K. */
export interface Demand {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
  /** α^t_k ≥ 0, one per slot. */
  readonly weight: readonly number[];
  /** F^th_k. */
  readonly fidelityTarget: number;
  /** C7, pairs/s; 0 = no minimum. */
  readonly minimumRate: number;
  /** P^H_k ∪ P^U_k, the union over slots. */
  readonly paths: readonly Path[];
  /** One entry per slot. */
  readonly reach: readonly Reach[];
}

/** p ∈ P^H_k ∪ P^U_k. */
export interface Path {
  /** Unique within the demand: its hop names joined by `+`; stable across runs. */
  readonly id: string;
  /** Nodes visited in the virtual graph, source first. */
  readonly nodes: readonly string[];
  readonly hops: readonly Hop[];
  /** Slots in which the path is usable, ascending: one (x, y) column each. */
  readonly offers: readonly Offer[];
}

/** Path p of demand k in slot t, if it is usable. */
export interface Offer {
  readonly slot: number;
  /** F^t_p of f(p), before purification. */
  readonly fidelity: number;
  /** Fidelity after purification, ≥ F^th. */
  readonly deliveredFidelity: number;
  /** g^t_p: base pairs per delivered pair, including losses of swaps. */
  readonly cost: number;
  /** Y^{t,max}_{k,p}, pairs/s, > 0. */
  readonly rateCap: number;
  /** What follows from signals; absent if the scenario states nothing that depends on them. */
  readonly signals?: OfferSignals;
}

interface OfferSignals {
  /** t_p, from the beginning of an attempt until the pair may be used at both ends, s. */
  readonly latencySeconds: number;
  /** R, rounds of purification. */
  readonly rounds: number;
  /** Per delivered pair, at nodes with limited modes. */
  readonly modes: readonly ModeUse[];
  /** Per delivered pair, along classical links with limited traffic; absent if there are none. */
  readonly messages?: readonly MessageUse[];
}

/** A virtual link (n, p_m), by indices into a problem. */
export interface VirtualLink {
  readonly pair: number;
  readonly subPath: number;
}

/** p_m of a virtual link. */
export const subPathOf = (
  { storagePairs }: Pick<Problem, 'storagePairs'>,
  { pair, subPath }: VirtualLink,
): SubPath => storagePairs[pair]!.subPaths[subPath]!;

/** A path of a demand. */
export const pathOf = (
  { demands }: Pick<Problem, 'demands'>,
  { demand, path }: { readonly demand: number; readonly path: number },
): Path => demands[demand]!.paths[path]!;

/** The real links of a path; asked for so often that an array for each hop would be noticed. */
export function ownLinks(hops: readonly Hop[]): number[] {
  const links: number[] = [];
  for (const hop of hops) if (hop.kind === 'link') links.push(hop.link);
  return links;
}

type StoredHop = Extract<Hop, { kind: 'stored' }>;

export function storedHops(hops: readonly Hop[]): StoredHop[] {
  const stored: StoredHop[] = [];
  for (const hop of hops) if (hop.kind === 'stored') stored.push(hop);
  return stored;
}

/** Slots that C7 exempts: the demand has a minimum rate, but no usable path there. */
export function exemptSlots({
  demands,
}: {
  readonly demands: readonly Pick<Demand, 'id' | 'minimumRate' | 'reach'>[];
}): { demand: string; slot: number }[] {
  return demands.flatMap(({ id, minimumRate, reach }) =>
    minimumRate === 0
      ? []
      : reach.flatMap((state, slot) => (state === 'usable' ? [] : [{ demand: id, slot }])),
  );
}
