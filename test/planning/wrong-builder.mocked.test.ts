/** What happens to a bound if the builder of the problem is wrong, from the plan to `verify`. */
import { afterEach, expect, it, vi } from 'vitest';
import type { Certificate } from '../../src/domain/certificate.ts';
import type { RatingRequest, Ratings } from '../../src/model/rate-paths.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { handMade } from '../methods/instances.ts';
import { localEnvironment, run } from './run.ts';

const builder = vi.hoisted(() => ({ fillCaps: 1 }));
vi.mock('../../src/model/rate-paths.ts', async (original) => {
  const honest = await original<{ ratePaths: (request: RatingRequest) => Ratings }>();
  return {
    ...honest,
    ratePaths(request: RatingRequest): Ratings {
      const ratings = honest.ratePaths(request);
      const scaled = ratings.fills.map((ofPair) =>
        ofPair.map((fills) => fills.map((fill) => ({ ...fill, rateCap: fill.rateCap * builder.fillCaps }))),
      );
      return { ...ratings, fills: scaled };
    },
  };
});
afterEach(() => {
  builder.fillCaps = 1;
});

/** 4 pairs/s fill in slot 1 and serve in slot 2. */
const { scenario } = handMade({
  slots: 2,
  capacity: { 'a-m': [0, 1000], 'm-n': [40, 0], 'n-b': [0, 1000] },
  stores: { m: 100, n: 100 },
  demands: [{ source: 'a', destination: 'b', fidelityTarget: 0.9 }],
});
const failing = ({ checks, tolerance }: Certificate) =>
  checks.filter(({ maxViolation }) => !(maxViolation <= tolerance)).map(({ constraint }) => constraint);

it('a plan and its bound are verified if the builder is right', async () => {
  const { record } = await run(scenario);
  expect(record).toMatchObject({
    status: 'optimal',
    certificate: { status: 'verified', bound: 'rechecked' },
  });
  expect(record.objective).toBeCloseTo(4, 6);
  expect((await verifyRecord(record, localEnvironment())).status).toBe('verified');
});

it('caps of fills that are too small leave no verified plan, let alone an optimal one', async () => {
  builder.fillCaps = 0.5;
  const { record } = await run(scenario);
  expect(record).toMatchObject({ status: 'no-incumbent', objective: null, plan: null });
  expect(failing(record.certificate!)).toContain('catalogue');
});

it('verify notices that the caps are too small for a record of the right builder', async () => {
  const { record } = await run(scenario);
  builder.fillCaps = 0.5;
  const certificate = await verifyRecord(record, localEnvironment());
  expect(certificate.status).toBe('failed');
  expect(failing(certificate)).toEqual(['catalogue']);
  expect(certificate.dualBound).toBeCloseTo(4, 6);
});
