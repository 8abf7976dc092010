import { expect, it } from 'vitest';
import { planOptionsOf, planOptionsSchema } from '../../../src/node/service/api/plan-options.ts';
import { loadFramework } from '../../../src/node/service/http/framework.ts';
import { exceeded, type Quotas } from '../../../src/node/service/quotas.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../../src/planning/options.ts';

const QUOTAS: Quotas = { atOnce: 2, kept: 5, megabytes: 10, secondsEach: 60, secondsPerDay: 100 };
const USAGE = { atOnce: 1, kept: 4, megabytes: 9, secondsToday: 99 };

it('allows what each quota allows, and says which is used up', () => {
  expect(exceeded(QUOTAS, USAGE)).toBeNull();
  for (const [usage, words] of [
    [{ atOnce: 2 }, /2 of your runs wait or are under way/],
    [{ kept: 5 }, /5 of your runs are kept/],
    [{ megabytes: 10 }, /take 10 MB/],
    [{ secondsToday: 100 }, /took 100 s within 24 hours/],
  ] as const) {
    expect(exceeded(QUOTAS, { ...USAGE, ...usage })?.message).toMatch(words);
  }
});

it('takes no option that leads to a program, a path or an address', () => {
  const wrong = [
    { solver: 'cbc' },
    { hybrid: { sampler: '/bin/sh -c id' } },
    { hybrid: { sampler: 'touch x' } },
    { out: '/tmp/x' },
    { resume: 'runs/x' },
    { queue: 'redis://127.0.0.1' },
    { catalogue: 'shared' },
  ];
  expect(wrong.filter((options) => planOptionsSchema.safeParse(options).success)).toEqual([]);
  // What is added to the options of plans is not allowed before somebody has thought of it.
  const allowed = Object.keys(planOptionsSchema.shape).filter((key) => key !== 'hybrid');
  expect(allowed.every((key) => Object.hasOwn(DEFAULT_PLAN_OPTIONS, key))).toBe(true);
  expect(planOptionsOf({}, 3600).solver).toBe('built-in');
});

it('fills in what is not stated, within what the token allows', () => {
  expect(planOptionsOf({}, 30).timeLimitSeconds).toBe(30);
  expect(planOptionsOf({}, 3600).timeLimitSeconds).toBe(60);
  expect(planOptionsOf({ benders: { inOut: false } }, 30)).toMatchObject({
    method: 'benders',
    benders: { inOut: false, paretoCuts: true },
  });
  expect(planOptionsOf({ hybrid: {} }, 30)).toMatchObject({
    method: 'benders',
    hybrid: { sampler: 'built-in' },
  });
  expect(() => planOptionsOf({ hybrid: {}, method: 'milp' }, 30)).toThrow(/no master/);
});

it('says how to install the packages of the service if one is missing', async () => {
  const load = async (name: string) => {
    if (name === 'prom-client') throw new Error("Cannot find package 'prom-client'\nfrom there");
    return import(name);
  };
  await expect(loadFramework(load)).rejects.toThrow(
    /cannot be loaded \(Cannot find package 'prom-client'\)\. Install them with: npm install fastify@\d+\.\d+\.\d+ .*prom-client@\d/,
  );
});
