/** What the checker finds in plans that memories and signals cannot keep. */
import { describe, expect, it } from 'vitest';
import type { ConstraintCheck } from '../../src/domain/certificate.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { type Hardware, smallInstance } from '../methods/instances.ts';
import { run } from '../planning/run.ts';

const HARDWARE: Hardware = {
  memoryModes: 100,
  coherenceSeconds: 50,
  bitsPerSecond: 1e4,
  maximumLatencySeconds: 1,
};
const under = (hardware: Hardware): Scenario =>
  smallInstance(2, { storage: true, groundStorage: true, initialStock: true, outage: 0.4, hardware })
    .scenario;

const planned = run(under(HARDWARE)).then(({ record }) => record);

/** The constraints that a plan of {@link HARDWARE} breaks under other hardware, or once it is changed. */
async function broken(changes: Hardware, change: (plan: Plan) => Plan = (plan) => plan): Promise<string[]> {
  const { plan, objective } = await planned;
  const scenario = under({ ...HARDWARE, ...changes });
  const checks = verifyPlan({
    scenario,
    topology: buildTopology(scenario),
    plan: change(plan!),
    objective: objective!,
    bound: null,
    exempt: [],
    scheme: 'ps-egr',
  });
  const isBroken = ({ maxViolation }: ConstraintCheck) => !(maxViolation <= 1e-6);
  return checks.filter(isBroken).map(({ constraint }) => constraint);
}

const routes = (change: (route: Plan['routes'][number]) => Plan['routes'][number]) => (plan: Plan) => ({
  ...plan,
  routes: plan.routes.map(change),
});

describe('a plan that keeps to its hardware', () => {
  it('is found right', async () => expect(await broken({})).toEqual([]));

  it('takes too many modes of nodes that have fewer', async () =>
    expect(await broken({ memoryModes: 41 })).toContain('C8'));

  it('sends too much over a slower classical link', async () =>
    expect(await broken({ bitsPerSecond: 1 })).toContain('C9'));

  it('promises too much of halves that age faster', async () =>
    expect(await broken({ coherenceSeconds: 5 })).toEqual(expect.arrayContaining(['fidelity'])));

  it('is too late for demands in more of a hurry', async () =>
    expect(await broken({ maximumLatencySeconds: 1e-3 })).toContain('path'));

  it('says how late and how often purified its pairs are', async () => {
    expect(
      await broken(
        {},
        routes((route) => ({ ...route, latencySeconds: route.latencySeconds! / 2 })),
      ),
    ).toContain('path');
    expect(
      await broken(
        {},
        routes((route) => ({ ...route, rounds: route.rounds! + 1 })),
      ),
    ).toContain('path');
    expect(
      await broken(
        {},
        routes(({ latencySeconds: _, ...route }) => route),
      ),
    ).toContain('path');
  });

  it.each([
    ['when the first slot begins', 0],
    ['when the last one ends', 3],
  ])('holds no more pairs in store than modes %s', async (_, instant) => {
    const only = (plan: Plan): Plan => ({
      ...plan,
      stocks: plan.stocks.map((stock) => ({
        ...stock,
        pairs: stock.pairs.map((_, t) => (t === instant ? 101 : 0)),
      })),
    });
    expect((await planned).plan!.stocks.length).toBeGreaterThan(0);
    expect(await broken({}, only)).toContain('C8');
  });
});
