import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { type SolveResult, type Solver, SolverError } from '../../src/lp/solver.ts';
import { auto, searchByWindows } from '../../src/methods/auto/auto.ts';
import type { Method } from '../../src/methods/method.ts';
import { METHODS } from '../../src/methods/methods.ts';
import { incidenceOf } from '../../src/model/incidence.ts';
import { layOut } from '../../src/model/layout.ts';
import { tightenRateCaps } from '../../src/model/reachable-stock.ts';
import { conduct } from '../../src/planning/conduct.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import type { PlanEvent } from '../../src/planning/plan.ts';
import { prepare } from '../../src/planning/prepare.ts';
import { improve, initialState } from '../../src/planning/run-state.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { anyFamily, smallInstance } from '../methods/instances.ts';
import { taskOf } from '../methods/solve.ts';
import { atStage, contextOf, expectHonest, localEnvironment, recordsOf, run } from './run.ts';

/** A network on which the plan that is made at once leaves a tenth. */
const TRADED = parseScenario(
  formatScenario(
    generatePaper({
      seed: 10,
      satellites: 1,
      haps: 1,
      stations: 4,
      pairs: 2,
      slots: 4,
      paths: 3,
      virtualPaths: 3,
      contactProbability: 0.5,
      storageCapacity: 800,
    }),
  ),
);
/** Of TRADED, as proved by all methods. */
const OPTIMUM = 196.6131389;
/** Methods whose plans are rated beside them. */
const RATED = METHOD_NAMES.filter((name) => METHODS[name].ratedBy === 'beside');

/** `auto` as on large instances. */
const byWindows: Method<'auto'> = {
  ...auto,
  solve: (task) =>
    searchByWindows(
      task,
      incidenceOf(task.layout),
      { cuts: 2, bound: 1, roll: 2, improve: 1, offered: 0.3 },
      'windows',
    ),
};

type Way = (solver: Solver) => Solver;

/** After so many solves, it goes on otherwise. */
const breakingAfter =
  (solves: number, otherwise: () => Promise<SolveResult>): Way =>
  (solver) => {
    let left = solves;
    return {
      ...solver,
      async open(program) {
        const model = await solver.open(program);
        return {
          addRows: (rows) => model.addRows(rows),
          changeColumnBounds: (...change) => model.changeColumnBounds(...change),
          changeCosts: (...change) => model.changeCosts(...change),
          changeRowBounds: (...change) => model.changeRowBounds(...change),
          solve: (options) => (left-- > 0 ? model.solve(options) : otherwise()),
          dispose: () => model.dispose(),
        };
      },
    };
  };

const dies = async (): Promise<never> => {
  throw new SolverError('It was ended by SIGKILL.');
};
const isLate = async (): Promise<SolveResult> => ({
  status: 'time-limit',
  objective: null,
  bound: Number.POSITIVE_INFINITY,
  solution: null,
  rowDuals: null,
  columnDuals: null,
  ray: null,
  seconds: 0,
  iterations: 0,
  nodes: 0,
});

/** A machine on which the second solver that is opened, that of the rating, is another one. */
function ratingBy(way: Way) {
  let opened = 0;
  const { openSolver } = localEnvironment();
  return {
    openSolver: async () => (opened++ === 1 ? way(await openSolver()) : openSolver()),
  };
}

const troubles = (events: readonly PlanEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'trouble' ? [event.text] : []));
const BROKE_OFF = /^The rating of plans broke off, and they keep the rates of the search: It was ended/;

it('the plan that is made at once leaves something to find', async () => {
  const { record } = await run(TRADED, { abortAt: atStage('search') });
  expect(record.objective!).toBeLessThan(0.95 * OPTIMUM);
});

describe('where plans cannot be rated, the best one keeps the rates of the search', () => {
  it.each(RATED.flatMap((method) => [0, 1, 3].map((solves) => [method, solves] as const)))(
    '%s, whose rating dies after %i solves',
    async (method, solves) => {
      const environment = ratingBy(breakingAfter(solves, dies));
      const made = await run(TRADED, { options: { method }, environment });
      const { record } = made;
      expect(record.status).toBe('optimal');
      expect(record.objective! / OPTIMUM).toBeCloseTo(1, 6);
      for (const each of [...recordsOf(made), record]) expectHonest(each, OPTIMUM);
      expect(troubles(made.events).filter((text) => BROKE_OFF.test(text))).toHaveLength(1);
      expect(record.notes).toContainEqual(expect.stringMatching(/^error: The rating of plans broke off/));
    },
  );

  it.each(RATED)('%s, whose rating is never in time', async (method) => {
    const made = await run(TRADED, { options: { method }, environment: ratingBy(breakingAfter(0, isLate)) });
    const { record } = made;
    expect(record.status).toBe('optimal');
    expect(record.objective! / OPTIMUM).toBeCloseTo(1, 6);
    expect(troubles(made.events)).toEqual([]);
    expect(record.prices).toEqual({ links: [], memories: [] });
  });

  it('auto, whose rating cannot even be opened', async () => {
    const environment = ratingBy((solver) => ({ ...solver, open: dies }));
    const made = await run(TRADED, { options: { method: 'auto' }, environment });
    expect(made.record.status).toBe('optimal');
    expect(made.record.objective! / OPTIMUM).toBeCloseTo(1, 6);
    expectHonest(made.record, OPTIMUM);
    expect(troubles(made.events)).toEqual([expect.stringMatching(BROKE_OFF)]);
  });

  it.each([
    ['dies', dies],
    ['is never in time', isLate],
  ])('auto by windows, whose rating %s', async (_, otherwise) => {
    const prepared = await prepare(TRADED, localEnvironment(), () => {}, ['ps-egr']);
    const record = await conduct(byWindows, {
      prepared,
      layout: layOut(prepared.problem),
      input: { scenario: TRADED, options: { ...DEFAULT_PLAN_OPTIONS, gap: 1e-6 } },
      environment: localEnvironment(ratingBy(breakingAfter(1, otherwise))),
      weighsLimits: false,
      onEvent: () => {},
    });
    expect(record.status).toBe('optimal');
    expect(record.objective! / OPTIMUM).toBeCloseTo(1, 6);
    expectHonest(record, OPTIMUM);
  });

  it('an older plan that holds no more, whose routes would be rated', async () => {
    const older = (await run(TRADED)).record.plan!;
    const scenario = { ...TRADED, links: TRADED.links.map((link) => ({ ...link, capacity: 40 })) };
    const made = await run(scenario, {
      starts: [older, older],
      environment: ratingBy(breakingAfter(0, dies)),
    });
    const { record } = await run(scenario);
    expect(made.record.status).toBe('optimal');
    expect(made.record.objective! / record.objective!).toBeCloseTo(1, 6);
  });
});

describe('the rates that a search knows', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await highsSolver();
  });
  afterAll(() => solver.close());
  const anyInstance = fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, fc.constantFrom(3, 4))
    .map(([seed, family, slots]) => smallInstance(seed, { ...family, slots }));
  const searches: readonly Method[] = [...RATED.map((name) => METHODS[name]), byWindows];

  it('pass their check as they are, whatever is switched on (seed 91)', async () => {
    let checked = 0;
    await fc.assert(
      fc.asyncProperty(anyInstance, async ({ scenario, problem }) => {
        const layout = layOut(problem);
        const context = contextOf(scenario, layout);
        for (const { solve } of searches) {
          for await (const { improvement } of solve(taskOf(tightenRateCaps(layout), solver))) {
            if (improvement === null) continue;
            const { best } = improve(context, initialState(), improvement);
            expect(best?.isVerified).toBe(true);
            checked++;
          }
        }
      }),
      { seed: 91, numRuns: 16 },
    );
    expect(checked).toBeGreaterThan(100);
  });
});
