import type { Bits, Qubo } from './qubo.ts';

/** What is asked of a sampler. */
export interface SampleTask {
  readonly qubo: Qubo;
  /** Bits of which exactly one is wanted in each list; a sampler may use that or not. */
  readonly groups: readonly (readonly number[])[];
  /** The largest and the smallest difference of energies that matters: hints for a schedule. */
  readonly scale: { readonly hot: number; readonly cold: number };
  readonly reads: number;
  readonly seconds: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

/** Anything that draws bit strings, whatever it says about them: all numbers are computed from the bits anew. */
export interface Sampler {
  /** For the record. */
  readonly name: string;
  /** Never throws because of the task. */
  sample(task: SampleTask): Promise<SampleAnswer>;
}

export interface SampleAnswer {
  /** Strings of the right length; fewer than asked for, or none, if the sampler gave no more. */
  readonly reads: readonly Bits[];
  /** What went wrong, in a few words; null if nothing did. */
  readonly trouble: string | null;
}
