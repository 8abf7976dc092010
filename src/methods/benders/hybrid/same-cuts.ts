/** Samples of masters and exact masters with the same cuts, so that nothing but the master differs. */
import type { EncodingName, ThetaRange } from '../../../domain/hybrid.ts';
import type { MasterComparisonOptions, MasterResult } from '../../../domain/master-comparison.ts';
import { type SolveOptions, type Solver, SolverError } from '../../../lp/solver.ts';
import type { Layout } from '../../../model/layout.ts';
import { bestRealPaths, pointOf, type Selection } from '../../../model/selection.ts';
import { openMaster } from '../master.ts';
import type { Cut } from '../options.ts';
import { openOracle } from '../oracle.ts';
import { BUILT_IN } from './propose.ts';
import { rangesOf } from './ranges.ts';
import { sampleMaster } from './sample-master.ts';

/** Cuts of a search, and what they would be sampled with. */
interface Collected {
  readonly cuts: readonly Cut[];
  readonly ranges: readonly ThetaRange[];
  readonly exact: { readonly theta: number; readonly seconds: number; readonly isExact: boolean };
}

interface SameCutsTask {
  readonly solver: Solver;
  readonly layout: Layout;
  readonly options: MasterComparisonOptions;
  readonly seed: number;
  readonly elapsedSeconds: () => number;
}

/** Samples every encoding with every sampler at each number of cuts. */
export async function compareOnSameCuts(task: SameCutsTask): Promise<MasterResult[]> {
  const { options } = task;
  const results: MasterResult[] = [];
  for await (const collected of collectCuts(task)) {
    for (const encoding of options.encodings) {
      const samplers = encoding === 'envelope' ? [null] : options.samplers;
      for (const sampler of samplers) results.push(await sampled(task, collected, encoding, sampler));
    }
  }
  return results;
}

async function sampled(
  { layout, options, seed, elapsedSeconds }: SameCutsTask,
  { cuts, ranges, exact }: Collected,
  encoding: EncodingName,
  sampler: MasterResult['sampler'],
): Promise<MasterResult> {
  const { reads, samplerSeconds } = options;
  const began = elapsedSeconds();
  const { facts } = await sampleMaster({
    layout,
    cuts,
    ranges,
    options: { encoding, weights: 'annealing', reads, samplerSeconds },
    sampler: BUILT_IN[sampler ?? 'built-in'],
    seed,
  });
  return {
    cuts: cuts.length,
    encoding,
    sampler,
    variables: facts.variables,
    couplers: facts.couplers,
    feasibleShare: facts.feasibleShare,
    theta: facts.bestTheta,
    claimedTheta: facts.claimedTheta,
    seconds: elapsedSeconds() - began,
    exactTheta: exact.theta,
    exactSeconds: exact.seconds,
    isExact: exact.isExact,
    loss: facts.bestTheta === null ? null : (exact.theta - facts.bestTheta) / exact.theta,
  };
}

/** Of the search that collects the cuts; short, since any x brings a cut. */
const COLLECTING = { encoding: 'envelope', weights: 'annealing', reads: 8, samplerSeconds: 0.05 } as const;

/** The first cuts of Benders' decomposition as in Fig. 4, with x from the envelope; ends early where nothing is new. */
async function* collectCuts({
  solver,
  layout,
  options,
  seed,
  elapsedSeconds,
}: SameCutsTask): AsyncGenerator<Collected> {
  const limits: SolveOptions = { timeLimitSeconds: options.exactSeconds, seed };
  const oracle = await openOracle(solver, layout);
  const master = await openMaster(solver, layout);
  const tried = new Set<string>();
  let best: { readonly value: number; readonly selection: Selection } | null = null;
  let selection: Selection | undefined = bestRealPaths(layout);
  let bound = Number.POSITIVE_INFINITY;
  const wanted = options.cuts.toSorted((a, b) => a - b);
  try {
    for (let next = 0; selection && next < wanted.length; ) {
      tried.add(selection.join());
      const answer = await oracle.evaluateRoutes(selection, limits);
      if (!answer.found) throw new SolverError(`The subproblem ended with ${answer.status}.`);
      if (best === null || answer.found.objective > best.value) {
        best = { value: answer.found.objective, selection };
      }
      await master.addCuts(answer.cuts);
      const point = pointOf(layout, best.selection);
      const ranges = rangesOf(master.ceilings, master.cuts, point, bound);
      if (master.cuts.length >= wanted[next]!) {
        next++;
        const began = elapsedSeconds();
        const { bound: theta, status } = await master.bound(limits);
        const seconds = elapsedSeconds() - began;
        yield { cuts: [...master.cuts], ranges, exact: { theta, seconds, isExact: status === 'optimal' } };
        bound = Math.min(bound, theta);
      }
      const { selections } = await sampleMaster({
        layout,
        cuts: master.cuts,
        ranges,
        options: COLLECTING,
        sampler: BUILT_IN['built-in'],
        seed: seed + tried.size,
      });
      selection = selections.find((one) => !tried.has(one.join()));
    }
  } finally {
    await Promise.all([oracle.dispose(), master.dispose()]);
  }
}
