/** Plans, simulates, sets margins, and plans again, until what is planned comes true in spec. No I/O here. */
import { type CalibrationEnd, type InSpecOptions, type Kept, shareOf } from '../../domain/margins.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../domain/simulation.ts';
import type { Execution } from '../../simulation/execution.ts';
import type { Samples } from '../../simulation/samples.ts';
import type { Environment } from '../environment.ts';
import { type PlanEvent, type PlanInput, planScenario } from '../plan.ts';
import { recomputeRecord } from '../recomputed-record.ts';
import type { PlanRecord } from '../record.ts';
import { NO_EVIDENCE, withSimulated } from './evidence.ts';
import { type PreparedSimulation, preparedPlan } from './prepare-simulation.ts';
import type { SimulatedPlan } from './simulated.ts';
import { tighten } from './tighten.ts';

/** What a simulation of a plan gave. */
interface SampledPlan {
  /** Pairs delivered in spec: mean and 95 % half-width over replications, null with a single one. */
  readonly inSpec: { readonly mean: number; readonly halfWidth: number | null };
  readonly deliveredPairs: number;
  readonly samples: Samples;
}

/** Simulates a plan and counts what is left of Werner parameters; null if it was interrupted. */
export type SamplePlan = (
  prepared: PreparedSimulation,
  replications: number,
  onProgress: (done: number) => void,
) => Promise<SampledPlan | null>;

export type CalibrationEvent =
  | PlanEvent
  | { readonly kind: 'simulating'; readonly share: number }
  /** A plan was simulated, or there was none, which is null; round 0 is the plan without margins. */
  | { readonly kind: 'round'; readonly round: number; readonly kept: Kept | null };

/** Margins are set anew so often at most. */
const MOST_ROUNDS = 5;
/** Arrivals that all replications of a round may take together, and how many replications there are whatever these take. */
const MOST_ARRIVALS = 1e8;
const LEAST_REPLICATIONS = 3;
const MOST_REPLICATIONS = 100;
/** Each round has a seed of its own, so that no margin is accepted by the pairs that it was made from. */
const FIRST_SEED = 1001;

type CalibratedInput = PlanInput & { readonly options: { readonly inSpec: InSpecOptions } };

interface Measured {
  readonly record: PlanRecord;
  readonly kept: Kept;
  readonly simulated: SimulatedPlan;
}

/**
 * Plans with margins (`options.inSpec`), which begin where those of the options are.
 * @returns the best plan: the first that keeps what is asked for, or else the one with the largest share in spec; never with
 * fewer pairs in spec than the plan without margins, nor empty. Without a plan that delivers anything, or a simulation that
 * ended, the record of the first plan
 * @throws InputError as planScenario does
 */
export async function calibratePlan(
  input: CalibratedInput,
  environment: Environment,
  sample: SamplePlan,
  onEvent: (event: CalibrationEvent) => void,
): Promise<PlanRecord> {
  const { inSpec } = input.options;
  const { margins: _, ...asked } = inSpec;
  const isAborted = () => environment.signal?.aborted === true;
  const known = input.resume?.record.calibration;
  const roundsBefore = known?.rounds ?? 0;
  // What is known holds as long as there is no other plan.
  const withKnown = (record: PlanRecord): PlanRecord =>
    known && record.objective === input.resume?.record.objective ? { ...record, calibration: known } : record;
  // Proofs hold for the margins alone that they were made with.
  const first = await planScenario(input, environment, (event) => {
    if (event.kind === 'record') onEvent({ ...event, record: withKnown(event.record) });
    else if (event.kind !== 'proofs') onEvent(event);
  });
  const simulate = (record: PlanRecord, round: number): Promise<Measured | null> =>
    measure(record, roundsBefore + round, environment, sample, onEvent);
  const measured = isAborted() ? null : await simulate(first, 0);
  if (measured === null || measured.kept.plannedPairs === 0) return withKnown(first);
  const before = known?.before ?? measured.kept;
  let best = measured;
  let last: Measured | null = measured;
  let evidence = NO_EVIDENCE;
  let { margins } = inSpec;
  /** Share of the pairs that may stay below margins: in those, in the next ones, and in the loosest that were too tight. */
  let level = { now: 1, next: (1 - inSpec.share) / 2 ** roundsBefore, least: 0 };
  let tightened = margins;
  for (let round = 0; ; round++) {
    onEvent({ kind: 'round', round: roundsBefore + round, kept: last?.kept ?? null });
    const end = (ended: CalibrationEnd): PlanRecord => {
      const rounds = roundsBefore + round;
      return { ...best.record, calibration: { asked, ended, rounds, before, after: best.kept } };
    };
    if (last !== null) evidence = withSimulated(evidence, last.simulated);
    const isEmpty = last?.kept.plannedPairs === 0;
    const isWorth = last !== null && !isEmpty && last.kept.inSpecPairs >= before.inSpecPairs;
    if (isWorth && shareOf(last!.kept) > shareOf(best.kept)) {
      best = last!;
      onEvent({ kind: 'record', record: end('interrupted') });
    }
    if (keeps(best.kept, inSpec.share)) return end('reached');
    if (round === MOST_ROUNDS) {
      if (best.record.options.inSpec!.margins.paths.length > 0) return end('rounds');
      if (last === null) return end('no-plan');
      return end(isEmpty ? 'nothing-left' : 'kept-before');
    }
    if (round > 0) {
      if (isWorth) margins = tightened;
      level = isWorth ? tighter(level) : looser(level);
    }
    tightened = tighten(margins, level.next, evidence, (last ?? best).simulated);
    const options = { ...input.options, inSpec: { ...inSpec, margins: tightened } };
    const record = await planScenario({ scenario: input.scenario, options }, environment, (event) => {
      // What a round finds is no result before it is simulated.
      if (event.kind !== 'proofs' && event.kind !== 'record') onEvent(event);
    });
    if (isAborted()) return end('interrupted');
    const missesRates = record.status === 'infeasible' && first.status !== 'infeasible';
    const next: Measured | null = missesRates ? null : await simulate(record, round + 1);
    if (isAborted()) return end('interrupted');
    last = next;
  }
}

interface Level {
  readonly now: number;
  readonly next: number;
  readonly least: number;
}

const tighter = ({ next, least }: Level): Level => ({
  now: next,
  next: least === 0 ? next / 2 : Math.sqrt(next * least),
  least,
});

/** After margins that leave no plan, or fewer pairs in spec. */
const looser = ({ now, next }: Level): Level => ({ now, next: Math.sqrt(next * now), least: next });

/** The lower end of the confidence interval counts. */
const keeps = (kept: Kept, share: number): boolean =>
  shareOf({ ...kept, inSpecPairs: kept.inSpecPairs - (kept.halfWidth ?? 0) }) >= share;

/** Null if there is no plan, or if the simulation was interrupted. */
async function measure(
  record: PlanRecord,
  round: number,
  environment: Environment,
  sample: SamplePlan,
  onEvent: (event: CalibrationEvent) => void,
): Promise<Measured | null> {
  if (record.plan === null) return null;
  const { coherenceSeconds, swapSuccess, relayBuffer } = record.options.inSpec!;
  const recomputed = await recomputeRecord(record, environment);
  const seed = FIRST_SEED + round;
  const options = { ...DEFAULT_SIMULATION_OPTIONS, coherenceSeconds, swapSuccess, relayBuffer, seed };
  const prepared = preparedPlan(recomputed, false).prepare(options);
  const { execution } = prepared;
  const replications = replicationsOf(execution);
  onEvent({ kind: 'simulating', share: 0 });
  const found = await sample(prepared, replications, (done) =>
    onEvent({ kind: 'simulating', share: done / replications }),
  );
  if (found === null) return null;
  const { inSpec, deliveredPairs, samples } = found;
  const { mean: inSpecPairs, halfWidth } = inSpec;
  const plannedPairs = execution.demands.reduce((sum, { planned }) => sum + planned, 0);
  return {
    record,
    kept: { plannedPairs, deliveredPairs, inSpecPairs, halfWidth, replications, seed },
    simulated: { recomputed, execution, samples, coherenceSeconds },
  };
}

/** As many as their arrivals allow. */
function replicationsOf({ slots }: Execution): number {
  const arrivals = slots.reduce(
    (sum, { links }) => sum + links.reduce((ofSlot, { offered }) => ofSlot + offered, 0),
    0,
  );
  const affordable = Math.floor(MOST_ARRIVALS / Math.max(1, arrivals));
  return Math.max(LEAST_REPLICATIONS, Math.min(MOST_REPLICATIONS, affordable));
}
