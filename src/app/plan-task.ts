import type { Plan } from '../domain/plan.ts';
import type { RunRecord, RunStatus, Shortage, TrajectoryPoint } from '../domain/run-record.ts';
import { type Solver, SolverError } from '../lp/solver.ts';
import type { MethodEnd, MethodProgress } from '../methods/method.ts';
import type { Proof } from '../methods/proof.ts';
import type { Layout } from '../model/layout.ts';
import { scenarioHash } from '../scenario/hash.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { optionsOfRecord, type PlanOptions, schemesOfCatalogue } from './options.ts';
import type { Prepared } from './prepare.ts';
import { type Candidate, createRecorder, type Earlier, type PlanRecord, type Recorder } from './recorder.ts';
import type { Tools } from './tools.ts';

export interface PlanInput {
  readonly scenario: Scenario;
  readonly options: PlanOptions;
  /** Plans whose routes to start from: the best of them, with the best rates for them. */
  readonly starts?: readonly Plan[];
  /** An interrupted run of the same scenario to go on from. */
  readonly resume?: { readonly record: RunRecord; readonly proofs: readonly Proof[] };
}

export type PlanEvent =
  | {
      readonly kind: 'stage';
      readonly stage: 'topology' | 'catalogue' | 'relaxation' | 'search' | 'finishing';
      /** How much of the stage is done, 0 to 1, where that is known; 0 where it begins. */
      readonly share: number;
    }
  | ({ readonly kind: 'progress' } & TrajectoryPoint & { readonly relativeGap: number | null })
  /** A better plan or bound, as a complete record that could be the last word. */
  | { readonly kind: 'record'; readonly record: PlanRecord }
  /** What is proved that a later run can go on from. */
  | { readonly kind: 'proofs'; readonly proofs: readonly Proof[] }
  /** Something broke on the way and the run goes on without it; in one sentence, also among the notes of the record. */
  | { readonly kind: 'trouble'; readonly text: string };

/** A run with its network and catalogue made: what methods and rules have in common. */
export interface PlanTask {
  readonly prepared: Prepared;
  /** Of the problem as the scheme sees it. */
  readonly layout: Layout;
  readonly input: PlanInput;
  readonly tools: Tools;
  readonly onEvent: (event: PlanEvent) => void;
  /** Whether to find out, after the search, what the limits of the catalogue cost. */
  readonly weighsLimits: boolean;
}

/** Plans of older runs to begin with; that of the run to go on from last. */
export const olderPlans = ({ starts = [], resume }: PlanInput): readonly Plan[] =>
  resume?.record.plan ? [...starts, resume.record.plan] : starts;

/** Whether a record would take a plan on record from the user, which gives way only to a plan. */
export const losesPlan = (record: RunRecord, { resume }: Pick<PlanInput, 'resume'>): boolean =>
  record.plan === null && resume != null && resume.record.plan !== null;

/** Seconds after the end of the search in which rates and prices may still be polished, and an end be explained. */
export const FINISHING_SECONDS = 20;

/** A recorder of this run. */
export async function openRecorder<Solution extends Candidate>(
  { prepared, layout, input: { scenario, options }, tools }: PlanTask,
  solver: Pick<Solver, 'name' | 'version'>,
  elapsedSeconds: () => number,
  earlier: Earlier | null = null,
): Promise<Recorder<Solution>> {
  return createRecorder<Solution>({
    scenario,
    scenarioHash: await scenarioHash(scenario),
    options,
    version: tools.version,
    prepared,
    layout,
    solver,
    elapsedSeconds,
    earlier,
  });
}

/** Whether what a run of this version proved holds of this one, too: of the same scheme and paths. */
export function isOfSameProblem(record: RunRecord, options: PlanOptions): boolean {
  const before = optionsOfRecord(record);
  return (
    before.scheme === options.scheme &&
    before.catalogue === options.catalogue &&
    schemesOfCatalogue(before).join() === schemesOfCatalogue(options).join()
  );
}

/** The older run, where what it proved holds. */
export function provedBefore({
  input: { resume, options },
  layout,
}: Pick<PlanTask, 'input' | 'layout'>): NonNullable<PlanInput['resume']> | null {
  if (!resume || resume.record.catalogue.choices !== layout.choices.length) return null;
  return isOfSameProblem(resume.record, options) ? resume : null;
}

/**
 * Notes where minimum rates cannot be met, and says what the run comes to that was called infeasible.
 * @param shortages null where it could not be found out
 * @param isTrusted whether the solver that said so is believed without an explanation
 */
export function noteShortages(
  recorder: Pick<Recorder, 'short' | 'remark'>,
  shortages: readonly Shortage[] | null,
  isTrusted: boolean,
): RunStatus {
  if (shortages === null) {
    if (!isTrusted) return 'numerical';
    recorder.remark('warning: which minimum rates cannot be met could not be found out in time');
    return 'infeasible';
  }
  recorder.short(shortages);
  // With nothing short there is a plan, whatever the solver said.
  return shortages.length > 0 ? 'infeasible' : 'numerical';
}

/** Runs a generator to its end and hands on what it yields. */
export async function follow(
  search: AsyncGenerator<MethodProgress, MethodEnd>,
  onProgress: (progress: MethodProgress) => void,
): Promise<MethodEnd> {
  for (;;) {
    const step = await search.next();
    if (step.done) return step.value;
    onProgress(step.value);
  }
}

/** What is done where a solver breaks off that a run needs no more. */
export interface Rescue {
  /** What the solver was at, such as "the search". */
  readonly work: string;
  readonly recorder: Pick<Recorder, 'best' | 'remark'>;
  readonly onEvent: PlanTask['onEvent'];
}

/**
 * Goes on without a solver that crashed, was killed or is not there any more, where there is a plan that
 * would otherwise be lost; says so, also in the record.
 * @returns what takes the place of the work's result
 * @throws what the work throws, where nothing has been found yet or where it is not the solver that failed
 */
export async function withoutSolver<Result>(
  attempt: Promise<Result>,
  otherwise: () => Result,
  { work, recorder, onEvent }: Rescue,
): Promise<Result> {
  try {
    return await attempt;
  } catch (error) {
    if (!(error instanceof SolverError) || recorder.best() === null) throw error;
    const text = `${work} broke off, and the best found before it is kept: ${error.message}`;
    recorder.remark(`error: ${text}`);
    onEvent({ kind: 'trouble', text });
    return otherwise();
  }
}
