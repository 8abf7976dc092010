import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openThreadPool } from '../../src/node/thread-pool.ts';

const place = mkdtempSync(join(tmpdir(), 'satqn-threads-'));
afterAll(() => rmSync(place, { recursive: true }));

const poolOf = (name: string, text: string) => {
  writeFileSync(join(place, `${name}.ts`), text);
  const module = pathToFileURL(join(place, name));
  return openThreadPool<number, number>({ module, job: 'double', workers: 2, data: null });
};

it('fails every job if no thread can start, instead of waiting for ever', async () => {
  const pool = await poolOf('broken', "throw new Error('does not start');");
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((job) => pool.run(job)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
});

it('goes on with other threads after one is lost', async () => {
  const text = 'export const double = (job: number) => (job === 3 ? process.exit(1) : 2 * job);';
  const pool = await poolOf('fragile', text);
  const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map((job) => pool.run(job)));
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : null))).toEqual([
    2,
    4,
    null,
    8,
    10,
  ]);
  await pool.destroy();
});
