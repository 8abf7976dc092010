import { estimate } from '../base/sample.ts';
import { VERIFICATION_TOLERANCE } from '../domain/certificate.ts';
import type { SchemeResult } from '../domain/comparison.ts';
import { REFERENCE_SCHEME, SCHEME_NAMES, type SchemeName } from '../domain/schemes/schemes.ts';
import {
  type AxisValue,
  type GrowthRow,
  STUDY_MEASURES,
  type StudyAxis,
  type StudyMeasure,
  type StudyRow,
  type StudySummary,
  type SummaryRow,
} from '../domain/study.ts';

type Place = Readonly<Record<string, AxisValue>>;

/** The results of one scheme at one point of the grid, by replication: seed and values of averaged axes. */
interface Cell {
  readonly at: Place;
  readonly scheme: SchemeName;
  readonly results: ReadonlyMap<string, SchemeResult>;
}

/**
 * Means, paired differences and growth of every measure. A result without a value, because its plan failed its check or
 * misses minimum rates, is left out and counted in `missing`; if no result has a value, there is no row.
 *
 * "Strictly" above, rising or falling means by more than the sum of the two proved gaps (bound − objective of each; for
 * total pairs, times pairs/objective, which is exact if all weights are equal) and by more than 10⁻⁶ of the larger
 * value, the tolerance of the solvers. A `completed` rule has no optimum to miss, so no gap; any other result without a
 * bound proves nothing and never counts. For fidelity, time and gap nothing is proved, so only the tolerance counts; for
 * what was simulated, the sum of the two half-widths.
 *
 * @param replications instances per point of the study; by default, those among the rows
 */
export function summarise(
  rows: readonly StudyRow[],
  axes: readonly StudyAxis[],
  replications?: number,
): StudySummary {
  const places = axes.filter(({ name, averaged }) => name !== 'scheme' && name !== 'seed' && !averaged);
  const averaged = axes.filter((axis) => axis.averaged);
  const replicationOf = ({ at, seed }: StudyRow) =>
    JSON.stringify([seed, ...averaged.map(({ name }) => at[name])]);
  const cells = cellsOf(rows, places, replicationOf);
  const expected = replications ?? new Set(rows.map(replicationOf)).size;
  return {
    points: [...cells.values()].flatMap((cell) => pointRows(cell, cells, expected)),
    growth: places.flatMap((axis) => growthRows(axis, places, cells)),
  };
}

/** The cells in the order of the axes' values, and at each point in the order of the schemes. */
function cellsOf(
  rows: readonly StudyRow[],
  places: readonly StudyAxis[],
  replicationOf: (row: StudyRow) => string,
): Map<string, Cell> {
  const rank = (row: StudyRow) => [
    ...places.map(({ name, values }) => values.indexOf(row.at[name]!)),
    SCHEME_NAMES.indexOf(row.result.scheme),
  ];
  const sorted = rows.map((row) => ({ row, rank: rank(row) })).sort((a, b) => compareRanks(a.rank, b.rank));
  const cells = new Map<string, Cell & { readonly results: Map<string, SchemeResult> }>();
  for (const { row } of sorted) {
    const at = Object.fromEntries(places.map(({ name }) => [name, row.at[name]!]));
    const { scheme } = row.result;
    const key = keyOf(at, scheme);
    const cell = cells.get(key) ?? { at, scheme, results: new Map() };
    cell.results.set(replicationOf(row), row.result);
    cells.set(key, cell);
  }
  return cells;
}

const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - b[index]!).find((difference) => difference !== 0) ?? 0;

/** `at` holds the axes in the same order everywhere in this file. */
const keyOf = (at: Place, scheme: SchemeName): string => JSON.stringify([at, scheme]);

function pointRows(cell: Cell, cells: ReadonlyMap<string, Cell>, replications: number): SummaryRow[] {
  const { at, scheme } = cell;
  const best = scheme === REFERENCE_SCHEME ? undefined : cells.get(keyOf(at, REFERENCE_SCHEME));
  return STUDY_MEASURES.flatMap((measure) => {
    const values = [...cell.results.values()].flatMap((result) => measured(result, measure) ?? []);
    if (values.length === 0) return [];
    const pairs = best ? pairedResults(cell, best, measure) : [];
    const paired = pairs.length === 0 ? null : compare(pairs, measure);
    return {
      at,
      scheme,
      measure,
      estimate: estimate(values),
      missing: replications - values.length,
      paired: paired && { difference: paired.difference, shareAbove: paired.shareAbove },
    };
  });
}

function growthRows(
  axis: StudyAxis,
  places: readonly StudyAxis[],
  cells: ReadonlyMap<string, Cell>,
): GrowthRow[] {
  const numbers = axis.values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const others = places.filter(({ name }) => name !== axis.name).map(({ name }) => name);
  return [...cells.values()].flatMap((cell) => {
    const from = cell.at[axis.name];
    const to = numbers[numbers.indexOf(from as number) + 1];
    if (typeof from !== 'number' || to === undefined) return [];
    const next = cells.get(keyOf({ ...cell.at, [axis.name]: to }, cell.scheme));
    if (!next) return [];
    return STUDY_MEASURES.flatMap((measure) => {
      const pairs = pairedResults(cell, next, measure);
      if (pairs.length === 0) return [];
      const { difference, shareAbove, shareBelow } = compare(pairs, measure);
      return {
        axis: axis.name,
        from,
        to,
        at: Object.fromEntries(others.map((name) => [name, cell.at[name]!])),
        scheme: cell.scheme,
        measure,
        difference,
        shareRising: shareAbove,
        shareFalling: shareBelow,
      };
    });
  });
}

/** The measure of a result; null if its plan failed its check, or misses minimum rates that the others have to keep. */
const measured = (result: SchemeResult, measure: StudyMeasure): number | null =>
  result.status === 'minimum-rate-missed' || (result.maxViolation ?? 0) > VERIFICATION_TOLERANCE
    ? null
    : statedIn(result, measure);

function statedIn(result: SchemeResult, measure: StudyMeasure): number | null {
  if (measure === 'realisedPairs') return result.simulated?.realised.mean ?? null;
  if (measure === 'inSpecPairs') return result.simulated?.inSpec.mean ?? null;
  return result[measure];
}

/** Results of the same seed that both have a value. */
interface ResultPair {
  readonly low: SchemeResult;
  readonly high: SchemeResult;
  /** The two values of the measure. */
  readonly values: readonly [low: number, high: number];
}

function pairedResults(lows: Cell, highs: Cell, measure: StudyMeasure): ResultPair[] {
  return [...lows.results].flatMap(([replication, low]): ResultPair[] => {
    const high = highs.results.get(replication);
    if (high === undefined) return [];
    const [from, to] = [measured(low, measure), measured(high, measure)];
    return from === null || to === null ? [] : [{ low, high, values: [from, to] }];
  });
}

/** The differences `high` minus `low`, and the shares of pairs in which they are strictly above and below zero. */
function compare(pairs: readonly ResultPair[], measure: StudyMeasure) {
  const steps = pairs.map(({ low, high, values: [from, to] }) => {
    const largest = Math.max(Math.abs(from), Math.abs(to));
    const slack = Math.max(TOLERANCE * largest, openGap(low, measure) + openGap(high, measure));
    return { difference: to - from, slack };
  });
  const share = (sign: 1 | -1) =>
    steps.filter(({ difference, slack }) => sign * difference > slack).length / pairs.length;
  return {
    difference: estimate(steps.map(({ difference }) => difference)),
    shareAbove: share(1),
    shareBelow: share(-1),
  };
}

const TOLERANCE = 1e-6;

/** How far the optimum of the result's scheme may be above its value, in units of the measure. */
function openGap(result: SchemeResult, measure: StudyMeasure): number {
  if (measure === 'realisedPairs') return result.simulated?.realised.halfWidth ?? 0;
  if (measure === 'inSpecPairs') return result.simulated?.inSpec.halfWidth ?? 0;
  if (measure !== 'objective' && measure !== 'totalPairs') return 0;
  const { status, bound, objective, totalPairs } = result;
  if (status === 'completed') return 0;
  if (bound === null || objective === null) return Number.POSITIVE_INFINITY;
  const gap = Math.max(0, bound - objective);
  if (measure === 'objective' || gap === 0) return gap;
  // If nothing was delivered, pairs and objective have no ratio.
  return objective > 0 ? (gap * (totalPairs ?? 0)) / objective : Number.POSITIVE_INFINITY;
}
