/**
 * The checker's own account of news: when a pair of a path may be used, what its halves have lost until then, and which
 * memory modes they take. Shares nothing with model/ and physics/.
 */
import { capacityAsRate, positionInSlot, type Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { coherenceAt, plansSignals } from '../scenario/signals.ts';

const LIGHT_IN_BOTH_ARMS = 2;

/** Nodes in order, and between them the index of an own link, or null for a stored pair. */
export interface Walk {
  readonly nodes: readonly string[];
  readonly hops: readonly (number | null)[];
}

export interface Signals {
  /** Share of the distance from white noise that is left before purification, and of what is left after each round. */
  readonly kept: number;
  readonly keptPerRound: number;
  /** From the beginning of an attempt until the pair may be used after some rounds, s. */
  latencySeconds(rounds: number): number;
  /** Per base pair, for each node whose modes are limited. With `rounds` null, the ends put the pair in store at once. */
  modeSeconds(rounds: number | null): ReadonlyMap<string, number>;
}

/** Null if no message gets from one node to another that has to know. */
export type SignalReader = (walk: Walk, slot: number) => Signals | null;

/** Null if the scenario states nothing that depends on news. */
export function signalReader(scenario: Scenario, topology: Topology): SignalReader | null {
  if (!plansSignals(scenario)) return null;
  const delays = delayReader(scenario, topology);
  const coherence = new Map(topology.nodes.map(({ id, kind }) => [id, coherenceAt(scenario, id, kind)]));
  const isLimited = new Set(
    topology.nodes.flatMap(({ id, memoryModes }) => (memoryModes === undefined ? [] : [id])),
  );
  const { measurementSeconds: measuring = 0, processingSeconds: processing = 0 } = scenario.hardware ?? {};
  return ({ nodes, hops }, slot) => {
    const first = nodes[0]!;
    const last = nodes.at(-1)!;
    const fromFirst = delays(slot, first);
    const fromLast = delays(slot, last);
    const between = (from: ReadonlyMap<string, number>, node: string) => from.get(node) ?? Infinity;
    let news = 0;
    for (const node of nodes.slice(1, -1)) {
      news = Math.max(news, between(fromFirst, node), between(fromLast, node));
    }
    const afterSwaps = hops.length > 1 ? measuring + news : 0;
    const perRound = between(fromFirst, last) + processing;
    if (afterSwaps === Infinity || perRound === Infinity) return null;

    const own = hops.flatMap((link) => (link === null ? [] : [link]));
    const wait = waitForPartners(own, slot, topology);
    const waits = new Map(own.map((link) => [link, waitsOver(link, slot, topology)]));
    const forgets = (node: string, seconds: number) => seconds / coherence.get(node)!;
    let exponent = forgets(first, afterSwaps) + forgets(last, afterSwaps);
    for (const link of own) {
      for (const [side, node] of topology.links[link]!.ends.entries()) {
        exponent += forgets(node, waits.get(link)!.ages[side]! + wait);
      }
    }
    const slowestHerald = Math.max(0, ...own.map((link) => waits.get(link)!.herald));
    return {
      kept: Math.exp(-exponent),
      keptPerRound: Math.exp(-forgets(first, perRound) - forgets(last, perRound)),
      latencySeconds: (rounds) => slowestHerald + afterSwaps + rounds * perRound,
      modeSeconds(rounds) {
        const found = new Map<string, number>();
        const release = (node: string): number => {
          if (node !== first && node !== last) return measuring;
          return rounds === null ? 0 : afterSwaps + rounds * perRound;
        };
        const count = (node: string, seconds: number) => {
          if (isLimited.has(node) && seconds > 0) found.set(node, (found.get(node) ?? 0) + seconds);
        };
        hops.forEach((link, position) => {
          if (link === null) {
            for (const node of [nodes[position]!, nodes[position + 1]!]) count(node, release(node));
            return;
          }
          const { inFlight, until } = waits.get(link)!;
          for (const [side, node] of topology.links[link]!.ends.entries()) {
            count(node, inFlight[side]! + until[side]! + wait + release(node));
          }
        });
        return found;
      },
    };
  };
}

/** Time for which the halves of a link wait: per side, and until both ends know. */
interface Waits {
  /** Mode-seconds per pair while nobody knows yet, failures included. */
  readonly inFlight: readonly number[];
  /** How long what has succeeded waits for the other end to know. */
  readonly until: readonly number[];
  readonly ages: readonly number[];
  readonly herald: number;
}

function waitsOver(link: number, slot: number, { slots, links }: Topology): Waits {
  const { emitter, ends, source, preparationSeconds: preparing = 0 } = links[link]!;
  const inSlot = slots[slot]!;
  const at = positionInSlot(inSlot, link);
  const { firstDelay, secondDelay, firstEfficiency, secondEfficiency, captured } = inSlot.arms!;
  const delays = [firstDelay[at]!, secondDelay[at]!];
  const efficiencies = [firstEfficiency[at]!, secondEfficiency[at]!];
  const longer = Math.max(...delays);
  if (source === 'middle-measurement') {
    const toAndFro = LIGHT_IN_BOTH_ARMS * longer;
    const attempts = 2 / (efficiencies[0]! * efficiencies[1]! * captured[at]!);
    const inFlight = attempts * (preparing + toAndFro);
    return { inFlight: [inFlight, inFlight], until: [0, 0], ages: [toAndFro, toAndFro], herald: toAndFro };
  }
  // A photon at one end is known there once the other end has answered: over that end's arm, and back over both.
  const isKnownAt = [0, 1].map((side) => delays[side]! + LIGHT_IN_BOTH_ARMS * delays[1 - side]!);
  const isKnown = Math.max(...isKnownAt);
  return {
    inFlight: [0, 1].map((side) => {
      const attempts = 1 / (efficiencies[1 - side]! * captured[at]!);
      const prepares = emitter === ends[side] ? preparing : 0;
      return attempts * (prepares + LIGHT_IN_BOTH_ARMS * delays[1 - side]!);
    }),
    until: isKnownAt.map((known) => isKnown - known),
    ages: delays.map((delay) => isKnown - delay),
    herald: isKnown - Math.min(...delays),
  };
}

/** (1/2 + … + 1/J)/C with the J own links of a path, the slowest of which carries C pairs/s. */
function waitForPartners(own: readonly number[], slot: number, topology: Topology): number {
  if (own.length < 2) return 0;
  const inSlot = topology.slots[slot]!;
  const rates = own.map((link) => capacityAsRate(inSlot.capacity[positionInSlot(inSlot, link)]!, topology));
  const beyondTheFirst = own.slice(1).reduce((sum, _, index) => sum + 1 / (index + 2), 0);
  return beyondTheFirst / Math.min(...rates);
}

/** Delays of messages from a node to all others that they reach, by slot; remembered. */
function delayReader(
  { classical }: Scenario,
  { slots, links, nodes }: Topology,
): (slot: number, from: string) => ReadonlyMap<string, number> {
  const known = new Map<number, Map<string, Map<string, number>>>();
  const waysIn = (slot: number) => {
    const { link, arms } = slots[slot]!;
    const quantum = Array.from(link, (index, at) => ({
      ends: links[index]!.ends,
      seconds: arms!.firstDelay[at]! + arms!.secondDelay[at]!,
    })).filter(({ seconds }) => Number.isFinite(seconds));
    const stated = (classical?.links ?? []).map(({ ends, delayMs }) => ({ ends, seconds: delayMs / 1000 }));
    return [...quantum, ...stated];
  };
  const ways = new Map<number, ReturnType<typeof waysIn>>();
  const relayed = classical?.relay ? classical.relay.delayMs / 1000 : Infinity;
  const search = (slot: number, from: string): Map<string, number> => {
    const inSlot = ways.get(slot) ?? waysIn(slot);
    ways.set(slot, inSlot);
    const found = new Map([[from, 0]]);
    // Bellman and Ford: whatever got shorter may shorten its neighbours.
    for (let changes = true; changes; ) {
      changes = false;
      for (const { ends, seconds } of inSlot) {
        for (const [one, other] of [ends, [ends[1], ends[0]] as const]) {
          const through = (found.get(one) ?? Infinity) + seconds;
          if (through < (found.get(other) ?? Infinity)) {
            found.set(other, through);
            changes = true;
          }
        }
      }
    }
    if (relayed < Infinity) {
      for (const { id } of nodes) {
        if (id !== from) found.set(id, Math.min(relayed, found.get(id) ?? Infinity));
      }
    }
    return found;
  };
  return (slot, from) => {
    const inSlot = known.get(slot) ?? new Map<string, Map<string, number>>();
    known.set(slot, inSlot);
    const found = inSlot.get(from) ?? search(slot, from);
    inSlot.set(from, found);
    return found;
  };
}
