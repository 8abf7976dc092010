import type { InputIssue } from '../../../base/errors.ts';
import type { SimulationOptions } from '../../../domain/simulation.ts';
import type { PlanOptions } from '../../../planning/options.ts';

export type RunKind = RunJob['kind'];

/** What a child process carries out: ids and options, never commands, paths or addresses. */
export type RunJob = PlanJob | SimulationJob | StudyJob;

export interface PlanJob {
  readonly kind: 'plan';
  readonly id: string;
  readonly options: PlanOptions;
  /** Another plan, whose routes it starts from. */
  readonly start: string | null;
}

export interface SimulationJob {
  readonly kind: 'simulation';
  readonly id: string;
  /** The plan to simulate. */
  readonly plan: string;
  readonly options: SimulationOptions;
  readonly replications: number;
  /** Half-width at which to stop, as a share of what is planned; null to make all replications. */
  readonly precision: number | null;
}

export interface StudyJob {
  readonly kind: 'study';
  readonly id: string;
}

/** How a job ends whose process lives: with a result, or with what is wrong with its input. */
export type RunResult<State> =
  | { readonly ended: 'finished'; readonly state: State }
  | { readonly ended: 'refused'; readonly issues: readonly InputIssue[] };

export interface JobListener<State> {
  /** Asks the job to end soon and keep what it has. */
  readonly signal: AbortSignal;
  readonly onProgress: (state: State) => void;
}

/** The texts of a run in its directory, as they were sent. */
export const SCENARIO_FILE = 'scenario.yaml';
export const STUDY_FILE = 'study.yaml';
