import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import type { SolveResult, Solver } from '../../src/lp/solver.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { cbc } from '../../src/solvers/node/external/cbc.ts';
import { openExternalSolver } from '../../src/solvers/node/external/external-solver.ts';
import { CHAIN } from '../cli/satqn.ts';
import { expectHonest, HARD, run } from './run.ts';

const chain = parseScenario(CHAIN);
/** The chain delivers 10: 5 at once, and 5 from the store. */
const OPTIMUM = 10;
/** As proved by both methods with the built-in solver. */
const OPTIMUM_OF_HARD = 204.4376705;
const wanting = parseScenario(CHAIN.replace('destination: b}', 'destination: b, minimumRate: 6}'));
const options = { method: 'milp', solver: 'cbc' } as const;

const UNKNOWN: SolveResult = {
  status: 'numerical',
  objective: null,
  bound: Number.POSITIVE_INFINITY,
  solution: null,
  rowDuals: null,
  columnDuals: null,
  ray: null,
  seconds: 0,
  iterations: 0,
  nodes: 0,
};

/** A machine whose external solver gives the same answer for every program. */
const saying = (words: Partial<SolveResult>) => {
  const nothing = async () => {};
  const solver: Solver = {
    name: 'oracle',
    version: '1.0',
    capabilities: { integers: true, duals: false, rays: false, progress: false },
    close: nothing,
    open: async () => ({
      addRows: nothing,
      changeColumnBounds: nothing,
      changeCosts: nothing,
      changeRowBounds: nothing,
      dispose: nothing,
      solve: async () => ({ ...UNKNOWN, ...words }),
    }),
  };
  return { openExternalSolver: async () => solver };
};

const found = await openExternalSolver(cbc);
describe.runIf(found)('a run with CBC', () => {
  const environment = { openExternalSolver: async () => (await openExternalSolver(cbc))! };

  it('has the optimum of the built-in solver, by a verified plan and a bound of its own', async () => {
    const { record } = await run(HARD, { options: { ...options, gap: 1e-6 }, environment });
    expect(record).toMatchObject({
      status: 'optimal',
      method: 'milp',
      solver: { name: 'cbc', version: found!.version },
      bounds: { boundBy: 'monolith solved by cbc' },
      options: { solver: 'cbc' },
    });
    expectHonest(record, OPTIMUM_OF_HARD);
    expect(record.objective! / OPTIMUM_OF_HARD).toBeCloseTo(1, 6);
  });

  it('says which minimum rates cannot be met', async () => {
    const { record } = await run(wanting, { options, environment });
    expect(record).toMatchObject({ status: 'infeasible', plan: null });
    expect(record.shortages.map(({ slot }) => slot)).toEqual([0, 1]);
  });
});

describe('the answer of an external solver', () => {
  it('is not needed for a plan and a bound', async () => {
    const { record } = await run(HARD, { options, environment: saying({}) });
    expect(record).toMatchObject({ status: 'numerical', bounds: { boundBy: 'LP relaxation' } });
    expectHonest(record, record.bounds.bound!);
    expect(record.objective).toBeGreaterThan(0);
  });

  it('cannot make a scenario infeasible that has a plan', async () => {
    const words = { status: 'infeasible', bound: Number.NEGATIVE_INFINITY } as const;
    const { record } = await run(HARD, { options, environment: saying(words) });
    expect(record.status).toBe('numerical');
    expect(record.objective).toBeGreaterThan(0);
    expectHonest(record, record.bounds.bound!);
  });

  it('counts for an infeasible scenario once it is known where', async () => {
    const words = { status: 'infeasible', bound: Number.NEGATIVE_INFINITY } as const;
    const { record } = await run(wanting, { options, environment: saying(words) });
    expect(record.status).toBe('infeasible');
    expect(record.shortages).toHaveLength(2);
  });

  it('is discarded if a checked plan is better, which stays', async () => {
    const { record } = await run(chain, {
      options,
      environment: saying({ status: 'optimal', bound: 0.4 * OPTIMUM, objective: 0.4 * OPTIMUM }),
    });
    expect(record.certificate!.status).toBe('verified');
    expect(record.objective).toBeGreaterThan(0.4 * OPTIMUM);
    expect(record.bounds.boundBy).toBe('LP relaxation');
    expect(record.bounds.bound).toBeGreaterThanOrEqual(OPTIMUM * (1 - 1e-9));
    expect(record.notes.some((note) => note.includes('by the monolith solved by oracle'))).toBe(true);
  });

  it("is marked as the solver's own", async () => {
    const { record } = await run(HARD, { options, environment: saying({ bound: 205 }) });
    expect(record.bounds).toMatchObject({ bound: 205, boundBy: 'monolith solved by oracle' });
    expect(record.certificate!.bound).toBe('by the solver');
  });

  it.each([
    [
      'with a method that needs duals',
      { method: 'benders', solver: 'cbc' } as const,
      saying({}),
      /benders needs LP duals/,
    ],
    [
      'with a scheme that has a rule of its own',
      { ...options, scheme: 'greedy' } as const,
      saying({}),
      /greedy follows a rule/,
    ],
    ['from a shell that has none', options, {}, /cannot be started here/],
    [
      'by another name',
      { ...options, solver: 'abacus' as 'cbc' },
      saying({}),
      /must be one of built-in, .*'abacus'/,
    ],
  ])('is refused %s', async (_, asked, environment, says) => {
    const refused = run(chain, { options: asked, environment });
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(says);
  });
});
