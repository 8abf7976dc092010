import type { MethodAttempt } from '../domain/comparison.ts';
import type { StudyRow, SummaryRow } from '../domain/study.ts';
import type { JobRecord } from './job.ts';
import type { Study } from './study.ts';
import { type Column, columnsOf } from './table.ts';

/** One row per instance and scheme; a failed job has none. */
export const rowsOf = (jobs: readonly JobRecord[]): StudyRow[] =>
  jobs.flatMap((job) => {
    if (job.status === 'failed') return [];
    const { at, seed, comparison } = job;
    const { relaxationBound } = comparison;
    return comparison.results.map((result) => ({ at, seed, relaxationBound, result }));
  });

/**
 * The tidy table: axes, seed, scheme, results, and for each method its own time, gap and status. `status`, `method` and
 * `seconds` belong to the method that gave the result.
 */
export function rowColumns({ axes, options, simulation }: Study, rows: readonly StudyRow[]): Column[] {
  const { numbers, texts, axis } = columnsOf(rows);
  return [
    ...axes.map((one) => axis(one, ({ at }) => at[one.name]!)),
    numbers('seed', ({ seed }) => seed),
    texts('scheme', ({ result }) => result.scheme),
    texts('status', ({ result }) => result.status),
    texts('method', ({ result }) => result.method),
    numbers('totalPairs', ({ result }) => result.totalPairs),
    ...(simulation ? simulatedColumns(rows) : []),
    numbers('objective', ({ result }) => result.objective),
    numbers('bound', ({ result }) => result.bound),
    numbers('relativeGap', ({ result }) => result.relativeGap),
    numbers('relaxationBound', ({ relaxationBound }) => relaxationBound),
    numbers('fidelity', ({ result }) => result.fidelity),
    numbers('seconds', ({ result }) => result.seconds),
    numbers('maxViolation', ({ result }) => result.maxViolation),
    ...options.methods.flatMap(({ method }) => {
      const attempt = ({ result }: StudyRow): MethodAttempt | undefined =>
        result.attempts.find((one) => one.method === method);
      return [
        numbers(`${method}Seconds`, (row) => attempt(row)?.seconds ?? null),
        numbers(`${method}Gap`, (row) => attempt(row)?.relativeGap ?? null),
        texts(`${method}Status`, (row) => attempt(row)?.status ?? null),
      ];
    }),
    // What the plan asks of hardware; empty where it is unknown.
    numbers('mostModesInFlight', ({ result }) => mostModes(result)),
    numbers('linksOfUnknownModes', ({ result }) => result.assumptions?.unknownLinks ?? null),
    numbers('longestStorageSeconds', ({ result }) => result.assumptions?.longestStorageSeconds ?? null),
    numbers('smallestFidelityMargin', ({ result }) => result.assumptions?.fidelity?.smallestMargin ?? null),
    numbers('largestLatencySeconds', ({ result }) => result.assumptions?.latency?.largestSeconds ?? null),
  ];
}

/** What of a plan comes true; empty without a plan that passed its check. */
function simulatedColumns(rows: readonly StudyRow[]): Column[] {
  const { numbers } = columnsOf(rows);
  return [
    numbers('plannedPairs', ({ result }) => result.simulated?.plannedPairs ?? null),
    numbers('realisedPairs', ({ result }) => result.simulated?.realised.mean ?? null),
    numbers('realisedHalfWidth', ({ result }) => result.simulated?.realised.halfWidth ?? null),
    numbers('inSpecPairs', ({ result }) => result.simulated?.inSpec.mean ?? null),
    numbers('inSpecHalfWidth', ({ result }) => result.simulated?.inSpec.halfWidth ?? null),
  ];
}

/** Of the node that needs most; null if no link of the plan tells. */
function mostModes({ assumptions }: StudyRow['result']): number | null {
  if (!assumptions) return null;
  const { nodes, unknownLinks } = assumptions;
  const most = nodes.reduce((least, { modesInFlight }) => Math.max(least, modesInFlight), 0);
  return most > 0 || unknownLinks === 0 ? most : null;
}

/** One row per draw of random routing. */
export function drawColumns({ axes }: Study, rows: readonly StudyRow[]): Column[] {
  const draws = rows.flatMap(({ at, seed, result }) =>
    (result.draws ?? []).map((draw, index) => ({ at, seed, draw: index + 1, ...draw })),
  );
  const { numbers, axis } = columnsOf(draws);
  return [
    ...axes.map((one) => axis(one, ({ at }) => at[one.name]!)),
    numbers('seed', ({ seed }) => seed),
    numbers('draw', ({ draw }) => draw),
    numbers('totalPairs', ({ totalPairs }) => totalPairs),
    numbers('objective', ({ objective }) => objective),
  ];
}

/** One row per point of the grid, scheme and measure; half widths are those of 95 % confidence intervals. */
export function summaryColumns({ axes }: Study, points: readonly SummaryRow[]): Column[] {
  const { numbers, texts, axis } = columnsOf(points);
  return [
    ...axes.filter(({ averaged }) => !averaged).map((one) => axis(one, ({ at }) => at[one.name]!)),
    texts('scheme', ({ scheme }) => scheme),
    texts('measure', ({ measure }) => measure),
    numbers('n', ({ estimate }) => estimate.n),
    numbers('missing', ({ missing }) => missing),
    numbers('mean', ({ estimate }) => estimate.mean),
    numbers('halfWidth', ({ estimate }) => estimate.halfWidth),
    numbers('pairedN', ({ paired }) => paired?.difference.n ?? null),
    numbers('pairedMean', ({ paired }) => paired?.difference.mean ?? null),
    numbers('pairedHalfWidth', ({ paired }) => paired?.difference.halfWidth ?? null),
    numbers('shareAbove', ({ paired }) => paired?.shareAbove ?? null),
  ];
}
