import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobsIn, runLocally, runWithKills, untimedJobs } from './kill-run.ts';
import { NO_REDIS, startRedis } from './redis.ts';
import { STACK_TRACE, workplace } from './satqn.ts';

const { path, read } = workplace();
const redis = NO_REDIS ? null : await startRedis();

/** A hundred jobs of a few hundredths of a second, all of which end by proof. */
writeFileSync(
  path('hundred.yaml'),
  `satqnStudy: 1
name: hundred
base: {generator: {pairs: 1, slots: 1, stations: 4, haps: 1, satellites: 1, paths: 2, virtualPaths: 0, subPaths: 0}}
axes:
  - {name: storageCapacity, fields: [generator.storageCapacity], values: [200, 1500]}
replications: 50
schemes: [ps-egr, greedy]
methods: [{method: milp, timeLimitSeconds: 600}]
`,
);

/** At so many jobs, something happens. */
async function* at(steps: readonly (readonly [number, 'worker' | 'redis'])[]) {
  for (const [jobs, what] of steps) {
    await expect
      .poll(() => jobsIn('killed'), { timeout: 240_000, interval: 20 })
      .toBeGreaterThanOrEqual(jobs);
    yield what;
  }
}

describe.skipIf(NO_REDIS)(`a study on many machines${NO_REDIS ? ` (${NO_REDIS})` : ''}`, () => {
  it('has the results of a local one, though three workers are killed and Redis is restarted', async () => {
    const study = path('hundred.yaml');
    const steps = at([
      [15, 'worker'],
      [35, 'redis'],
      [45, 'worker'],
      [70, 'worker'],
    ]);
    const { code, err, kills, restarts } = await runWithKills(redis!, { study, out: 'killed' }, steps);
    expect({ code, kills, restarts, trace: STACK_TRACE.test(err) }).toEqual({
      code: 0,
      kills: 3,
      restarts: 1,
      trace: false,
    });
    expect(err).toMatch(/does not answer: waiting for it\.[\s\S]*answers again\.[\s\S]*100 of 100 done/);
    expect((await runLocally(study, 'local')).code).toBe(0);
    const jobs = untimedJobs('killed');
    expect(new Set(jobs.map((line) => JSON.parse(line).id)).size).toBe(100);
    expect(jobs).toEqual(untimedJobs('local'));
    expect(jobs.every((line) => /"scheme":"ps-egr","status":"optimal"/.test(line))).toBe(true);
    // Tables are in the order of the grid, whoever was first.
    const untimed = (file: string) => read(file).replace(/(?<=,)\d+\.\d+(e-\d+)?(?=,)/g, '');
    expect(untimed('killed/rows.csv').split('\n').length).toBe(202);
    expect(untimed('killed/rows.csv')).toEqual(untimed('local/rows.csv'));
    // Nothing of the study stays in Redis.
    const queue = (await redis!.client.keys('satqn:jobs-*')).map((key) => key.split(':').at(-1));
    expect(
      queue.filter((key) => !['id', 'meta', 'events', 'marker', 'stalled-check'].includes(key!)),
    ).toEqual([]);
    expect(await redis!.client.keys('satqn:common:*')).toEqual([]);
  });
});
