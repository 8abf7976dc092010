/** The checker's own routes of messages, by Bellman and Ford. */
import type { Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** A quantum link in contact, or a stated classical link; `stated` is its place in the scenario. */
interface Way {
  readonly ends: readonly [string, string];
  readonly seconds: number;
  readonly stated: number | null;
}

interface Distance {
  readonly seconds: number;
  readonly hops: number;
}

/** A classical link of the scenario that a message passes, and whether from its first end to its second. */
interface Passed {
  readonly stated: number;
  readonly isForward: boolean;
}

export interface MessageDelays {
  /** One way, s; Infinity if no message gets there. */
  between(slot: number, from: string, to: string): number;
  /** The classical links of the scenario that a message between two nodes passes; what it takes is decided from `from`. */
  passed(slot: number, from: string, to: string): readonly Passed[];
}

export function messageDelays({ classical }: Scenario, { slots, links }: Topology): MessageDelays {
  const relayed = classical?.relay ? classical.relay.delayMs / 1000 : Infinity;
  const waysOf = remember((slot: number): Way[] => {
    const { link, arms } = slots[slot]!;
    const quantum = Array.from(link, (index, at) => ({
      ends: links[index]!.ends,
      seconds: arms!.firstDelay[at]! + arms!.secondDelay[at]!,
      stated: null,
    })).filter(({ seconds }) => Number.isFinite(seconds));
    const stated = (classical?.links ?? []).map(({ ends, delayMs }, place) => ({
      ends,
      seconds: delayMs / 1000,
      stated: place,
    }));
    return [...quantum, ...stated];
  });
  const distancesOf = remember((slot: number) => remember((from: string) => distances(waysOf(slot), from)));
  return {
    between(slot, from, to) {
      if (from === to) return 0;
      return Math.min(relayed, distancesOf(slot)(from).get(to)?.seconds ?? Infinity);
    },
    passed(slot, from, to) {
      const found = distancesOf(slot)(from);
      const direct = found.get(to)?.seconds ?? Infinity;
      return direct === Infinity || relayed < direct ? [] : backwards(waysOf(slot), found, to);
    },
  };
}

/** Shorter first, then fewer hops. */
const isCloser = (one: Distance, other: Distance | undefined): boolean =>
  other === undefined ||
  one.seconds < other.seconds ||
  (one.seconds === other.seconds && one.hops < other.hops);

const directed = ({ ends: [one, other] }: Way) =>
  [
    [one, other],
    [other, one],
  ] as const;

function distances(ways: readonly Way[], from: string): ReadonlyMap<string, Distance> {
  const found = new Map<string, Distance>([[from, { seconds: 0, hops: 0 }]]);
  // Whatever got closer may bring its neighbours closer.
  for (let changes = true; changes; ) {
    changes = false;
    for (const way of ways) {
      for (const [one, other] of directed(way)) {
        const near = found.get(one);
        if (near === undefined) continue;
        const through = { seconds: near.seconds + way.seconds, hops: near.hops + 1 };
        if (!isCloser(through, found.get(other))) continue;
        found.set(other, through);
        changes = true;
      }
    }
  }
  return found;
}

/** From a node back to where distances count from, each time over the first way that is as close as it can be. */
function backwards(ways: readonly Way[], found: ReadonlyMap<string, Distance>, to: string): Passed[] {
  const passed: Passed[] = [];
  let at = to;
  for (let { seconds, hops } = found.get(at)!; hops > 0; ) {
    for (const way of ways) {
      const before = way.ends[0] === at ? way.ends[1] : way.ends[1] === at ? way.ends[0] : null;
      const near = before === null ? undefined : found.get(before);
      if (near === undefined || near.seconds + way.seconds !== seconds || near.hops + 1 !== hops) continue;
      if (way.stated !== null) passed.push({ stated: way.stated, isForward: way.ends[1] === at });
      at = before!;
      ({ seconds, hops } = near);
      break;
    }
  }
  return passed;
}

function remember<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
