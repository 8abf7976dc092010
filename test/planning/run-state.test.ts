import { expect, it } from 'vitest';
import { openFixedRoutes } from '../../src/methods/fixed-routes.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { decodePrices } from '../../src/model/decode.ts';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths } from '../../src/model/selection.ts';
import type { Solution } from '../../src/model/solution.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { toRecord } from '../../src/planning/record.ts';
import {
  improve,
  initialState,
  keepShortfall,
  noteRelaxation,
  tighten,
} from '../../src/planning/run-state.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { handMade, smallInstance } from '../methods/instances.ts';
import { LIMITS } from '../methods/solve.ts';
import { contextOf } from './run.ts';

it('keeps a verified plan if a better one fails its check, and says so', async () => {
  const { scenario, problem } = smallInstance(1, { storage: true });
  const layout = layOut(problem);
  const solver = await highsSolver();
  const routes = await openFixedRoutes(solver, layout);
  const { solution } = await routes.evaluate(bestRealPaths(layout), LIMITS);
  await solver.close();
  const sound = solution!;
  const overdrawn = {
    ...sound,
    objective: 2 * sound.objective,
    values: { ...sound.values, rates: sound.values.rates.map((rate) => 2 * rate) },
  };
  const context = contextOf(scenario, layout, solver);
  const doubtful = improve(context, initialState(), overdrawn);
  expect(doubtful.best?.solution).toBe(overdrawn);
  expect(toRecord(context, doubtful, 'time-limit', 0)).toMatchObject({
    plan: null,
    certificate: { status: 'failed' },
  });

  const mended = improve(context, doubtful, sound);
  expect(mended.best?.solution).toBe(sound);
  const after = improve(context, mended, overdrawn);
  expect(after.best).toBe(mended.best);
  const record = toRecord(context, after, 'time-limit', 0);
  expect(record.certificate?.status).toBe('verified');
  expect(record.objective).toBeCloseTo(sound.objective, 9);
  const notes = record.notes.filter((note) => note.includes('failed the independent check'));
  expect(notes).toEqual([expect.stringContaining(`Σ α y = ${formatNumber(overdrawn.objective, 8)} failed`)]);
});

it('discards a bound that a verified plan refutes, not the plan', async () => {
  const { scenario, problem } = smallInstance(1, { storage: true });
  const layout = layOut(problem);
  const solver = await highsSolver();
  const routes = await openFixedRoutes(solver, layout);
  const { solution } = await routes.evaluate(bestRealPaths(layout), LIMITS);
  const relaxation = await solveRelaxation(solver, layout, LIMITS);
  await solver.close();
  const context = contextOf(scenario, layout, solver);
  const prices = decodePrices(layout, relaxation.prices!);
  const relaxed = noteRelaxation(context, initialState(), { bound: relaxation.bound, prices });
  const wrong = tighten(relaxed, 0.9 * solution!.objective, 'compact program');
  const improved = improve(context, wrong, solution!);
  expect(improved.best?.solution).toBe(solution);
  // Its word does not count again; another is believed until the plan refutes it, too.
  expect(tighten(improved, 0.8 * solution!.objective, 'compact program')).toBe(improved);
  const again = tighten(improved, 0.7 * solution!.objective, 'other program');
  expect(again).toMatchObject({ bound: improved.bound, refuted: ['compact program', 'other program'] });
  const record = toRecord(context, again, 'optimal', 0);
  expect(record.certificate).toMatchObject({ status: 'verified', bound: 'rechecked' });
  expect(record.bounds.boundBy).toBe('LP relaxation');
  expect(record.bounds.bound).toBeCloseTo(relaxation.bound, 6);
  expect(record.notes.filter((note) => note.includes('was thrown away'))).toHaveLength(2);
});

it('a plan that misses minimum rates refutes no bound on plans that keep them', async () => {
  // 10 pairs/s, where 20 are wanted: what keeps them is bounded by nothing, and this plan by no such bound.
  const { scenario, problem } = handMade({
    slots: 1,
    capacity: { 'a-b': 100 },
    demands: [{ source: 'a', destination: 'b', minimumRate: 20 }],
  });
  const layout = layOut(problem);
  const context = contextOf(scenario, layout, undefined, { ...DEFAULT_PLAN_OPTIONS, scheme: 'greedy' });
  const bounded = tighten(initialState(), 5, 'LP relaxation');
  const solution = {
    objective: 10,
    values: { rates: Float64Array.of(10), fillRates: new Float64Array(0) },
  };
  const improved = improve(context, bounded, solution);
  expect(improved).toMatchObject({ best: { isVerified: true }, bound: 5, refuted: [], remarks: [] });
  expect(tighten(improved, 4, 'other')).toMatchObject({ bound: 4, refuted: [] });
  expect(toRecord(context, improved, 'completed', 0)).toMatchObject({
    status: 'minimum-rate-missed',
    objective: 10,
    bounds: { bound: null, relativeGap: null, boundBy: 'none' },
    shortages: [{ demand: 'a~b', slot: 0, missingRate: 10 }],
  });
});

it('a plan made beforehand counts only if it is valid, and does not hide what the method itself found', async () => {
  const { scenario, problem } = handMade({
    slots: 1,
    capacity: { 'a-b': 100 },
    demands: [{ source: 'a', destination: 'b' }],
  });
  const layout = layOut(problem);
  const context = contextOf(scenario, layout);
  const of = (rate: number): Solution => ({
    objective: rate,
    values: { rates: Float64Array.of(rate), fillRates: new Float64Array(0) },
    selection: Int32Array.of(0),
  });
  // The link carries 10 pairs/s.
  expect(improve(context, initialState(), of(20), false)).toEqual(initialState());
  const first = improve(context, initialState(), of(9), false);
  expect(first).toMatchObject({ best: { solution: of(9) }, own: null });
  const both = improve(context, first, of(8));
  expect(both).toMatchObject({ best: { solution: of(9) }, own: { solution: of(8) } });
});

it('a plan of least shortfall counts only if it holds but for what it misses', () => {
  const { scenario, problem } = handMade({
    slots: 1,
    capacity: { 'a-b': 100 },
    demands: [{ source: 'a', destination: 'b', minimumRate: 12 }],
  });
  const layout = layOut(problem);
  const context = contextOf(scenario, layout);
  const of = (rate: number): Solution => ({
    objective: rate,
    values: { rates: Float64Array.of(rate), fillRates: new Float64Array(0) },
    selection: Int32Array.of(0),
  });
  // The link carries 10 pairs/s.
  expect(keepShortfall(context, initialState(), of(12))).toEqual(initialState());
  const kept = keepShortfall(context, initialState(), of(10));
  expect(kept.best).toMatchObject({ solution: of(10), isVerified: true, keepsMinimumRates: false });
});

it('the best takes over prices of its routes from an LP that gives up 1e-9, and no others', async () => {
  const { scenario, problem } = handMade({
    slots: 1,
    capacity: { 'a-b': 100, 'a-c': 50, 'c-b': 50 },
    demands: [{ source: 'a', destination: 'b' }],
  });
  const layout = layOut(problem);
  const context = contextOf(scenario, layout);
  const of = (rate: number, choice = 0): Solution => ({
    objective: rate,
    values: {
      rates: Float64Array.from(layout.choices, (_, index) => (index === choice ? rate : 0)),
      fillRates: new Float64Array(0),
    },
    selection: Int32Array.of(choice),
  });
  const prices = { duals: Float64Array.of(1), meanings: [], upperSides: Float64Array.of(1) };
  const first = improve(context, initialState(), of(5), false);
  const rated = improve(context, first, { ...of(5 * (1 - 1e-9)), prices });
  expect(rated.best!.solution).toEqual({ ...of(5), prices });
  expect(improve(context, first, { ...of(5 * (1 - 1e-9), 1), prices }).best!.solution).toEqual(of(5));
  expect(improve(context, first, { ...of(4.9), prices }).best!.solution).toEqual(of(5));
});
