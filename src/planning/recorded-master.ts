/** Writes a master that a run has sampled as the QUBO that the sampler got, from the record and what the run proved. */
import { InputError } from '../base/errors.ts';
import type { EncodingName, HybridStep } from '../domain/hybrid.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { cutModelOf } from '../methods/benders/hybrid/cut-model.ts';
import { ENCODINGS } from '../methods/benders/hybrid/encodings.ts';
import { firstOf } from '../methods/benders/hybrid/sample-master.ts';
import { isCut, type Proof } from '../methods/proof.ts';
import { layOut } from '../model/layout.ts';
import { restrictProblem } from '../model/restrict-problem.ts';
import type { Qubo } from '../qubo/qubo.ts';
import { scenarioOfRecord } from '../scenario/recorded.ts';
import { asAsked, asPointed, DEFAULT_HYBRID, optionsOfRecord, schemesOfCatalogue } from './options.ts';
import { prepare } from './prepare.ts';

/** Which master of a run, and how it is written. */
export interface MasterChoice {
  /** The last step by default. */
  readonly iteration?: number;
  /** That of the run by default. */
  readonly encoding?: EncodingName;
}

/** @throws InputError if the run has sampled no such master, or its cuts are no longer there */
export async function recordedMaster(
  run: { readonly record: RunRecord; readonly proofs: readonly Proof[] },
  choice: MasterChoice,
  ...[environment, onStage]: [Parameters<typeof prepare>[1], Parameters<typeof prepare>[2]]
): Promise<Qubo> {
  const { record } = run;
  const step = stepOf(record, choice);
  const options = optionsOfRecord(record);
  const { encoding: own, weights } = options.hybrid ?? DEFAULT_HYBRID;
  const encoding = choice.encoding ?? own;
  if (encoding === 'envelope') {
    throw refusal(
      'The envelope of the cuts is no QUBO.',
      'Say how to write it down: --encoding slack, bounded or unbalanced.',
    );
  }
  const cuts = run.proofs.filter(isCut).slice(0, step.cuts.held);
  if (cuts.length < step.cuts.held) {
    throw refusal(
      `proofs.ndjson has ${cuts.length} of the ${step.cuts.held} cuts of this step.`,
      'Choose an earlier --iteration, or plan again.',
    );
  }
  const scenario = asAsked(asPointed(await scenarioOfRecord(record), options.pointing), options);
  const { problem } = await prepare(
    scenario,
    environment,
    onStage,
    schemesOfCatalogue(options),
    options.inSpec?.margins,
  );
  const layout = layOut(restrictProblem(problem, options.scheme));
  const from = encoding === own ? step.cuts.from : firstOf(encoding, cuts);
  const { hasGuarantee, encode } = ENCODINGS[encoding];
  const model = cutModelOf(layout, cuts.slice(from), step.ranges);
  return encode(model, hasGuarantee ? weights : 'annealing').qubo;
}

function stepOf({ hybridMaster = [] }: RunRecord, { iteration }: MasterChoice): HybridStep {
  const step =
    iteration === undefined ? hybridMaster.at(-1) : hybridMaster.find((one) => one.iteration === iteration);
  if (step) return step;
  const [first, last] = [hybridMaster[0], hybridMaster.at(-1)];
  if (!first || !last) {
    throw refusal('This run has sampled no master.', 'Plan with --method benders --master qubo.');
  }
  throw refusal(
    `No master was sampled before iteration ${iteration}.`,
    `Choose one from ${first.iteration} to ${last.iteration}.`,
  );
}

const refusal = (message: string, hint: string): InputError => new InputError([{ path: '', message, hint }]);
