/** What an interrupted run has proved, so that a later one need not prove it again; one line of NDJSON each. */
import type { Cut } from './benders/options.ts';

/** What windows prove about the slots from ≤ t < to, at prices λ of the stock, and ρ of telescopes, in them and at their ends. */
export interface BlockProof {
  readonly kind: 'block';
  readonly from: number;
  readonly to: number;
  readonly bound: number;
  /** λ and ρ of the boundaries from < t ≤ to, indexed as in the search for plans. */
  readonly prices: readonly (readonly [index: number, price: number])[];
}

export type Proof = Cut | BlockProof;

export const isCut = (proof: Proof): proof is Cut => proof.kind !== 'block';
export const isBlock = (proof: Proof): proof is BlockProof => proof.kind === 'block';

export const formatProof = (proof: Proof): string =>
  JSON.stringify(
    isBlock(proof)
      ? proof
      : { ...proof, choices: Array.from(proof.choices), slopes: Array.from(proof.slopes) },
  );

const isPrice = (entry: unknown): boolean =>
  Array.isArray(entry) && entry.length === 2 && entry.every(Number.isFinite);

/** Reads proofs from NDJSON. A last line cut short by a kill is left out, and so is everything after damage. */
export function parseProofs(text: string): Proof[] {
  const proofs: Proof[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const read = JSON.parse(line);
      if (read.kind === 'block') {
        const { kind, from, to, bound, prices } = read;
        if (!Number.isFinite(bound) || !Array.isArray(prices) || !prices.every(isPrice)) break;
        proofs.push({ kind, from, to, bound, prices });
        continue;
      }
      const { kind, block, constant, choices, slopes } = read;
      proofs.push({
        kind,
        block,
        constant,
        choices: Int32Array.from(choices),
        slopes: Float64Array.from(slopes),
      });
    } catch {
      break;
    }
  }
  return proofs;
}
