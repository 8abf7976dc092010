import { describe, expect, it } from 'vitest';
import type { InSpecOptions, Margins } from '../../src/domain/margins.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { isOfSameProblem } from '../../src/planning/plan-task.ts';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { checkProblem } from '../../src/verify/check-problem.ts';
import { optionsWith } from '../simulation/fixture.ts';
import { localEnvironment, run } from './run.ts';

/** From a to b over m, or over n with a stock between n and b; w = 0.96 of each link. */
const SCENARIO = parseScenario(`
satqn: 1
name: margins
horizon: { slots: 3, slotSeconds: 10 }
nodes:
  - { id: a, kind: ground }
  - { id: m, kind: ground }
  - { id: n, kind: satellite }
  - { id: b, kind: ground }
links:
  - { ends: [a, m], capacity: 10, fidelity: 0.97 }
  - { ends: [m, b], capacity: 10, fidelity: 0.97 }
  - { ends: [a, n], capacity: [0, 0, 10], fidelity: 0.97 }
  - { ends: [n, b], capacity: [10, 10, 0], fidelity: 0.97 }
storage: { nodes: [ { node: n, capacity: 100 }, { node: b, capacity: 100 } ] }
demands:
  - { id: k, source: a, destination: b, fidelityTarget: 0.9 }
`);

const asked = (margins: Margins): InSpecOptions => ({
  share: 0.95,
  coherenceSeconds: 1,
  swapSuccess: null,
  relayBuffer: null,
  margins,
});

const MARGINS: Margins = {
  paths: [{ demand: 'k', path: 'a~m+m~b', factor: 0.98 }],
  links: [
    { link: 'a~m', factor: 0.5 },
    { link: 'a~n', factor: 0.9 },
  ],
  stocks: [{ pair: 'n~b', subPath: 'n~b', factor: 0.7 }],
};

/** w of every path before purification, by its id. */
function wernersUnder(margins?: Margins): Record<string, number> {
  const problem = buildProblem(SCENARIO, buildTopology(SCENARIO), { margins });
  const { check } = checkProblem(SCENARIO, problem, 'ps-egr', margins);
  expect(check.maxViolation, check.worst ?? '').toBeLessThan(1e-12);
  return Object.fromEntries(
    problem.demands[0]!.paths.flatMap(({ id, offers }) =>
      offers.map(({ fidelity }) => [id, (4 * fidelity - 1) / 3]),
    ),
  );
}

describe('margins', () => {
  it('are a factor on the Werner parameter of a path, or of each hop where the path is not listed', () => {
    const whole = wernersUnder();
    expect(Object.keys(whole)).toContain('a~m+m~b');
    for (const werner of Object.values(whole)) expect(werner).toBeCloseTo(0.96 ** 2, 12);
    const stored = Object.keys(whole).find((id) => id !== 'a~m+m~b' && id.includes('a~n'))!;
    const kept = wernersUnder(MARGINS);
    expect(kept['a~m+m~b']).toBeCloseTo(0.98 * 0.96 ** 2, 12);
    // By its own link and its stock.
    expect(kept[stored]).toBeCloseTo(0.9 * 0.7 * 0.96 ** 2, 12);
  });

  it('are counted by the checker itself', () => {
    const problem = buildProblem(SCENARIO, buildTopology(SCENARIO), { margins: MARGINS });
    for (const other of [undefined, { ...MARGINS, paths: [] }, { ...MARGINS, stocks: [] }]) {
      expect(checkProblem(SCENARIO, problem, 'ps-egr', other).check.maxViolation).toBeGreaterThan(0.01);
    }
  });

  it('stand in the options of a record, which is checked by them', async () => {
    const { record } = await run(SCENARIO, { options: { inSpec: asked(MARGINS) } });
    const read = JSON.parse(JSON.stringify(record));
    expect(read.options.inSpec.margins).toEqual(MARGINS);
    expect(record.certificate!.status).toBe('verified');
    expect((await verifyRecord(read, localEnvironment())).status).toBe('verified');
    const [path] = MARGINS.paths;
    const without = structuredClone(read);
    without.options.inSpec.margins.paths = [{ ...path!, factor: 0.99 }];
    const { status, checks } = await verifyRecord(without, localEnvironment());
    expect(status).toBe('failed');
    expect(checks.find(({ constraint }) => constraint === 'fidelity')!.maxViolation).toBeGreaterThan(1e-3);
    expect(checks.find(({ constraint }) => constraint === 'catalogue')!.maxViolation).toBeLessThan(1e-12);
  });

  it('change nothing where there are none', async () => {
    const none = asked({ paths: [], links: [], stocks: [] });
    const [plain, empty] = [
      (await run(SCENARIO)).record,
      (await run(SCENARIO, { options: { inSpec: none } })).record,
    ];
    expect({ ...empty, options: null, seconds: null, trajectory: null }).toEqual({
      ...plain,
      options: null,
      seconds: null,
      trajectory: null,
    });
    expect(plain.options).not.toHaveProperty('inSpec');
  });

  it('make another problem, for which no older proof holds', async () => {
    const { record } = await run(SCENARIO, { options: { inSpec: asked(MARGINS) } });
    const isSame = (inSpec?: InSpecOptions) =>
      isOfSameProblem(record, { ...DEFAULT_PLAN_OPTIONS, ...(inSpec && { inSpec }) });
    expect(isSame(asked(MARGINS))).toBe(true);
    expect(isSame({ ...asked(MARGINS), share: 0.9 })).toBe(true);
    expect(isSame()).toBe(false);
    expect(isSame(asked({ ...MARGINS, stocks: [] }))).toBe(false);
    expect(isSame({ ...asked(MARGINS), swapSuccess: 0.9 })).toBe(false);
  });

  it('come with the probability of swaps that is asked for, in plan and check', async () => {
    const inSpec = { ...asked({ paths: [], links: [], stocks: [] }), swapSuccess: 0.5 };
    const { record } = await run(SCENARIO, { options: { inSpec } });
    expect(record.plan!.routes.every(({ cost }) => cost === 2)).toBe(true);
    const read = JSON.parse(JSON.stringify(record));
    expect((await verifyRecord(read, localEnvironment())).status).toBe('verified');
    // What is simulated later is as the scenario states it, unless it is asked for.
    const plan = await simulatedPlan(false, JSON.parse(JSON.stringify(record)), localEnvironment());
    expect(plan.prepare(optionsWith({})).execution.swapSuccess).toBe(1);
    expect(plan.prepare(optionsWith({ swapSuccess: 0.5 })).execution.swapSuccess).toBe(0.5);
    read.options.inSpec.swapSuccess = 0.6;
    expect((await verifyRecord(read, localEnvironment())).status).toBe('failed');
  });
});
