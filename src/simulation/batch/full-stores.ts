/** How many of the pairs that are to be stored in a step find no room while others leave. */
import type { RandomStream } from '../../base/random.ts';
import { binomialCount, logFactorial } from '../../base/random-counts.ts';
import type { Execution } from '../execution.ts';

/** Pairs that a fill brings in a step. */
interface Filling {
  /** Index of its stock. */
  readonly stock: number;
  readonly pairs: number;
}

interface Memories {
  /** Pairs in each memory at the beginning of the step, and how many left it in the step. */
  readonly held: Float64Array;
  readonly taken: Float64Array;
}

/** How many pairs of each filling are turned away; both ends of a stock have to have room. */
export function turnedAway(
  { stores, memories }: Pick<Execution, 'stores' | 'memories'>,
  fillings: readonly Filling[],
  { held, taken }: Memories,
  stream: RandomStream,
): number[] {
  const lost = fillings.map(() => 0);
  // Both ends of a stock see the same pairs in the same order.
  const uniforms = fillings.map(() => Number.NaN);
  const uniformOf = (at: number): number => {
    if (Number.isNaN(uniforms[at])) uniforms[at] = stream();
    return uniforms[at]!;
  };
  for (const memory of new Set(fillings.flatMap(({ stock }) => stores[stock]!.ends))) {
    const here = fillings.flatMap(({ stock }, at) => (stores[stock]!.ends.includes(memory) ? [at] : []));
    const brought = here.reduce((sum, at) => sum + fillings[at]!.pairs, 0);
    const room = Math.max(0, Math.floor(memories[memory]! - held[memory]!));
    // What the other end turns away does not come here.
    const gone = here.reduce((sum, at) => sum + lost[at]!, 0);
    if (brought <= room) continue;
    const most = here.reduce(
      (best, at) => (fillings[at]!.pairs > fillings[best]!.pairs ? at : best),
      here[0]!,
    );
    const excess = largestLead(brought, taken[memory]!, uniformOf(most)) - room;
    let [left, of] = [excess - gone, brought - gone];
    for (const at of here) {
      if (left <= 0) break;
      const pairs = fillings[at]!.pairs - lost[at]!;
      const turned = Math.min(
        left,
        pairs,
        Math.max(left - (of - pairs), binomialCount(left, pairs / of, stream)),
      );
      lost[at]! += turned;
      left -= turned;
      of -= pairs;
    }
  }
  return lost;
}

/**
 * By how much ups are ahead of downs at most when both come in random order. By the reflection principle (Bertrand's ballot
 * problem, Feller 1968, III.1), at least m with probability C(u + d, d + m)/C(u + d, d) for m ≥ max(0, u − d).
 * @param uniform a random number in [0, 1)
 */
export function largestLead(ups: number, downs: number, uniform: number): number {
  const constant = logFactorial(ups) + logFactorial(downs);
  const reaches = (lead: number): boolean =>
    Math.exp(constant - logFactorial(downs + lead) - logFactorial(ups - lead)) > uniform;
  let least = Math.max(0, ups - downs);
  let most = ups;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (reaches(middle)) least = middle;
    else most = middle - 1;
  }
  return least;
}
