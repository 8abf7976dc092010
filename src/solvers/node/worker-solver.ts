import { Worker } from 'node:worker_threads';
import type { Solver, SolverModel } from '../../lp/solver.ts';
import type { Call, Description } from './protocol.ts';
import { WorkerClient } from './worker-client.ts';

/** How long a solve may overrun its limit, or an abort, before the worker is given up. */
const GRACE_SECONDS = 10;

/**
 * The solver port over HiGHS in a worker thread, so that solves leave this thread free. An aborted
 * signal stops a solve within about 0.1 s. A worker that overruns by more than ten seconds is
 * ended; then, and whenever it dies, pending and later calls reject with SolverError and its
 * models are lost. An idle worker keeps no process alive.
 */
export async function openHighsWorker(): Promise<Solver> {
  const client = new WorkerClient(startWorker(), GRACE_SECONDS);
  const description = (await client.call({ kind: 'describe' })) as Description;
  let opened = 0;
  return {
    ...description,
    async open(program) {
      const model = opened++;
      await client.call({ kind: 'open', model, program });
      return remoteModel(client, model);
    },
    close: () => client.close(),
  };
}

function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./highs-worker.js', import.meta.url));
  // Run from source: a worker of Node 20 does not inherit the loader of TypeScript.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const source = JSON.stringify(new URL('./highs-worker.ts', import.meta.url).href);
  return new Worker(`import(${loader}).then((tsx) => (tsx.register(), import(${source})))`, { eval: true });
}

function remoteModel(client: WorkerClient, model: number): SolverModel {
  const change = async (call: Call): Promise<void> => {
    await client.call(call);
  };
  return {
    addRows: (rows) => change({ kind: 'addRows', model, rows }),
    changeColumnBounds: (indices, lower, upper) =>
      change({ kind: 'changeColumnBounds', model, indices, lower, upper }),
    changeCosts: (indices, costs) => change({ kind: 'changeCosts', model, indices, costs }),
    changeRowBounds: (indices, lower, upper) =>
      change({ kind: 'changeRowBounds', model, indices, lower, upper }),
    solve: (options) => client.solve(model, options),
    rootCuts: (options) => client.rootCuts(model, options),
    dispose: () => change({ kind: 'dispose', model }),
  };
}
