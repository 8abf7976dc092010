import type { SchemeResult } from '../domain/comparison.ts';
import type { StudyRow } from '../domain/study.ts';
import type { JobRecord } from './job.ts';
import type { Study } from './study.ts';
import type { Cell, Column } from './table.ts';

/** One row an instance and scheme; a failed job has none. */
export const rowsOf = (jobs: readonly JobRecord[]): StudyRow[] =>
  jobs.flatMap((job) => {
    if (job.status === 'failed') return [];
    const { at, seed, comparison } = job;
    const { relaxationBound } = comparison;
    return comparison.results.map((result) => ({ at, seed, relaxationBound, result }));
  });

/**
 * The tidy table: axes, seed, scheme, what came out, and for each method asked its own time, gap and
 * status. `status`, `method` and `seconds` are of the method that made the result.
 */
export function rowColumns({ axes, options }: Study, rows: readonly StudyRow[]): Column[] {
  const column = (name: string, of: (row: StudyRow) => Cell): Column => ({ name, cells: rows.map(of) });
  const result = (name: string, of: (result: SchemeResult) => Cell): Column =>
    column(name, (row) => of(row.result));
  return [
    ...axes.map(({ name }) => column(name, ({ at }) => at[name]!)),
    column('seed', ({ seed }) => seed),
    result('scheme', ({ scheme }) => scheme),
    result('status', ({ status }) => status),
    result('method', ({ method }) => method),
    result('totalPairs', ({ totalPairs }) => totalPairs),
    result('objective', ({ objective }) => objective),
    result('bound', ({ bound }) => bound),
    result('relativeGap', ({ relativeGap }) => relativeGap),
    column('relaxationBound', ({ relaxationBound }) => relaxationBound),
    result('fidelity', ({ fidelity }) => fidelity),
    result('seconds', ({ seconds }) => seconds),
    result('maxViolation', ({ maxViolation }) => maxViolation),
    ...options.methods.flatMap(({ method }) => {
      const attempt = (row: SchemeResult) => row.attempts.find((one) => one.method === method);
      return [
        result(`${method}Seconds`, (row) => attempt(row)?.seconds ?? null),
        result(`${method}Gap`, (row) => attempt(row)?.relativeGap ?? null),
        result(`${method}Status`, (row) => attempt(row)?.status ?? null),
      ];
    }),
  ];
}

/** One row a draw of random routing. */
export function drawColumns({ axes }: Study, rows: readonly StudyRow[]): Column[] {
  const draws = rows.flatMap(({ at, seed, result }) =>
    (result.draws ?? []).map((draw, index) => ({ at, seed, draw: index + 1, ...draw })),
  );
  return [
    ...axes.map(({ name }): Column => ({ name, cells: draws.map(({ at }) => at[name]!) })),
    { name: 'seed', cells: draws.map(({ seed }) => seed) },
    { name: 'draw', cells: draws.map(({ draw }) => draw) },
    { name: 'totalPairs', cells: draws.map(({ totalPairs }) => totalPairs) },
    { name: 'objective', cells: draws.map(({ objective }) => objective) },
  ];
}
