/** Replications as lines of JSON, so that a later run can go on. */
import type { LatencyCounts } from './latency-counts.ts';
import { noLatencies } from './latency-counts.ts';
import type { Outcome } from './outcome.ts';
import type { Block } from './tally.ts';

/** Numbers by demand, or by key of the ledger. */
const LISTS = [
  'ledger',
  'delivered',
  'inSpec',
  'before',
  'after',
  'unknownLatency',
  'slotsMet',
  'ageIntegral',
  'fidelityIntegral',
] as const satisfies readonly (keyof Outcome)[];

interface Line {
  readonly replication: number;
  readonly latencies: readonly {
    readonly counts: readonly (readonly [number, number])[];
    readonly largest: number;
  }[];
  readonly starvedFills: number;
  readonly starvedDraws: number;
}

/** One replication as a line. */
export function replicationLine(replication: number, { outcomes: [outcome], latencies }: Block): string {
  const { starvedFills, starvedDraws } = outcome!;
  const lists = Object.fromEntries(LISTS.map((key) => [key, Array.from(outcome![key])]));
  const line: Line = {
    replication,
    starvedFills,
    starvedDraws,
    latencies: latencies.map(({ counts, largest }) => ({
      counts: Array.from(counts).flatMap((count, interval) =>
        count > 0 ? [[interval, count] as const] : [],
      ),
      largest,
    })),
  };
  return `${JSON.stringify({ ...line, ...lists })}\n`;
}

/** The replications of some lines, from the first one on; a line that was cut off, and what follows it, is left out. */
export function replicationsOf(lines: readonly string[]): Block {
  const outcomes: Outcome[] = [];
  let latencies: LatencyCounts[] | null = null;
  for (const text of lines) {
    const line = parsed(text);
    if (line === null || line.replication !== outcomes.length) break;
    outcomes.push(line.outcome);
    latencies ??= line.latencies.map(noLatencies);
    line.latencies.forEach(({ counts, largest }, demand) => {
      const into = latencies![demand]!;
      for (const [interval, count] of counts) into.counts[interval]! += count;
      into.largest = Math.max(into.largest, largest);
    });
  }
  return { outcomes, latencies: latencies ?? [] };
}

function parsed(text: string): (Line & { readonly outcome: Outcome }) | null {
  try {
    const line = JSON.parse(text) as Line & Record<(typeof LISTS)[number], number[]>;
    const lists = Object.fromEntries(LISTS.map((key) => [key, Float64Array.from(line[key])]));
    const { starvedFills, starvedDraws } = line;
    return { ...line, outcome: { ...lists, starvedFills, starvedDraws } as unknown as Outcome };
  } catch {
    return null;
  }
}
