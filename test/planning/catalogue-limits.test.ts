import { describe, expect, it } from 'vitest';
import type { LimitFinding } from '../../src/domain/catalogue-limit.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { LinearProgram } from '../../src/lp/program.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { layOut } from '../../src/model/layout.ts';
import { weighLimits } from '../../src/planning/catalogue-limits.ts';
import type { Environment } from '../../src/planning/environment.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import type { PlanTask } from '../../src/planning/plan-task.ts';
import { estimateSize, sampleNetwork } from '../../src/planning/size.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { handMade, type Instance, smallInstance } from '../methods/instances.ts';
import { atStage, localEnvironment, run } from './run.ts';

/** From a to b directly at 100 pairs a slot of 10 s, by way of c at 300. */
const detour = (paths: Partial<Scenario['paths']>, slots = 2): Instance =>
  handMade({
    slots,
    capacity: { 'a-b': 100, 'a-c': 400, 'b-c': 300 },
    demands: [{ source: 'a', destination: 'b' }],
    paths,
  });

const withLimits = (scenario: Scenario, paths: Partial<Scenario['paths']>): Scenario => ({
  ...scenario,
  paths: { ...scenario.paths, ...paths },
});

interface Circumstances {
  readonly largest?: number;
  readonly now?: () => number;
  readonly status?: RunRecord['status'];
  /** Of the relaxation, in place of what it is. */
  readonly known?: number | null;
  readonly environment?: Partial<Environment>;
  /** What listing the paths took. */
  readonly catalogueSeconds?: number;
  /** Ends every solve with it. */
  readonly solve?: () => Promise<never>;
}

/** Computes by hand what `planScenario` computes, for a plan that delivers 7 pairs/s. */
async function weighed({ scenario, problem }: Instance, wish: Circumstances): Promise<LimitFinding[]> {
  const { largest, now = () => 0, status = 'optimal', known, solve } = wish;
  const environment = localEnvironment(wish.environment);
  const layout = layOut(problem);
  const solver = await environment.openSolver();
  const { bound } = await solveRelaxation(solver, layout, { timeLimitSeconds: 60 });
  const open = solver.open.bind(solver);
  if (solve)
    Object.assign(solver, { open: async (p: LinearProgram) => Object.assign(await open(p), { solve }) });
  const task: PlanTask = {
    prepared: { problem, seconds: { topology: 0, catalogue: wish.catalogueSeconds ?? 0 } },
    layout,
    input: { scenario, options: { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 100 } },
    environment,
    onEvent() {},
    weighsLimits: true,
  };
  const plan = {
    objective: 7,
    relaxationBound: known === undefined ? bound : known,
    status,
    elapsedSeconds: now,
  };
  return weighLimits(task, solver, plan, largest);
}

describe('what a limit of the catalogue costs', () => {
  it('is the LP bound with it doubled, less the plan', async () => {
    const { record } = await run(detour({ maximumHops: 1 }).scenario);
    // Two slots of 10 pairs/s, and of 30 with two hops.
    expect(record.objective).toBeCloseTo(20, 9);
    expect(record.catalogueLimits).toHaveLength(1);
    expect(record.catalogueLimits![0]).toMatchObject({ limit: 'maximumHops', value: 1, doubled: 2 });
    const { bound, more } = record.catalogueLimits![0] as Extract<LimitFinding, { more: number }>;
    expect(bound).toBeCloseTo(60, 6);
    expect(more).toBeCloseTo(40, 6);
  });

  it('is more than the plan, whatever its own relaxation allowed', async () => {
    const [finding] = await weighed(detour({ maximumHops: 1 }), {});
    expect((finding as { more: number }).more).toBeCloseTo(53, 6);
  });

  it('needs no solve if nothing is left out', async () => {
    const solve = () => Promise.reject(new Error('It was asked.'));
    expect(await weighed(detour({}), { solve })).toEqual([]);
    await expect(weighed(detour({ maximumHops: 1 }), { solve })).rejects.toThrow('It was asked.');
  });

  it('is reported for the number of paths, too', async () => {
    const { record } = await run(detour({ realPaths: 1 }).scenario);
    expect(record.catalogueLimits).toMatchObject([{ limit: 'realPaths', value: 1, doubled: 2 }]);
  });

  it.each([
    ['where no limit leaves a path out', {}],
    ['where what it leaves out would bring nothing', { realPaths: 1, slow: true }],
  ])('is not in the record %s', async (_, { slow, ...paths }: { slow?: boolean }) => {
    const { scenario } = detour(paths);
    const links = scenario.links.map((link) =>
      slow && link.id !== 'a-b' ? { ...link, capacity: 50 } : link,
    );
    const { record } = await run({ ...scenario, links });
    expect(record.objective).toBeCloseTo(slow ? 20 : 60, 6);
    expect(Object.keys(record)).not.toContain('catalogueLimits');
  });

  it('is not computed for other schemes', async () => {
    const { record } = await run(detour({ maximumHops: 1 }).scenario, { options: { scheme: 'nss' } });
    expect(Object.keys(record)).not.toContain('catalogueLimits');
  });

  it.each([1, 2, 3, 4])('bounds every plan with that limit doubled (seed %i)', async (seed) => {
    const { scenario } = smallInstance(seed, { storage: true, pathsPerKind: 1, outage: 0.4 });
    const { record } = await run(withLimits(scenario, { maximumHops: 2, subPaths: 1 }));
    const findings = record.catalogueLimits ?? [];
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      if ('skipped' in finding) throw new Error(`${finding.limit}: ${finding.skipped}`);
      const wider = withLimits(record.scenario.document, { [finding.limit]: finding.doubled });
      const { record: best } = await run(wider);
      expect(best.status).toBe('optimal');
      expect(best.objective).toBeLessThanOrEqual(finding.bound * (1 + 1e-6));
      expect(finding.more).toBeCloseTo(finding.bound - record.objective!, 9);
    }
  });
});

describe('a limit whose cost is not computed', () => {
  const hops = { limit: 'maximumHops', value: 1 };
  const skipped = (reason: string) => [
    { ...hops, skipped: reason },
    { limit: 'realPaths', value: 5, skipped: reason },
  ];
  const instance = detour({ maximumHops: 1 });

  it('is one whose program might not fit into the memory', async () => {
    const { scenario } = detour({ realPaths: 1 });
    const { bytes } = estimateSize(scenario, sampleNetwork(scenario), ['ps-egr']).of(scenario.horizon.slots);
    const { record } = await run(scenario, { environment: { memoryLimitBytes: bytes } });
    expect(record.catalogueLimits).toEqual([{ limit: 'realPaths', value: 1, skipped: 'too-large' }]);
  });

  it('is one whose program has too many columns, before and after it is doubled', async () => {
    // x and y of one path in two slots; with two paths twice as many.
    expect(await weighed(instance, { largest: 3 })).toEqual(skipped('too-large'));
    expect(await weighed(instance, { largest: 4 })).toEqual([{ ...hops, skipped: 'too-large' }]);
    expect(await weighed(instance, { largest: 8 })).toMatchObject([{ ...hops, doubled: 2 }]);
  });

  it('is one whose time was up: a tenth of the limit for all of them', async () => {
    // Of 100 s, ten; every look at the clock takes some.
    const clock = (seconds: number) => {
      let now = -seconds;
      return () => (now += seconds);
    };
    expect(await weighed(instance, { now: clock(11) })).toEqual(skipped('time-limit'));
    // Listing paths ends as soon as the time is up, not after all 50 slots.
    let looks = 0;
    const now = clock(6);
    const counting = () => {
      looks++;
      return now();
    };
    expect(await weighed(detour({ maximumHops: 1 }, 50), { now: counting })).toEqual(skipped('time-limit'));
    expect(looks).toBeLessThan(10);
    expect(await weighed(instance, { now: clock(0.1) })).toMatchObject([{ ...hops, doubled: 2 }]);
    // Of a run that ends close to its limit, half of what finishing may take beyond that.
    let read = 0;
    const ending = () => (read++ === 0 ? 99 : 106);
    expect(await weighed(instance, { now: ending })).toEqual(skipped('time-limit'));
  });

  it.each([
    ['whose time was up', 'time-limit', { now: () => 105 }],
    ['that is cancelled', 'interrupted', { environment: { signal: AbortSignal.abort() } }],
  ] as const)('is not even estimated for a run %s', async (_, reason, circumstances) => {
    // Anything would be too large for this memory.
    const { environment } = { environment: {}, ...circumstances };
    const memoryLimitBytes = 0;
    const wish = { ...circumstances, environment: { ...environment, memoryLimitBytes } };
    expect(await weighed(instance, wish)).toEqual(skipped(reason));
    expect(await weighed(instance, { environment: { memoryLimitBytes } })).toEqual(skipped('too-large'));
    // Nor is the relaxation solved that was not solved before.
    const solve = () => Promise.reject(new Error('It was asked.'));
    expect(await weighed(instance, { ...circumstances, known: null, solve })).toEqual(skipped(reason));
  });

  it('is not begun without the time to list twice as many paths', async () => {
    // A tenth of the limit of 100 s is there for it.
    expect(await weighed(instance, { catalogueSeconds: 5.1 })).toEqual(skipped('time-limit'));
    expect(await weighed(instance, { catalogueSeconds: 4.9 })).not.toEqual(skipped('time-limit'));
  });

  it('is not looked at after the time is up, even if others were', async () => {
    // The larger catalogue of the first limit does not fit; looking at that takes the time.
    let looks = 0;
    const now = () => (looks++ < 4 ? 0 : 100);
    expect(await weighed(instance, { now, environment: { memoryLimitBytes: 0 } })).toEqual([
      { ...hops, skipped: 'too-large' },
      { limit: 'realPaths', value: 5, skipped: 'time-limit' },
    ]);
  });

  it.each(['interrupted', 'numerical'] as const)('is one of a run that ended as %s', async (status) => {
    expect(await weighed(instance, { status })).toEqual(skipped(status));
  });

  it('is one whose relaxation, or that of the plan, the solver could not solve', async () => {
    const failed = { status: 'numerical', rowDuals: null } as never;
    const solve = () => Promise.resolve(failed);
    expect(await weighed(instance, { solve })).toEqual([{ ...hops, skipped: 'numerical' }]);
    expect(await weighed(instance, { known: Number.POSITIVE_INFINITY })).toEqual(skipped('numerical'));
  });

  it('is never one that cannot be doubled', async () => {
    const status = 'interrupted';
    expect(await weighed(detour({ maximumHops: 100 }), { status })).toEqual([
      { limit: 'realPaths', value: 5, skipped: status },
    ]);
    expect(await weighed(detour({ maximumHops: 99, realPaths: 0 }), { status })).toEqual([
      { limit: 'maximumHops', value: 99, skipped: status },
    ]);
  });

  it('is the pool of paths in place of realPaths where telescopes are pointed', async () => {
    const { scenario } = detour({ pointingPool: 1, realPaths: 1 });
    const nodes = scenario.nodes.map((node) => ({ ...node, maximumTerminals: 2 }));
    const { record } = await run({ ...scenario, nodes });
    expect(record.catalogueLimits).toMatchObject([{ limit: 'pointingPool', value: 1, doubled: 2 }]);
    expect((await verifyRecord(record, localEnvironment())).status).toBe('verified');
    const usual = await run({ ...withLimits(scenario, { pointingPool: undefined }), nodes });
    expect(usual.record.catalogueLimits ?? []).toEqual([]);
    const { record: strongest } = await run({ ...scenario, nodes, pointing: 'strongest-first' });
    expect(strongest.catalogueLimits).toMatchObject([{ limit: 'realPaths', value: 1, doubled: 2 }]);
  });

  it('is reported for an interrupted run', async () => {
    const { record } = await run(smallInstance(1, { storage: true }).scenario, {
      abortAt: atStage('finishing'),
    });
    const reasons = record.catalogueLimits?.map((finding) => ('skipped' in finding ? finding.skipped : null));
    expect(new Set(reasons)).toEqual(new Set(['interrupted']));
  });
});

describe('the verification of a record', async () => {
  const { record } = await run(detour({ maximumHops: 1 }).scenario);
  const honest = record.catalogueLimits![0] as Extract<LimitFinding, { more: number }>;
  const worstOf = async (finding: LimitFinding) => {
    const { checks } = await verifyRecord({ ...record, catalogueLimits: [finding] }, localEnvironment());
    const { maxViolation, worst } = checks.at(-1)!;
    return maxViolation > 1e-6 ? worst : null;
  };

  it('accepts the reported costs of limits', async () => {
    expect(await worstOf(honest)).toBeNull();
    expect(await worstOf({ limit: 'realPaths', value: 5, skipped: 'too-large' })).toBeNull();
  });

  it.each<[string, LimitFinding]>([
    ['another limit', { ...honest, limit: 'realPaths' }],
    ['another value', { limit: 'realPaths', value: 9, skipped: 'too-large' }],
    ['one that was not raised', { ...honest, doubled: 1 }],
    ['one that was more than doubled', { ...honest, doubled: 3 }],
    ['another difference', { ...honest, more: 39 }],
    ['a bound below that without doubling', { ...honest, bound: 1, more: 1 - record.objective! }],
  ])('finds %s', async (_, finding) => {
    expect(await worstOf(finding)).toMatch(/^catalogueLimits\[0\]\./);
  });
});
