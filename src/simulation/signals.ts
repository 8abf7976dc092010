/** How long news takes, which whoever starts a simulation reads off the network. */
import type { PlannedHop } from '../domain/plan.ts';
import type { LinkWaits } from '../physics/heralding.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Signals of one slot. */
export interface SlotSignals {
  /** One way along a link, by its index in the topology, s; NaN if its length is unknown. */
  delayOf(link: number): number;
  /** Herald of a link, ages of both halves when it is there, and what attempts and successes take of modes until then; NaN if unknown. */
  waitsOf(link: number): LinkWaits;
  /** η of a link; NaN if unknown. */
  efficiencyOf(link: number): number;
  /** Between two nodes, s; NaN if no way of known length joins them. */
  delayBetween(from: string, to: string): number;
}

/** Read slot by slot: what it gave for the slot before is no longer valid. */
export type SignalReader = (slot: number) => SlotSignals;

/** News of swaps and of rounds along a path, s; NaN if unknown, 0 where there is no news. */
export function newsOf(
  { nodes, hops }: { readonly nodes: readonly string[]; readonly hops: readonly PlannedHop[] },
  rounds: number,
  { delayBetween }: SlotSignals,
  { measurementSeconds = 0, processingSeconds = 0 }: NonNullable<Scenario['hardware']> = {},
): { readonly swapSeconds: number; readonly roundSeconds: number } {
  const [source, destination] = [nodes[0]!, nodes.at(-1)!];
  const news = nodes
    .slice(1, -1)
    .map((node) => Math.max(delayBetween(node, source), delayBetween(node, destination)));
  return {
    swapSeconds: hops.length > 1 ? measurementSeconds + Math.max(0, ...news) : 0,
    roundSeconds: rounds > 0 ? delayBetween(source, destination) + processingSeconds : 0,
  };
}

/** What is unknown counts as 0 s; `isLatencyKnown` of a flow says so. */
export const orNothing = (seconds: number): number => (Number.isNaN(seconds) ? 0 : seconds);
