import { describe, expect, it } from 'vitest';
import { openAccount } from '../../../src/methods/auto/account.ts';

/** A search of 100 s, of which what a part closed counts half after 5 s of its own. */
function searchOf100Seconds() {
  let now = 0;
  const account = openAccount(() => now, 100);
  const worker = account.openWorker();
  return {
    account,
    step: (part: 'windows' | 'neighbourhoods' | 'dive', seconds: number, closed: number) =>
      worker.work(part, async () => {
        now += seconds;
        worker.credit({ planRise: closed });
      }),
  };
}

describe('what parts close per second', () => {
  it('is without limit for what was never tried', async () => {
    const { account, step } = searchOf100Seconds();
    await step('windows', 5, 10);
    expect(account.rateOf('dive')).toBe(Number.POSITIVE_INFINITY);
    expect(account.rateOf('dive', 'windows')).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('counts half after a twentieth of the time limit', async () => {
    const { account, step } = searchOf100Seconds();
    await step('windows', 5, 10);
    // 10 in 5 s.
    expect(account.rateOf('windows')).toBeCloseTo(2, 12);
    await step('windows', 5, 0);
    // Half of the 10, in half of the first 5 s and the second 5 s.
    expect(account.rateOf('windows')).toBeCloseTo(5 / 7.5, 12);
    await step('neighbourhoods', 50, 0);
    expect(account.rateOf('windows')).toBeCloseTo(5 / 7.5, 12);
    expect(account.rateOf('neighbourhoods')).toBe(0);
  });

  it('is a number without any time, too', async () => {
    let now = 0;
    const account = openAccount(() => now, 0);
    const { work, credit } = account.openWorker();
    await work('start', async () => credit({ planRise: 3 }));
    expect(account.rateOf('start')).toBe(Number.POSITIVE_INFINITY);
    await work('start', async () => {
      now += 2;
      credit({ planRise: 4 });
    });
    // What was closed before counts no more.
    expect(account.rateOf('start')).toBe(2);
    expect(account.parts()).toEqual([{ part: 'start', steps: 2, seconds: 2, planRise: 7, boundFall: 0 }]);
  });

  it('adds several parts up', async () => {
    const { account, step } = searchOf100Seconds();
    await step('windows', 5, 10);
    await step('dive', 5, 0);
    expect(account.rateOf('windows', 'dive')).toBeCloseTo(1, 12);
    expect(account.parts()).toEqual([
      { part: 'windows', steps: 1, seconds: 5, planRise: 10, boundFall: 0 },
      { part: 'dive', steps: 1, seconds: 5, planRise: 0, boundFall: 0 },
    ]);
  });
});
