/** Samples Benders' master, and computes from the reads alone what they are worth. It proves nothing. */
import { randomStream } from '../../../base/random.ts';
import type { HybridOptions, Sample, ThetaRange } from '../../../domain/hybrid.ts';
import type { Layout } from '../../../model/layout.ts';
import { type Selection, selectionOf } from '../../../model/selection.ts';
import { type Bits, energyOf } from '../../../qubo/qubo.ts';
import type { Sampler } from '../../../qubo/sampler.ts';
import type { Cut } from '../options.ts';
import { type CutModel, cutModelOf, thetaAt } from './cut-model.ts';
import type { Encoded } from './encoding.ts';
import { ENCODINGS } from './encodings.ts';
import { annealEnvelope, movesWithin } from './envelope.ts';

/** A QUBO has no more cuts than this, the newest: each brings slacks that are coupled to all x. */
const MOST_CUTS = 200;

interface SampleInput {
  readonly layout: Layout;
  readonly cuts: readonly Cut[];
  readonly ranges: readonly ThetaRange[];
  readonly options: Pick<HybridOptions, 'encoding' | 'weights' | 'reads' | 'samplerSeconds'>;
  /** Unused by the envelope. */
  readonly sampler: Sampler;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

export interface Sampled {
  /** Index of the first cut that was sampled. */
  readonly from: number;
  readonly facts: Omit<Sample, 'seconds'>;
  /** The selections of the feasible reads, those with the largest θ(x) first, each once. */
  readonly selections: readonly Selection[];
}

/** The index of the first cut that a sample takes. */
export const firstOf = (encoding: HybridOptions['encoding'], cuts: readonly Cut[]): number =>
  encoding === 'envelope' ? 0 : Math.max(0, cuts.length - MOST_CUTS);

export async function sampleMaster(input: SampleInput): Promise<Sampled> {
  const { layout, cuts, ranges, options } = input;
  const { encoding, weights } = options;
  const from = firstOf(encoding, cuts);
  const whole = cutModelOf(layout, cuts, ranges);
  if (encoding === 'envelope') return { from, ...sampleEnvelope(input, whole) };
  const model = from === 0 ? whole : cutModelOf(layout, cuts.slice(from), ranges);
  return { from, ...(await sampleQubo(input, whole, ENCODINGS[encoding].encode(model, weights))) };
}

function sampleEnvelope({ layout, options, seed }: SampleInput, model: CutModel): Omit<Sampled, 'from'> {
  const { reads, samplerSeconds } = options;
  const moves = movesWithin(samplerSeconds, reads);
  const found = annealEnvelope(model, { reads, moves }, randomStream(seed, 'reads')).map((chosen) =>
    worthOf(model, chosen),
  );
  const ranked = byWorth(found);
  return {
    facts: {
      variables: model.choices,
      couplers: 0,
      weights: null,
      reads: found.length,
      feasibleShare: 1,
      bestTheta: ranked[0]?.theta ?? null,
      claimedTheta: null,
      energy: null,
      trouble: null,
    },
    selections: ranked.map(({ chosen }) => selectionOf(layout, chosen)),
  };
}

async function sampleQubo(
  { layout, options, sampler, seed, signal }: SampleInput,
  whole: CutModel,
  { qubo, scale, weights, claimed }: Encoded,
): Promise<Omit<Sampled, 'from'>> {
  const { groups } = whole;
  const { reads, samplerSeconds: seconds } = options;
  const task = { qubo, groups, scale, reads, seconds, seed, ...(signal && { signal }) };
  const answer = await sampler.sample(task);
  const found = answer.reads.flatMap((bits) => {
    const chosen = choicesIn(groups, bits);
    return chosen ? [{ ...worthOf(whole, chosen), bits }] : [];
  });
  const ranked = byWorth(found);
  const best = ranked[0];
  return {
    facts: {
      variables: qubo.linear.length,
      couplers: qubo.couplers.weight.length,
      weights,
      reads: answer.reads.length,
      feasibleShare: answer.reads.length > 0 ? found.length / answer.reads.length : null,
      bestTheta: best?.theta ?? null,
      claimedTheta: best ? claimed(best.bits) : null,
      energy: best ? energyOf(qubo, best.bits) : null,
      trouble: answer.trouble,
    },
    selections: ranked.map(({ chosen }) => selectionOf(layout, chosen)),
  };
}

/** The choice of each group; null if a group has none or several: such a read is counted, not repaired. */
function choicesIn(groups: CutModel['groups'], bits: Bits): Int32Array | null {
  const chosen = new Int32Array(groups.length);
  for (const [group, choices] of groups.entries()) {
    const taken = choices.filter((choice) => bits[choice] === 1);
    if (taken.length !== 1) return null;
    chosen[group] = taken[0]!;
  }
  return chosen;
}

function worthOf(
  model: CutModel,
  chosen: Int32Array,
): { readonly chosen: Int32Array; readonly theta: number } {
  const x = new Uint8Array(model.choices);
  for (const choice of chosen) x[choice] = 1;
  return { chosen, theta: thetaAt(model, x) };
}

/** The largest θ(x) first, and each selection once. */
function byWorth<Found extends { readonly chosen: Int32Array; readonly theta: number }>(
  found: readonly Found[],
): Found[] {
  const first = new Map<string, Found>();
  for (const one of found.toSorted((a, b) => b.theta - a.theta)) {
    const key = one.chosen.join();
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}
