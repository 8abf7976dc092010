import { describe, expect, it } from 'vitest';
import { blocks } from '../../src/methods/blocks/method.ts';
import { layOut } from '../../src/model/layout.ts';
import { conduct } from '../../src/planning/conduct.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import type { PlanEvent, PlanInput } from '../../src/planning/plan.ts';
import { prepare } from '../../src/planning/prepare.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { expectHonest, HARD, localEnvironment, recordsOf, run } from './run.ts';

/** Plans in blocks what could be planned as a whole. */
async function runLong(
  wish: Partial<PlanInput> = {},
): Promise<{ readonly record: PlanRecord; readonly events: readonly PlanEvent[] }> {
  const environment = localEnvironment();
  const prepared = await prepare(HARD, environment, () => {}, ['ps-egr']);
  const events: PlanEvent[] = [];
  const options = { ...DEFAULT_PLAN_OPTIONS, gap: 1e-6, timeLimitSeconds: 60 };
  const record = await conduct(blocks, {
    prepared,
    layout: layOut(prepared.problem),
    input: { scenario: HARD, options, ...wish },
    environment,
    weighsLimits: true,
    onEvent: (event) => events.push(event),
  });
  return { record, events };
}

describe('a long horizon', async () => {
  const whole = (await run(HARD)).record;
  const optimum = whole.objective!;
  const first = await runLong();
  const proofs = first.events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []));

  it('has the optimum of the whole, honest records on the way, and says what it is', () => {
    for (const record of [...recordsOf(first), first.record]) expectHonest(record, optimum);
    expect(first.record.status).toBe('optimal');
    expect(first.record.objective! / optimum).toBeCloseTo(1, 5);
    expect(first.record.notes.join()).toMatch(/auto: .* columns, too many: in blocks/);
    expect(proofs.length).toBeGreaterThan(0);
    // As it is short, what limits cost is found out as ever.
    const namesOf = (record: PlanRecord) => record.catalogueLimits?.map(({ limit }) => limit);
    expect(namesOf(first.record)).toEqual(namesOf(whole));
  });

  it('tells of a first plan before it is checked, once, and not where a run has a plan already', async () => {
    const kinds = first.events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'built')).toHaveLength(1);
    expect(kinds.indexOf('built')).toBeLessThan(kinds.indexOf('record'));
    const built = first.events.find((event) => event.kind === 'built')!;
    expect(recordsOf(first)[0]).toMatchObject({
      objective: built.objective,
      bounds: { bound: built.bound, boundBy: 'rate caps' },
    });
    const resumed = await runLong({ resume: { record: first.record, proofs: [] } });
    expect(resumed.events.map(({ kind }) => kind)).not.toContain('built');
  });

  it('tells what it is working at, and how many blocks are done', () => {
    const activities = first.events.flatMap((event) => (event.kind === 'activity' ? [event] : []));
    expect(new Set(activities.map(({ work }) => work))).toEqual(new Set(['bounds of slots', 'blocks']));
    const blocks = activities.flatMap(({ work, progress }) => (work === 'blocks' ? [progress!] : []));
    for (const { done, total } of blocks) expect(done).toBeLessThan(total);
    expect(blocks[0]).toMatchObject({ done: 0 });
  });

  it('is also planned in blocks on request, without a note about its size', async () => {
    const { record } = await run(HARD, { options: { method: 'blocks' } });
    expectHonest(record, optimum);
    expect(record).toMatchObject({ method: 'blocks', status: 'optimal' });
    expect(record.notes.join()).toMatch(/blocks: \d+ of \d+ slots/);
    expect(record.notes.join()).not.toMatch(/auto/);
  });

  it('continues a run from its plan and bound', async () => {
    const noTime = { ...DEFAULT_PLAN_OPTIONS, gap: 0, timeLimitSeconds: 0 };
    const { record } = await runLong({ resume: { record: first.record, proofs }, options: noTime });
    expectHonest(record, optimum);
    expect(record.objective).toBeCloseTo(first.record.objective!, 6);
    expect(record.bounds.bound!).toBeLessThanOrEqual(optimum * (1 + 1e-6));
  });

  it.each([
    ['another scheme', { options: { ...first.record.options, scheme: 'sos' } }],
    ['other paths', { options: { ...first.record.options, catalogue: 'shared' } }],
  ])('keeps the plan on record after %s, but none of its bounds', async (_, change) => {
    const bounds = { ...first.record.bounds, bound: optimum / 2 };
    const before = { ...first.record, bounds, ...change } as PlanRecord;
    const noTime = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 0 };
    const late = await runLong({ resume: { record: before, proofs }, options: noTime });
    for (const record of [...recordsOf(late), late.record]) {
      expectHonest(record, optimum);
      expect(record.objective).toBeCloseTo(first.record.objective!, 6);
    }
  });

  it('starts from a plan that holds, and says so of one that does not', async () => {
    const noTime = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 0 };
    const good = await runLong({ starts: [whole.plan!], options: noTime });
    expectHonest(good.record, optimum);
    expect(good.record.objective).toBeCloseTo(optimum, 6);
    // The search itself goes on from it.
    expect(good.record.trajectory[0]!.incumbent).toBeCloseTo(optimum, 6);
    const greedy = whole.plan!.routes.map((route) => ({ ...route, rate: 10 * route.rate }));
    const bad = await runLong({ starts: [{ ...whole.plan!, routes: greedy }], options: noTime });
    expectHonest(bad.record, optimum);
    expect(bad.record.notes.join()).toMatch(/does not hold in this network/);
  });
});
