import { expect, it } from 'vitest';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import { smallInstance } from '../methods/instances.ts';
import { localEnvironment } from './run.ts';

const { scenario } = smallInstance(1, {
  storage: true,
  telescopes: { count: 2, acquisitionSeconds: 5 },
});
const planBy = (options: Partial<PlanOptions>) =>
  planScenario(
    { scenario, options: { ...DEFAULT_PLAN_OPTIONS, ...options } },
    localEnvironment({ now: () => 0 }),
    () => {},
  );

it.each([
  { method: 'benders' },
  { method: 'blocks' },
  { scheme: 'rrs' },
  { scheme: 'greedy' },
  { scheme: 'overlay-lp' },
] as const)('refuses to point telescopes by %o, and says what does', async (options) => {
  await expect(planBy(options)).rejects.toThrow(/does not point telescopes/);
  await expect(planBy(options)).rejects.toMatchObject({
    issues: [{ hint: expect.stringContaining('auto') }],
  });
});

it.each([{ method: 'auto' }, { method: 'milp' }, { scheme: 'pull' }] as const)(
  'points telescopes by %o, checked',
  async (options) => {
    const { certificate, plan, options: recorded } = await planBy(options);
    expect(certificate?.status).toBe('verified');
    expect(plan?.pointing?.length).toBeGreaterThan(0);
    expect(recorded).toMatchObject({ pointing: 'planned' });
  },
);
