import type { RunRecord, StorageUse } from '../../src/domain/run-record.ts';
import { highestOf } from '../../src/report/numbers.ts';

/** Pairs in store over time. */
export interface Stock {
  readonly capacity: number | null;
  /** At the beginning of slot t = 0..T. */
  readonly pairs: readonly number[];
  readonly peak: number;
}

/** The stock of a storage pair, summed over its sub-paths. */
export interface PairStock extends Stock {
  readonly pair: string;
  /** B = min of the memories of both ends; null where the record does not name them. */
  readonly capacity: number | null;
}

/** What the memory of a node holds over time; null if it never holds anything. */
export function memoryStock({ capacity, pairs }: StorageUse): Stock | null {
  const peak = highestOf(pairs);
  return peak > 0 ? { capacity, pairs, peak } : null;
}

/** Storage pairs that ever hold something, the fullest first. */
export function pairStocks(record: RunRecord): PairStock[] {
  const sums = new Map<string, number[]>();
  for (const { pair, pairs } of record.plan?.stocks ?? []) {
    const sum = sums.get(pair);
    if (sum)
      pairs.forEach((value, slot) => {
        sum[slot] = (sum[slot] ?? 0) + value;
      });
    else sums.set(pair, [...pairs]);
  }
  const capacityOf = new Map(record.storage.map(({ node, capacity }) => [node, capacity]));
  const endsOf = new Map(
    (record.plan?.subPaths ?? []).map(({ pair, nodes }) => [pair, [nodes[0]!, nodes.at(-1)!] as const]),
  );
  return [...sums]
    .map(([pair, pairs]) => {
      const capacities = endsOf.get(pair)?.flatMap((node) => capacityOf.get(node) ?? []) ?? [];
      const capacity = capacities.length === 2 ? Math.min(...capacities) : null;
      return { pair, pairs, capacity, peak: highestOf(pairs) };
    })
    .filter(({ peak }) => peak > 0)
    .sort((a, b) => b.peak - a.peak);
}

/** Where a stock is small against its capacity, its course is worth more than the line above it: then up to its peak. */
export const stockTop = ({ capacity, peak }: Stock): number =>
  capacity !== null && peak >= capacity / 5 ? capacity : peak;
