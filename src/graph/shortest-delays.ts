/** A way for messages between two nodes, by index, both ways. */
export interface MessageWay {
  readonly ends: readonly [number, number];
  readonly delaySeconds: number;
}

/** Messages from one node to all others. */
export interface DelaysFrom {
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
  const neighbours: [node: number, way: number][][] = Array.from({ length: nodeCount }, () => []);
  for (const [index, { ends }] of ways.entries()) {
    neighbours[ends[0]]!.push([ends[1], index]);
    neighbours[ends[1]]!.push([ends[0], index]);
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
    const open = new Set([from]);
    while (open.size > 0) {
      let nearest = -1;
      for (const node of open) if (nearest < 0 || isBefore(node, nearest)) nearest = node;
      open.delete(nearest);
      for (const [node, way] of neighbours[nearest]!) {
        const through = delays[nearest]! + ways[way]!.delaySeconds;
        const isShorter =
          through < delays[node]! || (through === delays[node]! && hops[nearest]! + 1 < hops[node]!);
        if (!isShorter) continue;
        delays[node] = through;
        hops[node] = hops[nearest]! + 1;
        open.add(node);
      }
    }
    return { delays, waysTo };

    function isBefore(node: number, other: number): boolean {
      return (
        delays[node]! < delays[other]! || (delays[node]! === delays[other]! && hops[node]! < hops[other]!)
      );
    }

    function waysTo(to: number): PassedWay[] {
      const passed: PassedWay[] = [];
      if (!Number.isFinite(delays[to]!)) return passed;
      for (let node = to; node !== from; ) {
        const [before, way] = neighbours[node]!.find(
          ([one, index]) =>
            delays[one]! + ways[index]!.delaySeconds === delays[node]! && hops[one]! + 1 === hops[node]!,
        )!;
        passed.push({ way, isForward: ways[way]!.ends[1] === node });
        node = before;
      }
      return passed;
    }
  }
}
