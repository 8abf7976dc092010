import type { SchemeResult } from './comparison.ts';
import type { SchemeName } from './schemes/schemes.ts';

/** An axis of a study: its name, and how it is shown. */
export interface StudyAxis {
  /** Column of the tidy table, e.g. `storageCapacity`. */
  readonly name: string;
  /** As on a figure, e.g. `storage capacity B_m`. */
  readonly label: string;
  /** E.g. `pairs`; empty for a plain number or a word. */
  readonly unit: string;
  readonly values: readonly AxisValue[];
  /** Whether means are taken over its values, as over seeds. */
  readonly averaged?: boolean;
}

export type AxisValue = number | string | boolean;

/** One instance of a study: a point of the grid and a replication. */
export interface StudyPoint {
  /** One value per axis, by axis name. */
  readonly at: Readonly<Record<string, AxisValue>>;
  /** Seed of the instance: replications 1..n of one point have different seeds; different points use the same ones. */
  readonly seed: number;
}

/** One row of the tidy table: the result of one scheme on one instance. */
export interface StudyRow extends StudyPoint {
  readonly result: SchemeResult;
  /** LP relaxation of PS-EGR on the same instance, Σ α y. */
  readonly relaxationBound: number | null;
}

/** What is measured in a summary or figure. */
export const STUDY_MEASURES = [
  'totalPairs',
  'objective',
  'fidelity',
  'seconds',
  'relativeGap',
  'realisedPairs',
  'inSpecPairs',
] as const;
export type StudyMeasure = (typeof STUDY_MEASURES)[number];
/** The measures of plans that are simulated. */
export const SIMULATED_MEASURES: readonly StudyMeasure[] = ['realisedPairs', 'inSpecPairs'];
/** What figures show: a measure of schemes, or the loss of sampled masters. */
export type DrawnMeasure = StudyMeasure | 'loss';

/** A mean with its 95 % confidence interval by Student's t; the interval is null for n < 2. */
export interface Estimate {
  readonly n: number;
  readonly mean: number;
  readonly halfWidth: number | null;
}

/** The summary of the rows of a study, without those that have no value. */
export interface StudySummary {
  readonly points: readonly SummaryRow[];
  readonly growth: readonly GrowthRow[];
}

/** One scheme at one point of the grid, over the replications that have a value. */
export interface SummaryRow {
  /** Without the axes `scheme`, which is separate, `seed`, and those over which the mean is taken. */
  readonly at: Readonly<Record<string, AxisValue>>;
  readonly scheme: SchemeName;
  readonly measure: DrawnMeasure;
  readonly estimate: Estimate;
  /**
   * Seeds of the study without a value here: failed, not run, without a plan, or with a plan that failed its check or
   * misses minimum rates.
   */
  readonly missing: number;
  /**
   * PS-EGR minus this scheme on the instances where both have a value, and the share of these where PS-EGR is strictly
   * above; null for PS-EGR itself or if there is no such instance.
   */
  readonly paired: { readonly difference: Estimate; readonly shareAbove: number } | null;
}

/** What a scheme gains from one value of a numeric axis to the next, on the same seeds. */
export interface GrowthRow {
  readonly axis: string;
  readonly from: number;
  readonly to: number;
  /** The other axes. */
  readonly at: Readonly<Record<string, AxisValue>>;
  readonly scheme: SchemeName;
  readonly measure: StudyMeasure;
  /** Value at `to` minus value at `from`. */
  readonly difference: Estimate;
  /** Shares of the seeds on which the value strictly rises, and on which it strictly falls. */
  readonly shareRising: number;
  readonly shareFalling: number;
}

/** A figure that a study requests. */
export interface StudyFigure {
  readonly name: string;
  readonly title: string;
  /** Axis along x. */
  readonly x: string;
  readonly measure: DrawnMeasure;
  /** What distinguishes the lines: `scheme` or an axis. */
  readonly series: string;
  /** An axis with one panel per value; null for one panel. */
  readonly panel: string | null;
  /** The schemes shown; null for all. */
  readonly schemes: readonly SchemeName[] | null;
}
