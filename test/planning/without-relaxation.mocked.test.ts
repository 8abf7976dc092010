import { expect, it, vi } from 'vitest';
import { verifyRecord } from '../../src/planning/verify.ts';
import { HARD, localEnvironment, run } from './run.ts';

// As if the program of a few slots were one of a long horizon.
vi.mock('../../src/planning/choose-method.ts', async (original) => ({
  ...(await original<object>()),
  LARGEST_WHOLE: 10,
}));

it.each(['greedy', 'pull'] as const)(
  'where the LP relaxation is too large, %s plans without a bound',
  async (scheme) => {
    const { record, events } = await run(HARD, { options: { scheme } });
    expect(record).toMatchObject({
      status: 'completed',
      bounds: { bound: null, boundBy: 'none' },
      relaxation: { bound: null },
    });
    expect(record.objective).toBeGreaterThan(0);
    expect(record.notes.join()).toMatch(new RegExp(`${scheme}: no bound beside the plan`));
    expect(events.filter((event) => event.kind === 'stage').map(({ stage }) => stage)).not.toContain(
      'relaxation',
    );
    expect((await verifyRecord(record, localEnvironment())).status).toBe('verified');
  },
);
