import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { roundStep } from '../../src/report/chart.ts';
import { FIGURES, figuresOf } from '../../src/report/figures/figures.ts';
import { boundaryPoints, stepPoints } from '../../src/report/panels.ts';
import { fixture, infeasible, SLOTS } from './fixture.ts';

const svgOf = (record: RunRecord, name: string) =>
  figuresOf(record).find((figure) => figure.name === name)!.svg;
/** The letters of a picture. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);

/** The map needs a scenario that can be read, and memory modes have to be limited; this record has neither. */
const DRAWN = FIGURES.map(({ name }) => name).filter(
  (name) => name !== 'network-map' && name !== 'memory-modes',
);

describe('figuresOf', () => {
  it('draws all figures of well-formed SVG with axes in units', () => {
    const figures = figuresOf(fixture);
    expect(figures.map(({ name }) => name)).toEqual(DRAWN);
    expect(figures.slice(0, 3).map(({ name }) => name)).toEqual(['convergence', 'rates', 'stocks']);
    for (const { svg } of figures) expect(XMLValidator.validate(svg)).toBe(true);
    expect(textsOf(figures[0]!.svg)).toEqual(
      expect.arrayContaining([
        'outer bound',
        'plan (inner bound)',
        'solution time (s)',
        'Σ α y, summed over slots (pairs/s)',
      ]),
    );
    expect(textsOf(figures[1]!.svg)).toEqual(
      expect.arrayContaining([
        'bern~oslo',
        'lyon~oslo',
        'links only',
        'links and stock',
        'slot (20 s each)',
        'pairs/s',
      ]),
    );
    expect(textsOf(figures[2]!.svg)).toEqual(
      expect.arrayContaining(['sat-1', 'hap-1', 'stock', 'capacity', 'pairs']),
    );
  });

  it('draws the same text every time, without ids that clash or anything that moves', () => {
    const [first, second] = [figuresOf(fixture), figuresOf(fixture)];
    expect(second).toEqual(first);
    const ids = first.flatMap(({ svg }) => [...svg.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
    expect(ids.length).toBeGreaterThan(3);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { svg } of first) expect(svg).not.toMatch(/zr\d|<style|<animate|<script|href=/);
  });

  it.each([
    [1e-9, '10⁻⁶ '],
    [1e9, '10⁹ '],
    [0, ''],
  ])('moves powers of ten into the unit: amounts × %s', (factor, prefix) => {
    const scaled = (value: number | null) => value && value * factor;
    const record: RunRecord = {
      ...fixture,
      trajectory: fixture.trajectory.map((point) => ({
        ...point,
        incumbent: scaled(point.incumbent),
        bound: scaled(point.bound),
      })),
    };
    const texts = textsOf(svgOf(record, 'convergence'));
    expect(texts).toContain(`Σ α y, summed over slots (${prefix}pairs/s)`);
    for (const text of texts) expect(text).not.toMatch(/0\.000|\d{8}/);
  });

  it('takes the ink of the page', () => {
    for (const { svg } of figuresOf(fixture)) {
      const inks = [...svg.matchAll(/<text[^>]* fill="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(inks)).toEqual(new Set(['currentColor']));
    }
  });

  it('draws a single point as a line to the end', () => {
    const trajectory = [{ seconds: 0.4, iteration: 1, incumbent: 5618.75, bound: 5618.75 }];
    const svg = svgOf({ ...fixture, trajectory, seconds: { ...fixture.seconds, solve: 0.5 } }, 'convergence');
    expect(svg).toMatch(/<path d="M[\d.]+ ([\d.]+)L740 \1"[^>]*stroke="#0072B2"/);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('uses logarithmic time if most happens at the beginning', () => {
    const seconds = { ...fixture.seconds, solve: 3600 };
    expect(textsOf(svgOf({ ...fixture, seconds }, 'convergence'))).toContain(
      'solution time (s, logarithmic)',
    );
  });

  it('sums up the demands beyond twelve panels', () => {
    const demands = Array.from({ length: 30 }, (_, index) => ({
      ...fixture.demands[0]!,
      demand: `demand-${index}`,
      deliveredPairs: index,
    }));
    const routes = demands.map(({ demand }) => ({ ...fixture.plan!.routes[0]!, demand }));
    const texts = textsOf(svgOf({ ...fixture, demands, plan: { ...fixture.plan!, routes } }, 'rates'));
    expect(texts.filter((text) => text?.startsWith('demand-'))).toHaveLength(11);
    expect(texts).toContain('demand-29');
    expect(texts).toContain('mean of 19 others');
  });

  it('names a capacity that is far above the stock instead of drawing it', () => {
    const storage = fixture.storage.map((use) => ({ ...use, capacity: 100_000 }));
    const texts = textsOf(svgOf({ ...fixture, storage }, 'stocks'));
    expect(texts).toContain('sat-1 (capacity 100,000)');
    expect(texts).not.toContain('capacity');
  });

  it('leaves out figures without data in the record', () => {
    expect(figuresOf(infeasible)).toEqual([]);
    const others = DRAWN.filter((name) => name !== 'stocks');
    expect(figuresOf({ ...fixture, storage: [] }).map(({ name }) => name)).toEqual(others);
  });

  it('escapes names', () => {
    const demands = fixture.demands.map((demand) => ({ ...demand, demand: '<script>alert(1)</script>' }));
    const svg = svgOf({ ...fixture, demands }, 'rates');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('<script');
  });
});

describe('points', () => {
  it('of steps hold the changes and the end', () => {
    expect(stepPoints([0, 0, 5, 5, 0])).toEqual([
      [0, 0],
      [2, 5],
      [4, 0],
      [5, 0],
    ]);
  });

  it('of boundaries drop only level ones', () => {
    const { pairs } = fixture.storage[0]!;
    expect(pairs).toHaveLength(SLOTS + 1);
    expect(boundaryPoints(pairs).map(([slot]) => slot)).toEqual([0, 2, 3, 4, 5, 6, 7, 10]);
  });
});

it('roundStep finds the smallest round step', () => {
  expect([
    roundStep(10, 5),
    roundStep(404.5, 5),
    roundStep(0.7, 3),
    roundStep(1, 4),
    roundStep(0, 5),
  ]).toEqual([2, 100, 0.25, 0.25, 1]);
});
