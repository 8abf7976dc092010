import type { Activity } from '../domain/activity.ts';
import { NO_MARGINS } from '../domain/margins.ts';
import type { Plan } from '../domain/plan.ts';
import type { RunRecord, TrajectoryPoint } from '../domain/run-record.ts';
import type { Proof } from '../methods/proof.ts';
import type { Layout } from '../model/layout.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Environment } from './environment.ts';
import { optionsOfRecord, type PlanOptions, schemesOfCatalogue } from './options.ts';
import type { Prepared } from './prepare.ts';
import type { PlanRecord } from './record.ts';

export interface PlanInput {
  readonly scenario: Scenario;
  readonly options: PlanOptions;
  /** Plans whose routes to start from: takes the best of them, with the best rates for its routes. */
  readonly starts?: readonly Plan[];
  /** An interrupted run of the same scenario to resume. */
  readonly resume?: { readonly record: RunRecord; readonly proofs: readonly Proof[] };
}

export type PlanEvent =
  | {
      readonly kind: 'stage';
      readonly stage: 'topology' | 'catalogue' | 'first plan' | 'relaxation' | 'search' | 'finishing';
      /** How much of the stage is done, 0 to 1 if known; 0 when it begins. */
      readonly share: number;
    }
  /** A first plan as it was built, with an upper bound, both Σ α y. It is checked next, and counts only if it holds. */
  | { readonly kind: 'built'; readonly objective: number; readonly bound: number }
  | ({ readonly kind: 'progress' } & TrajectoryPoint & { readonly relativeGap: number | null })
  /** What the search is working at. */
  | ({ readonly kind: 'activity' } & Activity)
  /** A better plan or bound, as a complete record that could be the final one. */
  | { readonly kind: 'record'; readonly record: PlanRecord }
  /** New proofs that a later run can reuse. */
  | { readonly kind: 'proofs'; readonly proofs: readonly Proof[] }
  /** Something failed and the run continues without it; one sentence, which the notes of the record repeat. */
  | { readonly kind: 'trouble'; readonly text: string };

/** A run whose network and catalogue are built: what methods and rules have in common. */
export interface PlanTask {
  readonly prepared: Prepared;
  /** Layout of the problem as the scheme sees it. */
  readonly layout: Layout;
  readonly input: PlanInput;
  readonly environment: Environment;
  readonly onEvent: (event: PlanEvent) => void;
  /** Whether to find out after the search what the limits of the catalogue cost. */
  readonly weighsLimits: boolean;
}

/** Plans of older runs to begin with; the plan of a resumed run comes last. */
export const olderPlans = ({ starts = [], resume }: PlanInput): readonly Plan[] =>
  resume?.record.plan ? [...starts, resume.record.plan] : starts;

/** Whether saving the record would lose the recorded plan: only another plan may replace it. */
export const losesPlan = (record: RunRecord, { resume }: Pick<PlanInput, 'resume'>): boolean =>
  record.plan === null && resume != null && resume.record.plan !== null;

/** Share of the time limit, and seconds, that what follows the search may take beyond it. */
const FINISHING_SHARE = 0.1;
const LEAST_FINISHING_SECONDS = 1;
const MOST_FINISHING_SECONDS = 20;

/** Seconds after the end of the search for polishing rates and prices and for explaining the outcome. */
export const finishingSeconds = ({ timeLimitSeconds }: Pick<PlanOptions, 'timeLimitSeconds'>): number =>
  Math.min(MOST_FINISHING_SECONDS, Math.max(LEAST_FINISHING_SECONDS, FINISHING_SHARE * timeLimitSeconds));

/** What a path is worth besides what the scenario says. */
const worthOf = ({ inSpec }: PlanOptions): string =>
  JSON.stringify([inSpec?.margins ?? NO_MARGINS, inSpec?.swapSuccess ?? null]);

/** Whether the proofs of an earlier run of this version hold for this run: it must have the same scheme and paths. */
export function isOfSameProblem(record: RunRecord, options: PlanOptions): boolean {
  const before = optionsOfRecord(record);
  return (
    before.scheme === options.scheme &&
    before.catalogue === options.catalogue &&
    schemesOfCatalogue(before).join() === schemesOfCatalogue(options).join() &&
    worthOf(before) === worthOf(options)
  );
}

/** The resumed run, if its proofs hold for this one; otherwise null. */
export function provedBefore({
  input: { resume, options },
  layout,
}: Pick<PlanTask, 'input' | 'layout'>): NonNullable<PlanInput['resume']> | null {
  if (!resume || resume.record.catalogue.choices !== layout.choices.length) return null;
  return isOfSameProblem(resume.record, options) ? resume : null;
}
