/**
 * A quadratic function of bits, to be minimised: constant + Σ linear_i b_i + Σ_{i<j} weight_ij b_i b_j. It knows nothing of
 * quantum networks.
 */
export interface Qubo {
  readonly constant: number;
  /** One entry per bit. */
  readonly linear: Float64Array;
  readonly couplers: Couplers;
}

/** Parallel arrays, one entry per coupler, with first < second, ordered by first and then by second; none is 0. */
interface Couplers {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly weight: Float64Array;
}

/** One 0 or 1 per bit. */
export type Bits = Uint8Array;

/** A term value · b_bit of a linear form. */
export type Term = readonly [bit: number, value: number];

/** Adds up a QUBO of so many bits. */
export interface QuboSum {
  /** Adds weight · (constant + Σ terms). */
  addLinear(terms: readonly Term[], constant: number, weight: number): void;
  /** Adds weight · (constant + Σ terms)²; no bit may occur twice. */
  addSquare(terms: readonly Term[], constant: number, weight: number): void;
  total(): Qubo;
}

export function openSum(size: number): QuboSum {
  let offset = 0;
  const linear = new Float64Array(size);
  // The upper triangle: the squares of Benders cuts couple nearly all bits.
  const pairs = new Float64Array((size * (size - 1)) / 2);
  const rowStart = (first: number) => first * size - (first * (first + 3)) / 2 - 1;
  const addLinear = (terms: readonly Term[], constant: number, weight: number) => {
    offset += weight * constant;
    for (const [bit, value] of terms) linear[bit]! += weight * value;
  };
  return {
    addLinear,
    addSquare(terms, constant, weight) {
      offset += weight * constant * constant;
      const sorted = terms.toSorted(([one], [other]) => one - other);
      sorted.forEach(([bit, value], index) => {
        // b² = b
        linear[bit]! += weight * value * (value + 2 * constant);
        const start = rowStart(bit);
        for (let later = index + 1; later < sorted.length; later++) {
          const [other, factor] = sorted[later]!;
          pairs[start + other]! += 2 * weight * value * factor;
        }
      });
    },
    total() {
      const count = pairs.reduce((sum, weight) => (weight === 0 ? sum : sum + 1), 0);
      const first = new Int32Array(count);
      const second = new Int32Array(count);
      const weight = new Float64Array(count);
      let at = 0;
      for (let one = 0; one < size; one++) {
        const start = rowStart(one);
        for (let other = one + 1; other < size; other++) {
          const value = pairs[start + other]!;
          if (value === 0) continue;
          first[at] = one;
          second[at] = other;
          weight[at++] = value;
        }
      }
      return { constant: offset, linear, couplers: { first, second, weight } };
    },
  };
}

/** The value of the function, its constant included. */
export function energyOf({ constant, linear, couplers }: Qubo, bits: Bits): number {
  let energy = constant;
  linear.forEach((value, bit) => {
    if (bits[bit]) energy += value;
  });
  couplers.weight.forEach((weight, index) => {
    if (bits[couplers.first[index]!] && bits[couplers.second[index]!]) energy += weight;
  });
  return energy;
}
