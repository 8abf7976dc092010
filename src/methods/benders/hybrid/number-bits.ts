/** Numbers from 0 to a top as sums of bits. */

/** Powers of two: all of 0 … 2^count − 1. */
export const binaryBits = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, bit) => 2 ** bit);

/**
 * The same whole numbers with no coefficient above `largest`, a power of two: 1, 2, … largest/2, then `largest` as often as
 * needed. With plain binary, the highest bit freezes long before the lowest ones matter.
 */
export function boundedBits(count: number, largest: number): readonly number[] {
  const small = binaryBits(Math.log2(largest));
  const rest = 2 ** count - largest;
  return [...small, ...Array.from({ length: rest / largest }, () => largest)];
}

export const topOf = (bits: readonly number[]): number => bits.reduce((sum, value) => sum + value, 0);
