import { expect, it } from 'vitest';
import { DEFAULT_PLAN_OPTIONS } from '../../src/app/options.ts';
import { createRecorder } from '../../src/app/recorder.ts';
import { type FixedRouteSolution, openFixedRoutes } from '../../src/methods/fixed-routes.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { decodePrices } from '../../src/model/decode.ts';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths } from '../../src/model/selection.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { smallInstance } from '../methods/instances.ts';
import { LIMITS } from '../methods/solve.ts';

it('keeps a verified plan when a better one fails its check, and says so', async () => {
  const { scenario, problem } = smallInstance(1, { storage: true });
  const layout = layOut(problem);
  const solver = await highsSolver();
  const routes = await openFixedRoutes(solver, layout);
  const { solution } = await routes.evaluate(bestRealPaths(layout), LIMITS);
  await solver.close();
  const sound = solution!;
  const overdrawn: FixedRouteSolution = {
    ...sound,
    objective: 2 * sound.objective,
    rates: sound.rates.map((rate) => 2 * rate),
  };
  const recorder = createRecorder({
    scenario,
    scenarioHash: '',
    options: DEFAULT_PLAN_OPTIONS,
    version: 'test',
    prepared: { seconds: { topology: 0, catalogue: 0 } },
    layout,
    solver,
    elapsedSeconds: () => 0,
    earlier: null,
  });
  expect(recorder.offer(overdrawn)).toBe(true);
  expect(recorder.record('time-limit')).toMatchObject({ plan: null, certificate: { status: 'failed' } });

  expect(recorder.offer(sound)).toBe(true);
  expect(recorder.offer(overdrawn)).toBe(false);
  const record = recorder.record('time-limit');
  expect(record.certificate?.status).toBe('verified');
  expect(record.objective).toBeCloseTo(sound.objective, 9);
  const notes = record.notes.filter((note) => note.includes('failed the independent check'));
  expect(notes).toEqual([expect.stringContaining(`Σ α y = ${formatNumber(overdrawn.objective, 8)} failed`)]);
});

it('throws a bound away that a verified plan refutes, not the plan', async () => {
  const { scenario, problem } = smallInstance(1, { storage: true });
  const layout = layOut(problem);
  const solver = await highsSolver();
  const routes = await openFixedRoutes(solver, layout);
  const { solution } = await routes.evaluate(bestRealPaths(layout), LIMITS);
  const relaxation = await solveRelaxation(solver, layout, LIMITS);
  await solver.close();
  const recorder = createRecorder({
    scenario,
    scenarioHash: '',
    options: DEFAULT_PLAN_OPTIONS,
    version: 'test',
    prepared: { seconds: { topology: 0, catalogue: 0 } },
    layout,
    solver,
    elapsedSeconds: () => 0,
    earlier: null,
  });
  recorder.relax(relaxation.bound, decodePrices(layout, relaxation.meanings, relaxation.multipliers!));
  recorder.tighten(0.9 * solution!.objective, 'compact program');
  expect(recorder.offer(solution!)).toBe(true);
  // Its word does not count again.
  recorder.tighten(0.8 * solution!.objective, 'compact program');
  const record = recorder.record('optimal');
  expect(record.certificate).toMatchObject({ status: 'verified', bound: 'rechecked' });
  expect(record.bounds.boundBy).toBe('LP relaxation');
  expect(record.bounds.bound).toBeCloseTo(relaxation.bound, 6);
  expect(record.notes.filter((note) => note.includes('was thrown away'))).toHaveLength(1);
});
