import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Solver, SolverError } from '../../src/lp/solver.ts';
import { openHighsWorker, threadOf } from '../../src/solvers/node/worker-solver.ts';
import { WorkerClient } from '../../src/solvers/remote/client.ts';
import { HIGHS, solverContract } from './contract.ts';
import { knapsack, program, sparseLp } from './programs.ts';

solverContract('HiGHS in a worker', openHighsWorker, HIGHS);

describe('HiGHS in a worker', () => {
  let solver: Solver;
  beforeAll(async () => {
    solver = await openHighsWorker();
  });
  afterAll(() => solver.close());

  const big = sparseLp(9, 12_000, 9_000, 6);
  const integers = { ...big, columns: { ...big.columns, integer: big.columns.integer.map(() => 1) } };
  for (const [what, lp] of [
    ['a large LP', big],
    ['the root of a large MIP, where HiGHS calls back for no one', integers],
  ] as const) {
    it(`is stopped from outside in ${what}`, async () => {
      const model = await solver.open(lp);
      const abort = new AbortController();
      const solving = model.solve({ timeLimitSeconds: 600, signal: abort.signal });
      await new Promise((resolve) => setTimeout(resolve, 1000));
      abort.abort();
      expect((await solving).status).toBe('interrupted');
      await model.dispose();
    });
  }

  it('stops only the solve whose signal is aborted', async () => {
    const [hard, easy] = [await solver.open(knapsack(1, 100, 10)), await solver.open(knapsack(2, 15, 2))];
    const abort = new AbortController();
    const results = Promise.all([
      hard.solve({ timeLimitSeconds: 1 }),
      easy.solve({ timeLimitSeconds: 600, signal: abort.signal }),
      easy.solve({ timeLimitSeconds: 600 }),
    ]);
    abort.abort();
    expect((await results).map((result) => result.status)).toEqual(['time-limit', 'interrupted', 'optimal']);
  });

  it('does not change the arrays that it gets', async () => {
    const lp = knapsack(2, 15, 2);
    const start = new Float64Array(15);
    await (await solver.open(lp)).solve({ timeLimitSeconds: 10, start });
    expect([lp.columns.cost.length, lp.rows.values.length, start.length]).toEqual([15, 30, 15]);
  });

  it('reports what the solver refuses, and continues', async () => {
    const lp = program([{ cost: Number.NaN, lower: 0, upper: 1 }], []);
    await expect(solver.open(lp)).rejects.toThrow(SolverError);
    const model = await solver.open(program([{ cost: 1, lower: 0, upper: 1 }], []));
    expect((await model.solve({ timeLimitSeconds: 1 })).objective).toBe(1);
  });

  it('abandons a worker that does not stop at its limit or when aborted', async () => {
    for (const timeLimitSeconds of [0, 60]) {
      const client = new WorkerClient(threadOf(new Worker('for (;;);', { eval: true })), 0.3);
      const abort = new AbortController();
      const pending = client.solve(0, { timeLimitSeconds, signal: abort.signal });
      if (timeLimitSeconds > 0) abort.abort();
      await expect(pending).rejects.toThrow('did not stop');
      await expect(client.call({ kind: 'describe' })).rejects.toThrow(SolverError);
    }
  });

  it('fails the calls of a worker that dies', async () => {
    const client = new WorkerClient(
      threadOf(new Worker('throw new Error("out of memory")', { eval: true })),
      10,
    );
    await expect(client.call({ kind: 'describe' })).rejects.toThrow('out of memory');
    await expect(client.call({ kind: 'describe' })).rejects.toThrow(SolverError);
  });

  it('ignores replies that nobody waits for any more', async () => {
    const echo =
      "port.on('message', () => { for (let i = 0; i < 50; i++) port.postMessage({ kind: 'done' }); })";
    const worker = new Worker(`const { parentPort: port } = require('node:worker_threads'); ${echo}`, {
      eval: true,
    });
    const client = new WorkerClient(threadOf(worker), 10);
    await client.call({ kind: 'describe' });
    // Behind the forty-nine others.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await client.call({ kind: 'describe' })).toBeUndefined();
    await client.close();
  });

  it('fails pending and later calls when it is closed', async () => {
    const doomed = await openHighsWorker();
    const model = await doomed.open(knapsack(1, 100, 10));
    const pending = model.solve({ timeLimitSeconds: 30 });
    setTimeout(() => void doomed.close(), 200);
    await expect(pending).rejects.toThrow(SolverError);
    await expect(model.solve({ timeLimitSeconds: 1 })).rejects.toThrow(SolverError);
  });
});

it('lets a worker settle before it is ended', async () => {
  let isEnded = false;
  const worker = { terminate: async () => (isEnded = true) } as unknown as Worker;
  const ending = threadOf(worker).terminate();
  expect(isEnded).toBe(false);
  await ending;
  expect(isEnded).toBe(true);
});
