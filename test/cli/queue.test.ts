import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobsIn } from './kill-run.ts';
import { NO_REDIS, startRedis } from './redis.ts';
import { STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';
import { isAlive, processorSeconds, startWorker } from './workers.ts';

const { path } = workplace();
const redis = NO_REDIS ? null : await startRedis();

const study = (name: string, pairs: string) => `satqnStudy: 1
name: ${name}
base: {generator: {slots: 1, stations: 4, haps: 1, satellites: 1, paths: 2, virtualPaths: 0, subPaths: 0}}
axes: [{name: pairs, fields: [generator.pairs], values: [${pairs}]}]
replications: 4
schemes: [greedy]
`;
writeFileSync(path('quick.yaml'), study('quick', '1, 2'));
/** One of four jobs fails. */
writeFileSync(
  path('failing.yaml'),
  `satqnStudy: 1
name: failing
base: {generator: {slots: 1, paths: 1, virtualPaths: 0, subPaths: 0}}
axes:
  - {name: pairs, fields: [generator.pairs], values: [1, 2]}
  - {name: stations, fields: [generator.stations], values: [4, 2]}
schemes: [greedy]
`,
);
/** One job that takes minutes. */
writeFileSync(
  path('slow.yaml'),
  `satqnStudy: 1
name: slow
base: {generator: {pairs: 9, slots: 60}}
schemes: [ps-egr]
methods: [{method: milp, timeLimitSeconds: 600}]
gap: 0
`,
);

const active = () => redis!.client.llen(`satqn:jobs-${version}:active`);
const waiting = () => redis!.client.llen(`satqn:jobs-${version}:wait`);
const version = (await satqn(['--version'])).out.trim();

describe.skipIf(NO_REDIS)(`satqn study --queue${NO_REDIS ? ` (${NO_REDIS})` : ''}`, () => {
  it('that is interrupted takes the jobs back, and --resume goes on', async () => {
    let sent = false;
    const args = ['study', 'quick.yaml', '--out', 'cut', '--queue', redis!.address];
    const cut = await satqnProcess(args, {
      onProgress(err, child) {
        if (!sent && err.includes('No worker takes the jobs yet')) sent = child.kill('SIGINT');
      },
    });
    expect({ code: cut.code, trace: STACK_TRACE.test(cut.err) }).toEqual({ code: 130, trace: false });
    expect(cut.err).toContain('Interrupted: taking back the other jobs');
    expect(cut.err).toContain('Interrupted with 0 of 8 jobs. Run the same command again to resume.');
    expect(await waiting()).toBe(0);

    const worker = startWorker(redis!.address, '--jobs', '1', '--json');
    const resumed = await satqnProcess([...args, '--resume']);
    expect({ code: resumed.code, jobs: jobsIn('cut') }).toEqual({ code: 0, jobs: 8 });
    expect(resumed.err).toContain('running on 1 worker');
    worker.process.kill('SIGINT');
    expect(await worker.ended).toBe(0);
    expect(worker.output()).toContain('{"done": 8, "failed": 0, "released": 0}');
  });

  it('tells at once which jobs fail and why', async () => {
    const worker = startWorker(redis!.address, '--jobs', '2');
    const { code, err } = await satqnProcess(['study', 'failing.yaml', '--queue', redis!.address]);
    worker.process.kill('SIGTERM');
    expect(code).toBe(6);
    expect(err).toContain(
      'Failed at pairs = 2, stations = 2, seed 1: pairs: there are not that many pairs of stations',
    );
    expect(err.match(/Failed at pairs = 2, stations = 2, seed 1:/g)!.length).toBe(1);
    expect(err).toContain('1 of 4 jobs failed');
    expect(await worker.ended).toBe(0);
    expect(worker.output()).toMatch(/3 jobs done, 1 failed, 0 given back\.$/m);
  });

  it('counts a job whose process dies as failed, and its worker goes on', async () => {
    const worker = startWorker(redis!.address, '--jobs', '1');
    // Afterwards, the process for the next job is there already.
    await satqnProcess(['study', 'quick.yaml', '--queue', redis!.address, '--out', 'first']);
    let isOver = false;
    const running = satqnProcess(['study', 'slow.yaml', '--queue', redis!.address, '--out', 'dead']).finally(
      () => {
        isOver = true;
      },
    );
    await expect.poll(active).toBe(1);
    while (!isOver) {
      for (const child of worker.children()) process.kill(child, 'SIGKILL');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const { code, err } = await running;
    expect(code).toBe(6);
    expect(err).toMatch(/Failed at seed 1: The process of the job (ended unexpectedly|did not start)/);
    worker.process.kill('SIGINT');
    expect(await worker.ended).toBe(0);
    expect(worker.output()).toMatch(/8 jobs done, 1 failed, 0 given back\.$/m);
  });

  it('needs no worker of its own, and something to resume', async () => {
    const { code, err } = await satqn(['study', 'quick.yaml', '--queue', redis!.address, '--workers', '2']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('satqn worker --jobs') });
    const none = await satqn(['study', 'quick.yaml', '--out', 'nowhere', '--resume']);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('no study to resume in nowhere') });
  });
});

describe.skipIf(NO_REDIS)(`satqn worker${NO_REDIS ? ` (${NO_REDIS})` : ''}`, () => {
  it('gives its job back on SIGTERM; one that is killed leaves no process; one that is cancelled goes on', async () => {
    const running = satqnProcess(['study', 'slow.yaml', '--queue', redis!.address, '--out', 'slow'], {
      onProgress(err, child) {
        interrupt = () => child.kill('SIGINT');
        void err;
      },
    });
    let interrupt = (): unknown => null;
    const first = startWorker(redis!.address, '--jobs', '1');
    await expect.poll(active).toBe(1);
    await expect.poll(() => first.children().length).toBe(1);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.output()).toMatch(/0 jobs done, 0 failed, 1 given back\.$/m);
    expect([await active(), await waiting()]).toEqual([0, 1]);

    const second = startWorker(redis!.address, '--jobs', '1');
    await expect.poll(active).toBe(1);
    await expect.poll(() => second.children().length).toBe(1);
    const [child] = second.children();
    // It has begun to solve, which blocks its thread for minutes.
    await expect.poll(() => processorSeconds(child!)).toBeGreaterThanOrEqual(3);
    second.process.kill('SIGKILL');
    await second.ended;
    await expect.poll(() => isAlive(child!)).toBe(false);

    const third = startWorker(redis!.address, '--jobs', '1');
    await expect.poll(() => third.children().length).toBe(1);
    interrupt();
    expect((await running).code).toBe(130);
    await expect.poll(active).toBe(0);
    expect(await waiting()).toBe(0);
    expect(third.process.exitCode).toBe(null);
    third.process.kill('SIGINT');
    expect(await third.ended).toBe(0);
    expect(third.output()).toMatch(/0 jobs done, 0 failed, 0 given back\.$/m);
  });

  it('of another version than the study is refused with the cure', async () => {
    await redis!.client.set('satqn:present:study:other', JSON.stringify({ version: '9.9.9' }));
    await redis!.client.sadd('satqn:present:study', 'other');
    const { code, err } = await satqn(['worker', '--queue', redis!.address]);
    await redis!.client.del('satqn:present:study:other');
    expect(code).toBe(2);
    expect(err).toContain(`is of satqn 9.9.9, and this is ${version}`);
    expect(err).toContain('npm install satqn@9.9.9');
  });

  it('shows no password, whatever goes wrong', async () => {
    await redis!.client.config('SET', 'requirepass', 'right');
    const [, place] = redis!.address.split('//');
    try {
      for (const address of [
        `redis://:wrong@${place}`,
        `redis://:wrong@far.example`,
        `redis://:wrong@127.0.0.1:1`,
      ]) {
        const { code, err } = await satqn(['worker', '--queue', address]);
        expect({ code, shows: /wrong/.test(err) }).toEqual({ code: 2, shows: false });
      }
      const missing = await satqn(['worker', '--queue', redis!.address]);
      expect(missing.err).toContain('refuses user or password. Set SATQN_QUEUE_PASSWORD');
      const worker = startWorker(`redis://:right@${place}`, '--jobs', '1');
      await expect.poll(worker.output).toContain(`Taking jobs from redis://${place}, 1 at a time`);
      worker.process.kill('SIGINT');
      await worker.ended;
      expect(worker.output()).not.toContain('right');
    } finally {
      await redis!.client.config('SET', 'requirepass', '');
    }
  });

  it('takes no other database for one that is not there, and TLS to an address without a warning', async () => {
    const missing = await satqn(['worker', '--queue', `${redis!.address}/99`]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('/99 has no such database')]);
    const encrypted = redis!.address.replace('redis://', 'rediss://:secret@');
    const refused = await satqnProcess(['worker', '--queue', encrypted]);
    expect(refused.code).toBe(2);
    expect(refused.err).not.toMatch(/Warning|secret/);
  });
});

it('without the optional packages, satqn worker says how to install them', async () => {
  const hook = `export async function resolve(name, context, next) {
  if (name === 'bullmq' || name === 'ioredis') throw new Error("Cannot find package '" + name + "'");
  return next(name, context);
}`;
  const url = `data:text/javascript,${encodeURIComponent(hook)}`;
  writeFileSync(
    path('hide.mjs'),
    `import { register } from 'node:module';\nregister(${JSON.stringify(url)});\n`,
  );
  const env = { NODE_OPTIONS: `--import ${path('hide.mjs')}` };
  const { code, err } = await satqnProcess(['worker', '--queue', 'redis://127.0.0.1:1'], { env });
  expect(code).toBe(2);
  expect(err).toMatch(/needs the optional packages bullmq and ioredis.*npm install bullmq@\d\S+ ioredis@\d/);
});
