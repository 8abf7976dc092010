import {
  type BuiltInSampler,
  type ExactReason,
  type HybridOptions,
  type HybridStep,
  isBuiltIn,
} from '../../../domain/hybrid.ts';
import { pointOf, type Selection } from '../../../model/selection.ts';
import { flippingSampler, swappingSampler } from '../../../qubo/built-in.ts';
import type { Sampler } from '../../../qubo/sampler.ts';
import type { MethodTask } from '../../method.ts';
import type { BendersContext } from '../context.ts';
import type { State } from '../state.ts';
import { rangesOf } from './ranges.ts';
import { firstOf, type Sampled, sampleMaster } from './sample-master.ts';

/** The next x of a sample, or why an exact master is to find it. */
export interface Proposal extends Pick<HybridStep, 'cuts' | 'ranges' | 'sample' | 'exact' | 'loweredBy'> {
  /** Null if an exact master is to find it. */
  readonly selection: Selection | null;
}

export const BUILT_IN: Readonly<Record<BuiltInSampler, Sampler>> = {
  'built-in': swappingSampler,
  'single-flips': flippingSampler,
};

/** The built-in sampler of that name, or the user's own. */
export function samplerOf({ sampler }: Pick<MethodTask, 'sampler'>, hybrid: HybridOptions): Sampler {
  if (isBuiltIn(hybrid.sampler)) return BUILT_IN[hybrid.sampler];
  if (sampler) return sampler;
  throw new Error(`No sampler is open for '${hybrid.sampler}'.`);
}

/** Each sample has a seed of its own, below 2³¹. */
const seedOf = (seed: number, step: number): number => (seed + step * 1_000_003) % 2 ** 31;

export async function proposeFromSample(
  context: BendersContext,
  state: State,
  asked: {
    readonly hybrid: HybridOptions;
    readonly sampler: Sampler;
    readonly step: number;
    readonly seconds: number;
    /** The selections evaluated so far, joined. */
    readonly tried: ReadonlySet<string>;
  },
): Promise<Proposal> {
  const { layout, options, signal, elapsedSeconds } = context.task;
  const { cuts } = context.master;
  const { hybrid, sampler, step, seconds, tried } = asked;
  const ranges = rangesAt(context, state);
  const began = elapsedSeconds();
  const sampled = await sampleMaster({
    layout,
    cuts,
    ranges,
    sampler,
    options: { ...hybrid, samplerSeconds: seconds },
    seed: seedOf(options.seed, step),
    ...(signal && { signal }),
  });
  const selection = sampled.selections.find((one) => !tried.has(one.join())) ?? null;
  return {
    cuts: { held: cuts.length, from: sampled.from },
    ranges,
    sample: { ...sampled.facts, seconds: elapsedSeconds() - began },
    exact: selection ? null : { reason: reasonOf(sampled), bound: null },
    loweredBy: null,
    selection,
  };
}

/** A step without a sample. */
export function exactOnly(
  context: BendersContext,
  state: State,
  { encoding }: HybridOptions,
  reason: ExactReason,
): Proposal {
  const { cuts } = context.master;
  return {
    cuts: { held: cuts.length, from: firstOf(encoding, cuts) },
    ranges: rangesAt(context, state),
    sample: null,
    exact: { reason, bound: null },
    loweredBy: null,
    selection: null,
  };
}

function rangesAt({ task, master }: BendersContext, { incumbent, bound }: State): HybridStep['ranges'] {
  const point = incumbent && pointOf(task.layout, incumbent.selection);
  return rangesOf(master.ceilings, master.cuts, point, bound);
}

function reasonOf({ facts, selections }: Sampled): ExactReason {
  if (selections.length > 0) return 'no new read';
  return facts.reads === 0 ? 'sampler failed' : 'no feasible read';
}
