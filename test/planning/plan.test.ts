import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { planPrepared } from '../../src/planning/plan.ts';
import { prepare } from '../../src/planning/prepare.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { handMade } from '../methods/instances.ts';
import { atStage, expectHonest, HARD, localEnvironment, recordsOf, run } from './run.ts';

/** Two demands whose best real paths lie over the same link x-y; the optimum takes k1's or k2's other one. */
const contested = (direct: number) =>
  handMade({
    slots: 1,
    capacity: {
      'a1-x': 100,
      'a2-x': 100,
      'x-y': 100,
      'y-b1': 100,
      'y-b2': 100,
      'a1-b1': direct,
      'a2-b2': direct,
    },
    demands: [
      { source: 'a1', destination: 'b1' },
      { source: 'a2', destination: 'b2' },
    ],
    paths: { virtualPaths: 0 },
  }).scenario;

describe('a run of the whole', () => {
  it('gives the same optimum by every method, and reports only true facts on the way', async () => {
    const runs = await Promise.all(METHOD_NAMES.map((method) => run(HARD, { options: { method } })));
    const [first, second] = runs.map(({ record }) => record);
    expect(first!.objective! / second!.objective!).toBeCloseTo(1, 5);
    for (const one of runs) {
      const { record } = one;
      const interim = recordsOf(one);
      expect(record.status).toBe('optimal');
      expect(interim.length).toBeGreaterThan(1);
      for (const each of [...interim, record]) expectHonest(each, record.objective!);
      // But for rounding: a bound is never below the plan beside it.
      const bounds = [...interim, record].map(({ bounds }) => Number(bounds.bound!.toPrecision(9)));
      // The LP that rates routes gives up 1e-9 for the least filling.
      const incumbents = [...interim, record].map(({ bounds }) =>
        Number((bounds.incumbent ?? -1).toPrecision(8)),
      );
      expect(bounds).toEqual([...bounds].sort((a, b) => b - a));
      expect(incumbents).toEqual([...incumbents].sort((a, b) => a - b));
      const seconds = record.trajectory.map((point) => point.seconds);
      expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    }
  });

  it('also gives a record if only the bound is better', async () => {
    const interim = recordsOf(await run(HARD, { options: { method: 'benders' } }));
    const boundsOf = new Map<number | null, Set<number | null>>();
    for (const { objective, bounds } of interim) {
      boundsOf.set(objective, (boundsOf.get(objective) ?? new Set()).add(bounds.bound));
    }
    expect(Math.max(...[...boundsOf.values()].map(({ size }) => size))).toBeGreaterThan(1);
  });

  it('builds, lists, relaxes, searches and finishes in that order', async () => {
    const { events } = await run(contested(80));
    expect(
      events.flatMap((event) => (event.kind === 'stage' && event.share === 0 ? [event.stage] : [])),
    ).toEqual(['topology', 'catalogue', 'first plan', 'relaxation', 'search', 'finishing']);
  });

  it('refuses a scenario too large for memory at once, with the numbers', async () => {
    const scenario = parseScenario(`satqn: 1
preset: physical
horizon: {slots: 1000000, start: '2026-03-20T18:00:00Z'}
satellites:
  - walker: {id: w, pattern: delta, altitudeKm: 500, inclinationDeg: 53, total: 3000, planes: 30}
stations:
  - {id: a, latitudeDeg: 0, longitudeDeg: 0}
  - {id: b, latitudeDeg: 10, longitudeDeg: 10}
demands: [{source: a, destination: b}]
`);
    // The clock is asked once the network is being built.
    const now = () => {
      throw new Error('It began.');
    };
    const refused = await run(scenario, { environment: { now } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as InputError).message).toMatch(/3002 nodes .* 1000000 slots .* GiB; only 1\.0 GiB are/);
  });

  it('refuses a plan with too many slots after a look at a few, and says how many would fit', async () => {
    const scenario = parseScenario(`satqn: 1
horizon: {slots: 1000000, slotSeconds: 60}
nodes: [{id: a, kind: ground}, {id: b, kind: ground}]
links: [{ends: [a, b], capacity: 5, fidelity: 0.99}]
storage: {kinds: {ground: 100}}
paths: {realPaths: 1, virtualPaths: 1, subPaths: 1, virtualSubPaths: 1}
demands: [{source: a, destination: b}]
`);
    const now = () => {
      throw new Error('It began.');
    };
    // A real path, a virtual one and a fill a slot: some 3 kB with what a plan takes of each.
    const environment = {
      now,
      memoryLimitBytes: 1.2e9,
      moreMemory: (bytes: number) => `ask for ${bytes > 3e9}`,
    };
    await expect(run(scenario, { environment })).rejects.toThrow(
      /A plan of 1,000,000 slots, with 1 storage pairs and about 3,000,000 paths .* \(380,000 would fit\), .*, or ask for true\.$/,
    );
    const few = { ...scenario, horizon: { ...scenario.horizon, slots: 380_000 } };
    await expect(run(few, { environment })).rejects.toThrow('It began.');
  });

  it('refuses a program of all slots that is too large; windows of slots are planned', async () => {
    const scenario = contested(80);
    const prepared = await prepare(scenario, localEnvironment(), () => {});
    const planBy = (changes: Partial<PlanOptions>) =>
      planPrepared(
        prepared,
        { scenario, options: { ...DEFAULT_PLAN_OPTIONS, ...changes } },
        localEnvironment({ memoryLimitBytes: 1000 }),
        () => {},
      );
    for (const changes of [{ method: 'milp' }, { method: 'benders' }, { scheme: 'overlay-lp' }] as const) {
      await expect(planBy(changes)).rejects.toThrow(/The program of all \d+ slots, with \d+ columns/);
    }
    for (const method of ['auto', 'blocks'] as const) expect((await planBy({ method })).plan).not.toBeNull();
    for (const scheme of ['greedy', 'pull', 'rrs'] as const)
      expect((await planBy({ scheme })).plan).not.toBeNull();
  });
});

describe('status', () => {
  it('gap-reached, if the requested gap is larger than that of a proof', async () => {
    const { record } = await run(HARD, { options: { gap: 0.1 } });
    expect(record.status).toBe('gap-reached');
    expect(record.bounds.relativeGap).toBeLessThanOrEqual(0.1);
    expect(record.bounds.relativeGap).toBeGreaterThan(1e-6);
  });

  // In blocks a plan begins with the first window, for which there may be no time.
  it.each(METHOD_NAMES.filter((method) => method !== 'blocks'))(
    'time-limit by %s, with a verified plan and both bounds',
    async (method) => {
      const { record } = await run(HARD, { options: { method, timeLimitSeconds: 0, benders: TEXTBOOK } });
      expect(record.status).toBe('time-limit');
      expect(record.certificate!.status).toBe('verified');
      expect(record.bounds.bound).toBeGreaterThan(record.bounds.incumbent!);
    },
  );

  it('iteration-limit, with a verified plan and both bounds', async () => {
    const { record } = await run(HARD, {
      options: { method: 'benders', iterationLimit: 1, benders: TEXTBOOK },
    });
    expect(record.status).toBe('iteration-limit');
    expect(record.iterations).toBe(1);
    expect(record.bounds.relativeGap).toBeGreaterThan(0);
  });

  it('interrupted, with at least the plan that it started from', async () => {
    const { record } = await run(HARD, { options: { benders: TEXTBOOK }, abortAt: atStage('search') });
    expect(record.status).toBe('interrupted');
    expect(record.objective).toBeGreaterThan(0);
  });

  it('no-incumbent, if it is interrupted before a plan is known', async () => {
    // Both start over x-y, which carries 10 pairs/s, not 8 for each.
    const scenario = contested(80);
    const demands = scenario.demands.map((demand) => ({ ...demand, minimumRate: 8 }));
    const { record } = await run(
      { ...scenario, demands },
      { options: { method: 'benders', benders: TEXTBOOK }, abortAt: atStage('search') },
    );
    expect(record).toMatchObject({ status: 'no-incumbent', plan: null, objective: null });
    expect(record.bounds.incumbent).toBeNull();
    expect(record.bounds.bound).toBeGreaterThanOrEqual(18 - 1e-6);
  });

  it.each(METHOD_NAMES)(
    'infeasible by %s, naming demands and slots that miss their minimum',
    async (method) => {
      // 50 pairs in 10 s are 5 pairs/s; 7 are wanted. Slot 2 has no contact and is exempt.
      const { scenario } = handMade({
        slots: 3,
        capacity: { 'a-b': [100, 50, 0] },
        demands: [{ source: 'a', destination: 'b', minimumRate: 7 }],
      });
      const { record } = await run(scenario, { options: { method } });
      expect(record).toMatchObject({
        status: 'infeasible',
        plan: null,
        exempt: [{ demand: 'a~b', slot: 2 }],
      });
      expect(record.shortages).toEqual([{ demand: 'a~b', slot: 1, missingRate: expect.closeTo(2, 5) }]);
      expect(record.bounds).toMatchObject({ incumbent: null, bound: null, relativeGap: null });
    },
  );
});

describe('demands without a path', () => {
  const demands = [
    { source: 'a', destination: 'b' },
    { source: 'a', destination: 'd' },
  ];

  it.each(METHOD_NAMES)('are planned around by %s', async (method) => {
    const { scenario } = handMade({ slots: 2, capacity: { 'a-b': [40, 0], 'c-d': 30 }, demands });
    const { record } = await run(scenario, { options: { method } });
    expect(record.status).toBe('optimal');
    expect(record.totalPairs).toBeCloseTo(40, 6);
    expect(record.demands[1]).toMatchObject({
      demand: 'a~d',
      deliveredPairs: 0,
      fidelityBefore: null,
      idleSlots: [
        { slot: 0, reasons: ['no contact'] },
        { slot: 1, reasons: ['no contact'] },
      ],
    });
  });

  it.each(METHOD_NAMES)('all of them: an empty plan by %s, proved to be the best', async (method) => {
    const { scenario } = handMade({ slots: 2, capacity: { 'a-b': 0, 'c-d': 30 }, demands });
    const { record } = await run(scenario, { options: { method } });
    expect(record).toMatchObject({ status: 'optimal', objective: 0, totalPairs: 0 });
    expect(record.bounds).toMatchObject({ incumbent: 0, bound: 0, relativeGap: 0 });
    expect(record.certificate!.status).toBe('verified');
    expect(record.plan).toEqual({ routes: [], subPaths: [], fills: [], stocks: [] });
  });
});

it('a rule starts again, whatever older runs planned, and reports nothing on the way', async () => {
  const options = { scheme: 'greedy' } as const;
  const first = await run(HARD, { options });
  const better = await run(HARD);
  expect(better.record.objective).toBeGreaterThan(first.record.objective! * 1.001);
  const again = await run(HARD, {
    options,
    starts: [better.record.plan!],
    resume: { record: first.record, proofs: [] },
  });
  const lasting = ({ seconds, trajectory, ...rest }: PlanRecord) => rest;
  expect(lasting(again.record)).toEqual(lasting(first.record));
  expect(again.record.trajectory.map(({ iteration }) => iteration)).toEqual([1]);
  expect(again.events.map(({ kind }) => kind)).not.toContain('progress');
  expect(recordsOf(again)).toEqual([]);
});

describe('a run continues', () => {
  const stopped = () => run(HARD, { options: { method: 'benders', iterationLimit: 3 } });
  const cutsOf = ({ events }: Awaited<ReturnType<typeof stopped>>) =>
    events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []));

  it('from its record and cuts, with bounds no worse and its trajectory continued', async () => {
    const first = await stopped();
    expect(first.record.status).toBe('iteration-limit');
    const cuts = cutsOf(first);
    expect(cuts.length).toBeGreaterThan(0);
    // As if it had taken so long that no second run takes longer.
    const seconds = { ...first.record.seconds, solve: 1000 };
    const second = await run(HARD, {
      options: { method: 'benders' },
      resume: { record: { ...first.record, seconds }, proofs: cuts },
    });
    const { record } = second;
    expect(record.status).toBe('optimal');
    for (const each of recordsOf(second)) {
      expect(each.plan).not.toBeNull();
      expect(each.objective!).toBeGreaterThanOrEqual(first.record.objective! * (1 - 1e-8));
      expect(each.bounds.bound!).toBeLessThanOrEqual(first.record.bounds.bound!);
      expectHonest(each, record.objective!);
    }
    const { length } = first.record.trajectory;
    expect(record.trajectory.slice(0, length)).toEqual(first.record.trajectory);
    expect(record.trajectory.length).toBeGreaterThan(length);
    for (const [index, point] of record.trajectory.slice(1).entries()) {
      const before = record.trajectory[index]!;
      expect(point.seconds).toBeGreaterThanOrEqual(before.seconds);
      expect(point.iteration).toBeGreaterThanOrEqual(before.iteration);
      expect(point.bound!).toBeLessThanOrEqual(before.bound!);
      expect(point.incumbent ?? 0).toBeGreaterThanOrEqual(before.incumbent ?? 0);
    }
    expect(record.iterations).toBeGreaterThan(first.record.iterations);
    expect(record.seconds.solve).toBeGreaterThan(1000);
  });

  it('with telescopes pointed as before, whatever the document means by now', async () => {
    // A record that does not say who pointed is older than plans that do: the strongest links had the telescopes.
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'S-A': 10, 'S-B': 10, 'S-X': 100 },
      terminals: { S: 2 },
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'S', destination: 'X' },
      ],
    });
    const { record: older } = await run({ ...scenario, pointing: 'strongest-first' });
    const { pointing, ...options } = older.options;
    expect(pointing).toBe('strongest-first');
    const hash = await scenarioHash(scenario);
    const unsaid = { ...older, options, scenario: { ...older.scenario, hash, document: scenario } };
    const { record } = await run(scenario, { resume: { record: unsaid, proofs: [] } });
    expect(record).toMatchObject({ status: 'optimal', totalPairs: older.totalPairs, options: { pointing } });
    expect(record.plan!.pointing).toBeUndefined();
    expect(record.scenario).toEqual(unsaid.scenario);
    expect((await verifyRecord(record, localEnvironment())).status).toBe('verified');
  });

  it('but not from a run of another version', async () => {
    const first = await stopped();
    const record = { ...first.record, satqn: { ...first.record.satqn, version: 'older' } };
    await expect(run(HARD, { resume: { record, proofs: [] } })).rejects.toThrow(
      'satqn.version: This record was written by satqn older; networks and numbers differ in satqn test. ' +
        'Plan again, or use satqn older.',
    );
  });

  it('from the routes of an older run, after a change of the scenario', async () => {
    const older = await run(contested(80));
    expect(older.record.objective).toBeCloseTo(18, 6);
    const options = { method: 'benders', benders: TEXTBOOK } as const;
    const begun = { options, abortAt: atStage('search') };
    const changed = contested(70);
    const afresh = await run(changed, begun);
    expect(afresh.record.objective).toBeCloseTo(10, 6);
    const warm = await run(changed, { ...begun, starts: [older.record.plan!] });
    expect(warm.record.objective).toBeCloseTo(17, 6);
  });

  it('counts the results of an older run from the first moment, and stops at once if they suffice', async () => {
    const older = await run(HARD, { options: { method: 'milp', gap: 1e-3 } });
    const warm = await run(HARD, { starts: [older.record.plan!], options: { gap: 0.5 } });
    const first = warm.record.trajectory.find(({ incumbent }) => incumbent !== null)!;
    expect(first.incumbent! / older.record.objective!).toBeCloseTo(1, 6);
    expect(warm.record.iterations).toBe(1);
  });
});
