import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Solver } from '../../../src/lp/solver.ts';
import { createWorkQueue, type Job } from '../../../src/methods/auto/work-queue.ts';

const named = (name: string) => ({ name }) as Solver;

describe('shared work', () => {
  it('is done once, on both solvers, and ends when the last job has ended', async () => {
    const work = createWorkQueue();
    const done: string[] = [];
    const jobs = [30, 5, 5, 60].map(
      (milliseconds, index): Job =>
        async ({ name }) => {
          await setTimeout(milliseconds);
          done.push(`${index} ${name}`);
        },
    );
    const all = work.doAll(jobs, named('own'));
    expect(work.isWaiting()).toBe(true);
    const help = work.help(named('other'));
    await all;
    await help;
    expect(done.map((entry) => entry[0]).sort()).toEqual(['0', '1', '2', '3']);
    expect(done).toContain('0 own');
    expect(done).toContain('1 other');
    expect(work.isWaiting()).toBe(false);
  });

  it('helping ends at once without work', async () => {
    const work = createWorkQueue();
    await work.help(named('other'));
    expect(work.hands()).toBe(1);
    work.setReady(true);
    expect(work.hands()).toBe(2);
  });

  it.each(['own', 'other'])(
    'a job that fails on the %s solver ends both sides, and no more start',
    async (who) => {
      const work = createWorkQueue();
      let begun = 0;
      const jobs = Array.from(
        { length: 6 },
        (): Job =>
          async ({ name }) => {
            begun++;
            await setTimeout(5);
            if (name === who) throw new Error('worker lost');
          },
      );
      const all = work.doAll(jobs, named('own'));
      const help = work.help(named('other'));
      const ends = await Promise.allSettled([all, help]);
      expect(ends[0].status).toBe('rejected');
      await setTimeout(20);
      expect(work.isWaiting()).toBe(false);
      if (who === 'own') expect(begun).toBeLessThan(6);
    },
  );
});
