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
  readonly environment: Environment;
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
