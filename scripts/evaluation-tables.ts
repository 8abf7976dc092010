import type { MethodAttempt } from '../src/domain/comparison.ts';
import { SCHEMES, type SchemeName } from '../src/domain/schemes/schemes.ts';
import type { Estimate, GrowthRow, StudyRow, SummaryRow } from '../src/domain/study.ts';
import type { Study } from '../src/study/study.ts';
import { summarise } from '../src/study/summary.ts';

const BELOW: readonly SchemeName[] = ['sos', 'rrs', 'nss', 'greedy'];

/** Tables of a study over one numeric axis, one set for each value of its second axis, as Markdown by name. */
export function evaluationTables(study: Study, rows: readonly StudyRow[]): Map<string, string> {
  const [first, second] = study.axes;
  const x = first!;
  const summary = summarise(rows, study.axes);
  const tables = new Map<string, string>();
  for (const value of second?.values ?? [null]) {
    const isHere = ({ at }: { readonly at: StudyRow['at'] }) =>
      second === undefined || at[second.name] === value;
    const points = summary.points.filter((row) => isHere(row) && row.measure === 'totalPairs');
    const growth = summary.growth.filter(
      (row) => isHere(row) && row.measure === 'totalPairs' && row.axis === x.name,
    );
    const suffix = value === null ? '' : ` ${value}`;
    tables.set(`values${suffix}`, valueTable(x, study.schemes, points, rows.filter(isHere)));
    tables.set(`differences${suffix}`, differenceTable(x, study.schemes, points));
    tables.set(`growth${suffix}`, growthTable(x, study.schemes, growth));
    tables.set(`proofs${suffix}`, proofTable(x, rows.filter(isHere)));
  }
  if (second) tables.set('grid', gridTable(x, second, summary.points));
  return tables;
}

/** PS-EGR over both axes. */
function gridTable(x: Axis, second: Axis, points: readonly SummaryRow[]): string {
  const totals = points.filter(({ scheme, measure }) => scheme === 'ps-egr' && measure === 'totalPairs');
  return table(
    [x.label, ...second.values.map((value) => `${second.label} ${value}`)],
    x.values.map((value) => [
      String(value),
      ...second.values.map((other) => {
        const point = totals.find(({ at }) => at[x.name] === value && at[second.name] === other);
        return point ? interval(point.estimate) : '–';
      }),
    ]),
  );
}

type Axis = Study['axes'][number];

function valueTable(
  x: Axis,
  schemes: readonly SchemeName[],
  points: readonly SummaryRow[],
  rows: readonly StudyRow[],
): string {
  const pairsPerObjective = (row: StudyRow) => row.result.totalPairs! / row.result.objective!;
  return table(
    [x.label, ...schemes.map((scheme) => SCHEMES[scheme].title), 'LP relaxation'],
    x.values.map((value) => {
      const relaxed = rows.filter(
        ({ at, result, relaxationBound }) =>
          at[x.name] === value && result.scheme === 'ps-egr' && result.objective && relaxationBound,
      );
      // All weights are equal, so pairs and objective have a fixed ratio.
      const bounds = relaxed.map((row) => row.relaxationBound! * pairsPerObjective(row));
      return [
        String(value),
        ...schemes.map((scheme) => {
          const point = points.find((row) => row.scheme === scheme && row.at[x.name] === value);
          return point ? interval(point.estimate) : '–';
        }),
        bounds.length > 0 ? whole(bounds.reduce((sum, bound) => sum + bound, 0) / bounds.length) : '–',
      ];
    }),
  );
}

function differenceTable(x: Axis, schemes: readonly SchemeName[], points: readonly SummaryRow[]): string {
  const shown = BELOW.filter((scheme) => schemes.includes(scheme));
  return table(
    [x.label, ...shown.map((scheme) => `over ${SCHEMES[scheme].title}`)],
    x.values.map((value) => [
      String(value),
      ...shown.map((scheme) => {
        const paired = points.find((row) => row.scheme === scheme && row.at[x.name] === value)?.paired;
        return paired ? `${interval(paired.difference)}; ${percent(paired.shareAbove)}` : '–';
      }),
    ]),
  );
}

function growthTable(x: Axis, schemes: readonly SchemeName[], growth: readonly GrowthRow[]): string {
  const shown = schemes.filter((scheme) => scheme !== 'overlay-lp');
  const steps = x.values.slice(1).map((to, index) => [x.values[index], to] as const);
  return table(
    [x.label, ...shown.map((scheme) => SCHEMES[scheme].title)],
    steps.map(([from, to]) => [
      `${from} → ${to}`,
      ...shown.map((scheme) => {
        const row = growth.find((each) => each.scheme === scheme && each.from === from && each.to === to);
        return row
          ? `${interval(row.difference)}; ${percent(row.shareRising)} up, ${percent(row.shareFalling)} down`
          : '–';
      }),
    ]),
  );
}

/** Which method closed the gap first, and what Benders alone does within its limit. */
function proofTable(x: Axis, rows: readonly StudyRow[]): string {
  return table(
    [
      x.label,
      'n',
      'largest gap',
      'closed first',
      'MILP: median, slowest',
      'Benders: proved',
      'Benders: median time',
      'Benders: median, largest gap',
    ],
    x.values.map((value) => {
      const results = rows.flatMap(({ at, result }) =>
        at[x.name] === value && result.scheme === 'ps-egr' ? [result] : [],
      );
      const of = (method: string) =>
        results.flatMap(({ attempts }) => attempts.filter((attempt) => attempt.method === method));
      const milp = of('milp').map(({ seconds }) => seconds);
      const benders = of('benders');
      const isProved = ({ status }: MethodAttempt) => status === 'optimal' || status === 'gap-reached';
      const gaps = benders.map(({ relativeGap }) => relativeGap ?? Number.POSITIVE_INFINITY);
      const first = (method: string) => results.filter((result) => result.method === method).length;
      return [
        String(value),
        String(results.length),
        small(Math.max(...results.map(({ relativeGap }) => relativeGap ?? Number.POSITIVE_INFINITY))),
        `MILP ${first('milp')}, Benders ${first('benders')}`,
        milp.length > 0 ? `${median(milp).toFixed(1)} s, ${Math.max(...milp).toFixed(1)} s` : '–',
        benders.length > 0 ? `${benders.filter(isProved).length} of ${benders.length}` : '–',
        benders.length > 0 ? `${median(benders.map(({ seconds }) => seconds)).toFixed(1)} s` : '–',
        benders.length > 0 ? `${small(median(gaps))}, ${small(Math.max(...gaps))}` : '–',
      ];
    }),
  );
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** A whole number without a negative zero. */
const whole = (value: number): string => (Math.round(value) || 0).toLocaleString('en-US');
const interval = ({ mean, halfWidth }: Estimate): string =>
  halfWidth === null ? whole(mean) : `${whole(mean)} ± ${whole(halfWidth)}`;
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const small = (gap: number): string => (gap < 1e-9 ? '0' : gap.toExponential(1));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
