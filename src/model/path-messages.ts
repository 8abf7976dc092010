/** The classical messages of a path, way by way (ours). */
import type { Topology } from '../domain/network.ts';
import type { Hop } from '../domain/problem.ts';
import { controlTraffic } from '../physics/control-traffic.ts';
import type { MessageNetwork } from './message-network.ts';

/** Bits per delivered or filled pair that pass a way in one direction. */
export interface MessageLoad {
  /** Index in the network of the slot. */
  readonly way: number;
  readonly isForward: boolean;
  readonly heralds: number;
  readonly swaps: number;
  readonly purification: number;
}

type Kind = 'heralds' | 'swaps' | 'purification';

/** A pair of a path: how many base pairs it takes, and how many tests of purification. */
interface Pair {
  readonly cost: number;
  readonly tests: number;
}

/**
 * Each base pair is heralded along its link: from the end that receives to the one that emits, or both ways where no end emits.
 * What a swap gave goes to both ends of the path, what a test gave from either end to the other.
 */
export function pathMessages(
  network: MessageNetwork,
  { links }: Pick<Topology, 'links'>,
  indexOf: ReadonlyMap<string, number>,
  { nodes, hops }: { readonly nodes: readonly string[]; readonly hops: readonly Hop[] },
  { cost, tests }: Pair,
): MessageLoad[] {
  const bits = controlTraffic({ basePairsPerSecond: cost, pairsPerSecond: 1, testsPerPair: tests });
  const loads = new Map<string, { way: number; isForward: boolean } & Record<Kind, number>>();
  /** Along the way from `root`, or back to it, so that a message and its answer take the same one. */
  const send = (root: number, node: number, isToRoot: boolean, kind: Kind, amount: number) => {
    for (const { way, isForward } of network.waysBetween(root, node)) {
      const direction = isForward !== isToRoot;
      const key = `${way} ${direction}`;
      const load = loads.get(key) ?? { way, isForward: direction, heralds: 0, swaps: 0, purification: 0 };
      load[kind] += amount;
      loads.set(key, load);
    }
  };
  for (const hop of hops) {
    if (hop.kind === 'stored') continue;
    const { ends, emitter } = links[hop.link]!;
    const [first, second] = [indexOf.get(ends[0])!, indexOf.get(ends[1])!];
    if (emitter !== ends[1]) send(first, second, true, 'heralds', bits.heraldsPerLink);
    if (emitter !== ends[0]) send(first, second, false, 'heralds', bits.heraldsPerLink);
  }
  const at = nodes.map((node) => indexOf.get(node)!);
  const [source, destination] = [at[0]!, at.at(-1)!];
  for (const node of at.slice(1, -1)) {
    send(source, node, true, 'swaps', bits.swapResultsToEachEnd);
    send(destination, node, true, 'swaps', bits.swapResultsToEachEnd);
  }
  if (tests > 0) {
    send(source, destination, false, 'purification', bits.purificationEachWay);
    send(source, destination, true, 'purification', bits.purificationEachWay);
  }
  return [...loads.values()];
}
