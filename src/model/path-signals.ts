/** When the news of a path arrives in a slot, how its halves age until then, and which modes they take meanwhile. */
import { capacityAsRate, positionInSlot, type SlotLinks, type Topology } from '../domain/network.ts';
import { type Hop, ownLinks } from '../domain/problem.ts';
import { partnerWaitSeconds } from '../physics/ageing.ts';
import { type LinkWaits, linkWaits } from '../physics/heralding.ts';
import { type Signalling, signalSeconds } from '../physics/latency.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { coherenceAt, plansSignals } from '../scenario/signals.ts';
import { type MessageNetwork, messageNetwork } from './message-network.ts';
import { type MessageLoad, pathMessages } from './path-messages.ts';

export type SignalSections = Pick<
  Scenario,
  'nodes' | 'stations' | 'platforms' | 'satellites' | 'demands' | 'hardware' | 'classical'
>;

/** A path as far as signals go: its nodes by name, and its hops. */
interface SignalledPath {
  readonly nodes: readonly string[];
  readonly hops: readonly Hop[];
}

export interface PathSignals {
  /** The slowest herald of its own links, s; 0 without any. */
  readonly heraldSeconds: number;
  readonly signalling: Signalling;
  /** Factor on the Werner parameter that is left when the results of swaps are known. */
  readonly kept: number;
  /** The same for every round of purification. */
  readonly keptPerRound: number;
  /**
   * Mode-seconds of each node with limited modes per base pair.
   * @param endSeconds how long the ends of the path hold their halves once all its hops have pairs; null hands them over to
   * a stock at once
   */
  modeSeconds(endSeconds: number | null): ReadonlyMap<number, number>;
  /** Its messages, per pair that takes so many base pairs and tests of purification. */
  messages(cost: number, tests: number): readonly MessageLoad[];
  /** The ways that messages take in the slot. */
  readonly network: MessageNetwork;
}

/** The signals of a path in the slot; null if messages cannot pass between its nodes. */
type SlotSignals = (path: SignalledPath) => PathSignals | null;

/** Reads the signals of one slot after another; null if the scenario states nothing that depends on them. */
export function signalReader(
  scenario: SignalSections,
  topology: Topology,
): ((slot: number) => SlotSignals) | null {
  if (!plansSignals(scenario)) return null;
  const indexOf = new Map(topology.nodes.map(({ id }, node) => [id, node]));
  const perCoherence = Float64Array.from(
    topology.nodes,
    ({ id, kind }) => 1 / coherenceAt(scenario, id, kind),
  );
  const isLimited = Uint8Array.from(topology.nodes, ({ memoryModes }) => Number(memoryModes !== undefined));
  const { measurementSeconds = 0, processingSeconds = 0 } = scenario.hardware ?? {};
  return (slot) => {
    const links = topology.slots[slot]!;
    const network = messageNetwork(scenario, topology, links, indexOf);
    const known = new Map<number, LinkWaits>();
    const waitsOf = (link: number): LinkWaits => {
      const waits = known.get(link) ?? waitsIn(topology, links, link);
      known.set(link, waits);
      return waits;
    };
    return ({ nodes, hops }) => {
      const own = ownLinks(hops);
      const at = nodes.map((id) => indexOf.get(id)!);
      const [source, destination] = [at[0]!, at.at(-1)!];
      const wait = partnerWaitSeconds(own.length, slowest(topology, links, own));
      const signalling = signallingOf(at, network.delay, { measurementSeconds, processingSeconds });
      if (!Number.isFinite(signalling.swapSeconds) || !Number.isFinite(signalling.roundSeconds)) return null;
      const perEnds = perCoherence[source]! + perCoherence[destination]!;
      let ageing = signalling.swapSeconds * perEnds;
      let heraldSeconds = 0;
      for (const link of own) {
        const { agesSeconds, heraldSeconds: herald } = waitsOf(link);
        heraldSeconds = Math.max(heraldSeconds, herald);
        topology.links[link]!.ends.forEach((end, side) => {
          ageing += (agesSeconds[side]! + wait) * perCoherence[indexOf.get(end)!]!;
        });
      }
      return {
        heraldSeconds,
        signalling,
        kept: Math.exp(-ageing),
        keptPerRound: Math.exp(-signalling.roundSeconds * perEnds),
        network,
        messages: (cost, tests) => pathMessages(network, topology, indexOf, { nodes, hops }, { cost, tests }),
        modeSeconds(endSeconds) {
          const seconds = new Map<number, number>();
          const add = (node: number, amount: number) => {
            if (isLimited[node] === 1 && amount > 0) seconds.set(node, (seconds.get(node) ?? 0) + amount);
          };
          const released = (node: number, waited: number): number => {
            if (node !== source && node !== destination) return waited + measurementSeconds;
            return endSeconds === null ? waited : waited + endSeconds;
          };
          hops.forEach((hop, position) => {
            if (hop.kind === 'stored') {
              // Until it is drawn, it counts in the stock.
              for (const node of [at[position]!, at[position + 1]!]) add(node, released(node, 0));
              return;
            }
            const { modeSeconds, heldSeconds } = waitsOf(hop.link);
            topology.links[hop.link]!.ends.forEach((end, side) => {
              const node = indexOf.get(end)!;
              add(node, modeSeconds[side]! + heldSeconds[side]! + released(node, wait));
            });
          });
          return seconds;
        },
      };
    };
  };
}

/** t_p with a number of rounds, s. */
export const latencyOf = ({ heraldSeconds, signalling }: PathSignals, rounds: number): number =>
  heraldSeconds + signalSeconds(signalling, rounds);

/** Least capacity of the own links, pairs/s. */
function slowest(topology: Topology, links: SlotLinks, own: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const link of own) least = Math.min(least, links.capacity[positionInSlot(links, link)] ?? 0);
  return capacityAsRate(least, topology);
}

function waitsIn({ links }: Topology, slot: SlotLinks, link: number): LinkWaits {
  const { arms } = slot;
  const at = positionInSlot(slot, link);
  if (arms === undefined || at < 0) throw new Error(`the arms of link ${links[link]!.id} are not known here`);
  const { emitter, source = emitter === null ? 'middle' : 'end', preparationSeconds = 0 } = links[link]!;
  return linkWaits({
    source,
    delaysSeconds: [arms.firstDelay[at]!, arms.secondDelay[at]!],
    efficiencies: [arms.firstEfficiency[at]!, arms.secondEfficiency[at]!],
    captured: arms.captured[at]!,
    preparationSeconds,
  });
}

/** The delays of news along a path; Infinity where it does not get through. */
function signallingOf(
  nodes: readonly number[],
  delayBetween: (from: number, to: number) => number,
  { measurementSeconds, processingSeconds }: { measurementSeconds: number; processingSeconds: number },
): Signalling {
  const [source, destination] = [nodes[0]!, nodes.at(-1)!];
  let news = 0;
  for (const node of nodes.slice(1, -1)) {
    news = Math.max(news, delayBetween(source, node), delayBetween(destination, node));
  }
  return {
    swapSeconds: nodes.length > 2 ? measurementSeconds + news : 0,
    roundSeconds: delayBetween(source, destination) + processingSeconds,
  };
}
