import type { Qubo } from './qubo.ts';

/** The couplers of each bit: those of bit i are at starts[i] … starts[i+1]−1. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly others: Int32Array;
  readonly weights: Float64Array;
}

export function neighboursOf({ linear, couplers: { first, second, weight } }: Qubo): Neighbours {
  const starts = new Int32Array(linear.length + 1);
  for (let index = 0; index < weight.length; index++) {
    starts[first[index]! + 1]!++;
    starts[second[index]! + 1]!++;
  }
  for (let bit = 0; bit < linear.length; bit++) starts[bit + 1]! += starts[bit]!;
  const next = starts.slice(0, -1);
  const others = new Int32Array(2 * weight.length);
  const weights = new Float64Array(2 * weight.length);
  const add = (bit: number, other: number, value: number) => {
    const at = next[bit]!++;
    others[at] = other;
    weights[at] = value;
  };
  for (let index = 0; index < weight.length; index++) {
    add(first[index]!, second[index]!, weight[index]!);
    add(second[index]!, first[index]!, weight[index]!);
  }
  return { starts, others, weights };
}

/** The weight of a coupler; 0 if there is none. The others of a bit ascend. */
export function weightBetween({ starts, others, weights }: Neighbours, bit: number, other: number): number {
  let low = starts[bit]!;
  let high = starts[bit + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = others[middle]!;
    if (found === other) return weights[middle]!;
    if (found < other) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}
