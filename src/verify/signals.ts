/**
 * The checker's own account of news: when a pair of a path may be used, what its halves have lost until then, and which
 * memory modes they take. Shares nothing with model/ and physics/.
 */
import { capacityAsRate, positionInSlot, type Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { coherenceAt, plansSignals } from '../scenario/signals.ts';
import { type MessageDelays, messageDelays } from './message-delays.ts';

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
  /** Bits per pair along each limited direction of a classical link, by its index; of so many base pairs and tests. */
  messages(cost: number, tests: number): ReadonlyMap<number, number>;
}

/** Null if no message gets from one node to another that has to know. */
export type SignalReader = (walk: Walk, slot: number) => Signals | null;

/** Null if the scenario states nothing that depends on news. */
export function signalReader(scenario: Scenario, topology: Topology): SignalReader | null {
  if (!plansSignals(scenario)) return null;
  const delays = messageDelays(scenario, topology);
  const sent = messageCounter(scenario, topology, delays);
  const coherence = new Map(topology.nodes.map(({ id, kind }) => [id, coherenceAt(scenario, id, kind)]));
  const isLimited = new Set(
    topology.nodes.flatMap(({ id, memoryModes }) => (memoryModes === undefined ? [] : [id])),
  );
  const { measurementSeconds: measuring = 0, processingSeconds: processing = 0 } = scenario.hardware ?? {};
  return ({ nodes, hops }, slot) => {
    const first = nodes[0]!;
    const last = nodes.at(-1)!;
    let news = 0;
    for (const node of nodes.slice(1, -1)) {
      news = Math.max(news, delays.between(slot, first, node), delays.between(slot, last, node));
    }
    const afterSwaps = hops.length > 1 ? measuring + news : 0;
    const perRound = delays.between(slot, first, last) + processing;
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
      messages: (cost, tests) => sent({ nodes, hops }, slot, cost, tests),
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

const HERALD_BITS = 96;
const SWAP_BITS = 130;
const TEST_BITS = 65;

/**
 * Bits of a pair along classical links that limit them. A message and its answer take the same way, which is decided from the
 * first end of a link, from an end of the path, or from its source.
 */
function messageCounter({ classical }: Scenario, { links }: Topology, delays: MessageDelays) {
  const limited = new Map<number, number>();
  (classical?.links ?? []).forEach(({ bitsPerSecond }, place) => {
    if (bitsPerSecond !== undefined) limited.set(place, 2 * limited.size);
  });
  return ({ nodes, hops }: Walk, slot: number, cost: number, tests: number): ReadonlyMap<number, number> => {
    const bits = new Map<number, number>();
    if (limited.size === 0) return bits;
    const send = (root: string, node: string, isFromRoot: boolean, amount: number) => {
      for (const { stated, isForward } of delays.passed(slot, root, node)) {
        const way = limited.get(stated);
        if (way === undefined) continue;
        const direction = isForward === isFromRoot ? way : way + 1;
        bits.set(direction, (bits.get(direction) ?? 0) + amount);
      }
    };
    for (const link of hops) {
      if (link === null) continue;
      const { ends, emitter } = links[link]!;
      // The end that receives tells the one that emits; without such an end, each tells the other.
      if (emitter !== ends[1]) send(...ends, false, HERALD_BITS * cost);
      if (emitter !== ends[0]) send(...ends, true, HERALD_BITS * cost);
    }
    const [first, last] = [nodes[0]!, nodes.at(-1)!];
    for (const node of nodes.slice(1, -1)) {
      for (const end of [first, last]) send(end, node, false, SWAP_BITS * cost);
    }
    for (const isFromRoot of [true, false]) if (tests > 0) send(first, last, isFromRoot, TEST_BITS * tests);
    return bits;
  };
}
