/** The theorems of docs/decisions/0025-schemes.md on every committed row of the paper's evaluation. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Row {
  readonly at: string;
  readonly x: number;
  readonly seed: number;
  readonly scheme: string;
  readonly objective: number;
  readonly bound: number;
  readonly relaxationBound: number;
  readonly violation: number;
}

/** What two proved gaps leave open, and the rounding of solvers. */
const slack = (...rows: readonly Row[]) =>
  rows.reduce((sum, { bound, objective }) => sum + (Number.isFinite(bound) ? bound - objective : 0), 0) +
  1e-6 * Math.max(...rows.map(({ objective }) => objective));

describe.each([
  ['fig5', 'storageCapacity'],
  ['fig6', 'pairs'],
])('%s', (study, axis) => {
  const file = new URL(`../../bench/results/${study}-rows.csv`, import.meta.url);
  const rows = existsSync(file) ? rowsOf(readFileSync(file, 'utf8'), axis) : [];
  const find = (scheme: string, { at, x, seed }: Row) =>
    rows.find((row) => row.scheme === scheme && row.at === at && row.x === x && row.seed === seed)!;
  const optima = rows.filter(({ scheme }) => scheme === 'ps-egr');
  const values = [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);

  it('has at least 30 instances per point in both readings, all verified, and PS-EGR proved to 1e-4', () => {
    expect(values.length).toBeGreaterThanOrEqual(6);
    for (const reading of ['pairs-per-slot', 'pairs-per-second']) {
      for (const x of values) {
        const here = optima.filter((row) => row.at === reading && row.x === x);
        expect(new Set(here.map(({ seed }) => seed)).size, `${reading} ${x}`).toBeGreaterThanOrEqual(30);
      }
    }
    for (const { violation } of rows) expect(violation).toBeLessThan(1e-6);
    for (const { bound, objective } of optima) expect((bound - objective) / bound).toBeLessThanOrEqual(1e-4);
  });

  it('overlay LP >= LP relaxation >= PS-EGR >= SOS, RRS, NSS, greedy', () => {
    for (const optimum of optima) {
      const overlay = find('overlay-lp', optimum);
      expect(overlay.objective).toBeGreaterThanOrEqual(optimum.relaxationBound - slack(overlay));
      expect(optimum.relaxationBound).toBeGreaterThanOrEqual(optimum.objective - slack(optimum));
      for (const scheme of ['sos', 'rrs', 'nss', 'greedy']) {
        const other = find(scheme, optimum);
        expect(optimum.objective).toBeGreaterThanOrEqual(other.objective - slack(optimum, other));
      }
    }
  });

  it(
    axis === 'pairs'
      ? 'PS-EGR never falls with K'
      : 'NSS is constant, PS-EGR, SOS and RRS never fall with B_m',
    () => {
      const rising = axis === 'pairs' ? ['ps-egr'] : ['ps-egr', 'sos', 'rrs', 'nss'];
      for (const row of rows.filter(({ scheme }) => rising.includes(scheme))) {
        const x = values[values.indexOf(row.x) + 1];
        if (x === undefined) continue;
        const next = find(row.scheme, { ...row, x });
        expect(next.objective).toBeGreaterThanOrEqual(row.objective - slack(row, next));
        if (row.scheme === 'nss')
          expect(row.objective).toBeGreaterThanOrEqual(next.objective - slack(row, next));
      }
    },
  );
});

function rowsOf(csv: string, axis: string): Row[] {
  const [head, ...lines] = csv.trim().split(/\r?\n/);
  const columns = head!.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string) => cells[columns.indexOf(name)]!;
    const number = (name: string) => (cell(name) === '' ? Number.NaN : Number(cell(name)));
    return {
      at: cell('capacityUnit'),
      x: number(axis),
      seed: number('seed'),
      scheme: cell('scheme'),
      objective: number('objective'),
      bound: number('bound'),
      relaxationBound: number('relaxationBound'),
      violation: number('maxViolation'),
    };
  });
}
