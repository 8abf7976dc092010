import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openProcessQueue } from '../../../src/node/service/processes/process-queue.ts';

const directory = mkdtempSync(join(tmpdir(), 'satqn-children-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Scripted {
  readonly log: string;
  /** What each process does, the last of them again and again. */
  readonly script: readonly string[];
}

const restarts: string[] = [];
const faults: string[] = [];
const queue = openProcessQueue<Scripted, unknown>({
  root: directory,
  processes: 2,
  memoryMegabytes: 256,
  stopWithin: 500,
  module: new URL('./children/scripted.mjs', import.meta.url),
  onRestart: (id) => restarts.push(id),
  onFault: (id, error) => faults.push(`${id}: ${error}`),
});
afterAll(() => queue.close());

const job = (id: string, ...script: string[]) => ({ id, data: { log: join(directory, id), script } });
const attempts = ({ data }: { data: Scripted }) =>
  existsSync(data.log) ? readFileSync(data.log, 'utf8').length : 0;
const endless = new AbortController().signal;

it('tells how a job ended', async () => {
  expect(await queue.submit(job('done', 'done'), { signal: endless })).toMatchObject({
    status: 'done',
    result: 1,
  });
  expect(await queue.submit(job('failed', 'failed'), { signal: endless })).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('The service has a fault'),
  });
  expect(faults).toEqual(['failed: wrong']);
});

it('replaces a process that is lost, at most three times', async () => {
  const saved = job('saved', 'SIGKILL', 'SIGKILL', 'SIGKILL', 'done');
  expect(await queue.submit(saved, { signal: endless })).toMatchObject({ status: 'done', result: 4 });
  const lost = job('lost', 'SIGKILL');
  const outcome = await queue.submit(lost, { signal: endless });
  expect(outcome).toMatchObject({ status: 'failed', error: expect.stringContaining('ended 4 times') });
  expect(attempts(lost)).toBe(4);
  expect(restarts).toEqual(['saved', 'saved', 'saved', 'lost', 'lost', 'lost']);
});

it('does not replace one that took too much memory', async () => {
  const greedy = job('greedy', 'SIGUSR2');
  expect(await queue.submit(greedy, { signal: endless })).toMatchObject({
    status: 'failed',
    error: expect.stringContaining('256 MB'),
  });
  expect(attempts(greedy)).toBe(1);
});

it('tells a job that is aborted to end, hears what it kept, and waits only so long', async () => {
  for (const [step, last] of [
    ['wait', 'kept'],
    ['deaf', 'deaf'],
  ] as const) {
    const stop = new AbortController();
    const heard: unknown[] = [];
    const submitted = queue.submit(job(step, step), {
      signal: stop.signal,
      onProgress(progress) {
        heard.push(progress);
        stop.abort();
      },
    });
    await expect(submitted).rejects.toThrow(/aborted/);
    expect(heard.at(-1)).toBe(last);
  }
});
