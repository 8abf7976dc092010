/** A way for messages between two nodes, by index, both ways. */
interface MessageWay {
  readonly ends: readonly [number, number];
  readonly delaySeconds: number;
}

/** Messages from one node to all others. */
interface DelaysFrom {
  /** The shortest delay to a node, s; Infinity where no message gets there. */
  delayTo(node: number): number;
  /** The ways of the message to a node, from there back, by index; empty if it gets there by none. */
  waysTo(node: number): readonly PassedWay[];
}

/** A way that a message passes. */
export interface PassedWay {
  readonly way: number;
  /** Whether it goes from the first end of the way to the second. */
  readonly isForward: boolean;
}

/**
 * The shortest delays between nodes (Dijkstra 1959). Of ways that are equally short, a message takes the one with fewest hops,
 * and of these the one that is listed first, hop by hop from its end.
 */
export function shortestDelays(nodeCount: number, ways: readonly MessageWay[]): (from: number) => DelaysFrom {
  // Parallel arrays, since this is asked for every slot of a horizon: what leads from node v is at first[v] .. first[v+1] − 1.
  const first = new Int32Array(nodeCount + 1);
  for (const { ends } of ways) {
    first[ends[0] + 1]!++;
    first[ends[1] + 1]!++;
  }
  for (let node = 0; node < nodeCount; node++) first[node + 1]! += first[node]!;
  const neighbour = new Int32Array(2 * ways.length);
  const wayTo = new Int32Array(2 * ways.length);
  const delayOf = new Float64Array(2 * ways.length);
  const next = first.slice(0, nodeCount);
  const lead = (from: number, to: number, way: number, delaySeconds: number) => {
    const at = next[from]!++;
    neighbour[at] = to;
    wayTo[at] = way;
    delayOf[at] = delaySeconds;
  };
  for (let way = 0; way < ways.length; way++) {
    const { ends, delaySeconds } = ways[way]!;
    lead(ends[0], ends[1], way, delaySeconds);
    lead(ends[1], ends[0], way, delaySeconds);
  }
  const known = new Map<number, DelaysFrom>();
  return (from) => {
    const found = known.get(from) ?? search(from);
    known.set(from, found);
    return found;
  };

  /** Goes on only until the nodes are reached that are asked about. */
  function search(from: number): DelaysFrom {
    const delays = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    const hops = new Int32Array(nodeCount);
    const isReached = new Uint8Array(nodeCount);
    delays[from] = 0;
    const open = [from];
    return {
      delayTo(node) {
        reach(node);
        return delays[node]!;
      },
      waysTo,
    };

    function reach(wanted: number): void {
      while (isReached[wanted] === 0 && open.length > 0) {
        const nearest = takeNearest();
        isReached[nearest] = 1;
        for (let at = first[nearest]!; at < first[nearest + 1]!; at++) {
          const node = neighbour[at]!;
          const through = delays[nearest]! + delayOf[at]!;
          const isCloser =
            through < delays[node]! || (through === delays[node]! && hops[nearest]! + 1 < hops[node]!);
          if (!isCloser) continue;
          if (delays[node] === Number.POSITIVE_INFINITY) open.push(node);
          delays[node] = through;
          hops[node] = hops[nearest]! + 1;
        }
      }
    }

    function takeNearest(): number {
      let at = 0;
      for (let one = 1; one < open.length; one++) if (isBefore(open[one]!, open[at]!)) at = one;
      const nearest = open[at]!;
      open[at] = open.at(-1)!;
      open.pop();
      return nearest;
    }

    function isBefore(node: number, other: number): boolean {
      // Without a pair of both delays, which would be thrown away some million times over a day.
      const one = delays[node]!;
      const two = delays[other]!;
      return one < two || (one === two && hops[node]! < hops[other]!);
    }

    function waysTo(to: number): PassedWay[] {
      reach(to);
      const passed: PassedWay[] = [];
      if (!Number.isFinite(delays[to]!)) return passed;
      for (let node = to; node !== from; ) {
        let at = first[node]!;
        while (!leadsTo(node, at)) at++;
        const way = wayTo[at]!;
        passed.push({ way, isForward: ways[way]!.ends[1] === node });
        node = neighbour[at]!;
      }
      return passed;
    }

    /** Whether the message to a node may come from a neighbour. */
    function leadsTo(node: number, at: number): boolean {
      const before = neighbour[at]!;
      return delays[before]! + delayOf[at]! === delays[node]! && hops[before]! + 1 === hops[node]!;
    }
  }
}
