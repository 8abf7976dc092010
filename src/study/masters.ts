/** Tables of sampled masters beside exact ones on the same cuts. */

import { estimate } from '../base/sample.ts';
import type { BuiltInSampler, EncodingName } from '../domain/hybrid.ts';
import type { MasterResult } from '../domain/master-comparison.ts';
import type { AxisValue, Estimate, StudyAxis, StudyPoint, SummaryRow } from '../domain/study.ts';
import type { JobRecord } from './job.ts';
import type { Study } from './study.ts';
import { type Column, columnsOf } from './table.ts';

interface MasterRow extends StudyPoint {
  readonly master: MasterResult;
}

export const masterRowsOf = (jobs: readonly JobRecord[]): MasterRow[] =>
  jobs.flatMap((job) =>
    job.status === 'failed'
      ? []
      : (job.comparison.masters ?? []).map((master) => ({ at: job.at, seed: job.seed, master })),
  );

/** One row per instance, number of cuts, encoding and sampler. */
export function masterColumns({ axes }: Pick<Study, 'axes'>, rows: readonly MasterRow[]): Column[] {
  const { numbers, texts, axis } = columnsOf(rows);
  return [
    ...axes.map((one) => axis(one, ({ at }) => at[one.name]!)),
    numbers('seed', ({ seed }) => seed),
    numbers('cuts', ({ master }) => master.cuts),
    texts('encoding', ({ master }) => master.encoding),
    texts('sampler', ({ master }) => master.sampler),
    numbers('variables', ({ master }) => master.variables),
    numbers('couplers', ({ master }) => master.couplers),
    numbers('feasibleShare', ({ master }) => master.feasibleShare),
    numbers('theta', ({ master }) => master.theta),
    numbers('claimedTheta', ({ master }) => master.claimedTheta),
    numbers('exactTheta', ({ master }) => master.exactTheta),
    texts('isExact', ({ master }) => String(master.isExact)),
    numbers('loss', ({ master }) => master.loss),
    numbers('seconds', ({ master }) => master.seconds),
    numbers('exactSeconds', ({ master }) => master.exactSeconds),
  ];
}

/** One kind of master at one number of cuts, over all instances. */
export interface MasterSummary {
  readonly cuts: number;
  readonly encoding: EncodingName;
  readonly sampler: BuiltInSampler | null;
  /** Instances, and those without a feasible read. */
  readonly n: number;
  readonly missing: number;
  /** Of the loss, over the instances with a feasible read; null if there is none. */
  readonly loss: Estimate | null;
  readonly medianLoss: number | null;
  readonly largestLoss: number | null;
  readonly feasibleShare: number;
  readonly seconds: number;
  readonly exactSeconds: number;
}

export function summariseMasters(rows: readonly MasterRow[]): MasterSummary[] {
  const groups = new Map<string, MasterResult[]>();
  for (const { master } of rows) {
    const key = JSON.stringify([master.cuts, master.encoding, master.sampler]);
    groups.set(key, [...(groups.get(key) ?? []), master]);
  }
  const mean = (values: readonly number[]) => estimate(values).mean;
  return [...groups.values()].map((own) => {
    const { cuts, encoding, sampler } = own[0]!;
    const losses = own.flatMap(({ loss }) => loss ?? []).toSorted((a, b) => a - b);
    return {
      cuts,
      encoding,
      sampler,
      n: own.length,
      missing: own.length - losses.length,
      loss: losses.length > 0 ? estimate(losses) : null,
      medianLoss: medianOf(losses),
      largestLoss: losses.at(-1) ?? null,
      feasibleShare: mean(own.map(({ feasibleShare }) => feasibleShare ?? 0)),
      seconds: mean(own.map(({ seconds }) => seconds)),
      exactSeconds: mean(own.map(({ exactSeconds }) => exactSeconds)),
    };
  });
}

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function masterSummaryColumns(summary: readonly MasterSummary[]): Column[] {
  const { numbers, texts } = columnsOf(summary);
  return [
    numbers('cuts', ({ cuts }) => cuts),
    texts('encoding', ({ encoding }) => encoding),
    texts('sampler', ({ sampler }) => sampler),
    numbers('n', ({ n }) => n),
    numbers('missing', ({ missing }) => missing),
    numbers('meanLoss', ({ loss }) => loss?.mean ?? null),
    numbers('halfWidth', ({ loss }) => loss?.halfWidth ?? null),
    numbers('medianLoss', ({ medianLoss }) => medianLoss),
    numbers('largestLoss', ({ largestLoss }) => largestLoss),
    numbers('feasibleShare', ({ feasibleShare }) => feasibleShare),
    numbers('seconds', ({ seconds }) => seconds),
    numbers('exactSeconds', ({ exactSeconds }) => exactSeconds),
  ];
}

const MASTER_AXIS = 'master';

/** The name of a kind of master in figures and tables. */
export const masterName = ({ encoding, sampler }: Pick<MasterSummary, 'encoding' | 'sampler'>): string =>
  sampler === null || sampler === 'built-in' ? encoding : `${encoding}, ${sampler}`;

/**
 * The losses as points of a figure: cuts along x, one line per kind of master. Where most instances have no feasible read,
 * the others tell too little.
 */
export function masterFigureData(summary: readonly MasterSummary[]): {
  readonly axes: readonly StudyAxis[];
  readonly points: readonly SummaryRow[];
} {
  const distinct = <Value extends AxisValue>(values: readonly Value[]) => [...new Set(values)];
  return {
    axes: [
      {
        name: 'cuts',
        label: 'cuts of the master',
        unit: '',
        values: distinct(summary.map(({ cuts }) => cuts)),
      },
      { name: MASTER_AXIS, label: '', unit: '', values: distinct(summary.map(masterName)) },
    ],
    points: summary.flatMap((row): SummaryRow[] =>
      row.loss === null || 2 * row.missing > row.n
        ? []
        : [
            {
              at: { cuts: row.cuts, [MASTER_AXIS]: masterName(row) },
              scheme: 'ps-egr',
              measure: 'loss',
              estimate: row.loss,
              missing: row.missing,
              paired: null,
            },
          ],
    ),
  };
}

/** The figure of a study that compares masters. */
export const MASTER_FIGURE = {
  name: 'masters',
  title: 'How far the best read of a sample is below the exact master with the same cuts',
  x: 'cuts',
  measure: 'loss',
  series: MASTER_AXIS,
  panel: null,
  schemes: null,
} as const;
