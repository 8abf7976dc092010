/** A way for messages between two nodes, by index, both ways. */
interface MessageWay {
  readonly ends: readonly [number, number];
  readonly delaySeconds: number;
}

/** Messages from one node to all others. */
interface DelaysFrom {
  /** The shortest delay to every node, s; Infinity where no message gets there. */
  readonly delays: Float64Array;
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
  // Parallel lists, since this is asked for every slot of a horizon.
  const neighbours: number[][] = Array.from({ length: nodeCount }, () => []);
  const waysFrom: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const [index, { ends }] of ways.entries()) {
    neighbours[ends[0]]!.push(ends[1]);
    waysFrom[ends[0]]!.push(index);
    neighbours[ends[1]]!.push(ends[0]);
    waysFrom[ends[1]]!.push(index);
  }
  const known = new Map<number, DelaysFrom>();
  return (from) => {
    const found = known.get(from) ?? search(from);
    known.set(from, found);
    return found;
  };

  function search(from: number): DelaysFrom {
    const delays = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
    const hops = new Int32Array(nodeCount);
    delays[from] = 0;
    const open = [from];
    while (open.length > 0) {
      let at = 0;
      for (let one = 1; one < open.length; one++) if (isBefore(open[one]!, open[at]!)) at = one;
      const nearest = open[at]!;
      open[at] = open.at(-1)!;
      open.pop();
      const next = neighbours[nearest]!;
      for (let one = 0; one < next.length; one++) {
        const node = next[one]!;
        const through = delays[nearest]! + ways[waysFrom[nearest]![one]!]!.delaySeconds;
        const isCloser =
          through < delays[node]! || (through === delays[node]! && hops[nearest]! + 1 < hops[node]!);
        if (!isCloser) continue;
        if (delays[node] === Number.POSITIVE_INFINITY) open.push(node);
        delays[node] = through;
        hops[node] = hops[nearest]! + 1;
      }
    }
    return { delays, waysTo };

    function isBefore(node: number, other: number): boolean {
      // Without a pair of both delays, which would be thrown away some million times over a day.
      const one = delays[node]!;
      const two = delays[other]!;
      return one < two || (one === two && hops[node]! < hops[other]!);
    }

    function waysTo(to: number): PassedWay[] {
      const passed: PassedWay[] = [];
      if (!Number.isFinite(delays[to]!)) return passed;
      for (let node = to; node !== from; ) {
        const at = neighbours[node]!.findIndex(
          (before, one) =>
            delays[before]! + ways[waysFrom[node]![one]!]!.delaySeconds === delays[node]! &&
            hops[before]! + 1 === hops[node]!,
        );
        const way = waysFrom[node]![at]!;
        passed.push({ way, isForward: ways[way]!.ends[1] === node });
        node = neighbours[node]![at]!;
      }
      return passed;
    }
  }
}
