import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { jobsIn, runLocally, runWithKills, untimedJobs } from '../cli/kill-run.ts';
import { startRedis } from '../cli/redis.ts';
import { workplace } from '../cli/satqn.ts';

const { path, read } = workplace();
const redis = await startRedis();

const JOBS = 2_000;
const KILL_EVERY_MILLISECONDS = 5_000;
const RESTART_AT = [500, 1_000, 1_500];

writeFileSync(
  path('many.yaml'),
  `satqnStudy: 1
name: many
base: {generator: {pairs: 1, slots: 1, stations: 4, haps: 1, satellites: 1, paths: 2, virtualPaths: 0, subPaths: 0}}
axes:
  - {name: storageCapacity, fields: [generator.storageCapacity], values: [200, 1500]}
replications: ${JOBS / 2}
schemes: [ps-egr]
methods: [{method: milp, timeLimitSeconds: 600}]
`,
);

/** A worker is killed every few seconds, and Redis after each quarter of the jobs. */
async function* disturbances() {
  const restarts = [...RESTART_AT];
  for (;;) {
    await sleep(KILL_EVERY_MILLISECONDS, undefined, { ref: false });
    if (restarts[0] !== undefined && jobsIn('killed') >= restarts[0]) {
      restarts.shift();
      yield 'redis' as const;
    }
    yield 'worker' as const;
  }
}

it('2,000 jobs on workers that are killed all the time have the results of a local study', async () => {
  const study = path('many.yaml');
  const began = performance.now();
  const { code, kills, restarts, err } = await runWithKills(redis, { study, out: 'killed' }, disturbances());
  const seconds = (performance.now() - began) / 1000;
  expect({ code, restarts }, err).toEqual({ code: 0, restarts: RESTART_AT.length });
  const beganLocally = performance.now();
  expect((await runLocally(study, 'local')).code).toBe(0);
  const secondsLocally = (performance.now() - beganLocally) / 1000;
  const lines = read('killed/jobs.ndjson').trimEnd().split('\n').slice(1);
  const records = lines.map((line) => JSON.parse(line));
  expect(lines.length).toBe(JOBS);
  expect(new Set(records.map(({ id }) => id)).size).toBe(JOBS);
  expect(untimedJobs('killed')).toEqual(untimedJobs('local'));
  expect(records.every(({ comparison }) => comparison.results[0].status === 'optimal')).toBe(true);
  const times = records.map((record) => record.seconds).toSorted((a, b) => a - b);
  process.stdout.write(
    `${JOBS} jobs, ${kills} kills, ${restarts} restarts: ${seconds.toFixed(0)} s, local ${secondsLocally.toFixed(0)} s; a job takes ${times[JOBS / 2].toFixed(2)} s (median), ${times.at(-1).toFixed(2)} s at most\n`,
  );
  expect(kills).toBeGreaterThan(5);
});
