import type { WeightRule } from '../../../domain/hybrid.ts';
import type { Bits, Qubo } from '../../../qubo/qubo.ts';
import type { CutModel } from './cut-model.ts';

/** A way to write a {@link CutModel} as a QUBO, whose first bits are the choices. */
export interface Encoding {
  /** Whether {@link WeightRule} `guaranteed` exists. */
  readonly hasGuarantee: boolean;
  encode(model: CutModel, weights: WeightRule | Weights): Encoded;
}

/** Of the penalties for cuts and for groups. */
export interface Weights {
  readonly cuts: number;
  readonly groups: number;
}

export interface Encoded {
  readonly qubo: Qubo;
  readonly weights: Weights;
  /** How much energies differ at most that matters, and at least. */
  readonly scale: { readonly hot: number; readonly cold: number };
  /** Σ θ as bits say it. */
  claimed(bits: Bits): number;
  /**
   * How far below the optimum of the cuts, in Σ α y, x may be at the least energy; Infinity if the weights promise nothing.
   */
  readonly guaranteedLoss: number;
}
