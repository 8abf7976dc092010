/** A study on workers that are killed, over a Redis that is restarted, beside the same study on this machine. */
import { existsSync, readFileSync } from 'node:fs';
import type { TestRedis } from './redis.ts';
import { satqn, satqnProcess } from './satqn.ts';
import { startWorker, type WorkerProcess } from './workers.ts';

type Disturbance = 'worker' | 'redis';

interface KillRun {
  readonly code: number | null;
  readonly err: string;
  readonly kills: number;
  readonly restarts: number;
}

/** Two workers of one job each; a worker that is killed is replaced. */
export async function runWithKills(
  redis: TestRedis,
  { study, out }: { readonly study: string; readonly out: string },
  disturbances: AsyncIterable<Disturbance>,
): Promise<KillRun> {
  const workers: WorkerProcess[] = [];
  const add = () => workers.push(startWorker(redis.address, '--jobs', '1'));
  add();
  add();
  const count = { kills: 0, restarts: 0 };
  const running = satqnProcess(['study', study, '--out', out, '--queue', redis.address]);
  const next = disturbances[Symbol.asyncIterator]();
  const over = running.then(() => ({ done: true, value: undefined }) as const);
  for (;;) {
    const { done, value: what } = await Promise.race([next.next(), over]);
    if (done) break;
    if (what === 'redis') {
      await redis.kill();
      await redis.start();
      count.restarts++;
    } else {
      workers.shift()!.process.kill('SIGKILL');
      add();
      count.kills++;
    }
  }
  const { code, err } = await running;
  for (const worker of workers) worker.process.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
  return { code, err, ...count };
}

/** How many jobs are in the file so far. */
export const jobsIn = (out: string): number =>
  existsSync(`${out}/jobs.ndjson`) ? readFileSync(`${out}/jobs.ndjson`, 'utf8').split('\n').length - 2 : 0;

/** The lines of jobs, sorted by id, without the times that computing took. */
export function untimedJobs(out: string): string[] {
  const lines = readFileSync(`${out}/jobs.ndjson`, 'utf8').trimEnd().split('\n').slice(1);
  return lines
    .toSorted((a, b) => (JSON.parse(a).id < JSON.parse(b).id ? -1 : 1))
    .map((line) => line.replace(/"seconds":[^,}]+/g, '"seconds":0'));
}

/** The same study on threads of this process. */
export const runLocally = (study: string, out: string) =>
  satqn(['study', study, '--out', out, '--workers', '2']);
