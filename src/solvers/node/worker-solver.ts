import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Solver } from '../../lp/solver.ts';
import type { Reply, SolverThread } from '../remote/protocol.ts';
import { openRemoteSolver } from '../remote/solver.ts';

/**
 * Time between a worker's last work and its end, in milliseconds. While V8 still compiles what the worker has just run,
 * Node.js 20 may abort the whole process when it ends the worker (`(data.first) != nullptr` in node_platform.cc): the
 * compiler asks for a task runner that the worker no longer has.
 */
const SETTLING_MILLISECONDS = 50;

/**
 * The solver port over HiGHS in a worker thread, which leaves this thread free. An aborted signal stops a solve within
 * about 0.1 s. An idle worker does not keep the process alive.
 */
export async function openHighsWorker(): Promise<Solver> {
  return openRemoteSolver(threadOf(startWorker()));
}

/** A worker thread of Node.js as the client of the solver sees it. */
export function threadOf(worker: Worker): SolverThread {
  return {
    post: (call) => worker.postMessage(call),
    listen(onReply, onFailure) {
      worker.on('message', (reply: Reply) => onReply(reply));
      worker.on('error', (error) => onFailure(`The solver's worker died: ${error.message}`, error));
      worker.on('exit', (code) => onFailure(`The solver's worker ended with code ${code}.`));
    },
    keepAlive(isBusy) {
      if (isBusy) worker.ref();
      else worker.unref();
    },
    async terminate() {
      await wait(SETTLING_MILLISECONDS);
      await worker.terminate();
    },
  };
}

function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./highs-worker.js', import.meta.url));
  // When run from source, a worker of Node 20 does not inherit the loader for TypeScript.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const source = JSON.stringify(new URL('./highs-worker.ts', import.meta.url).href);
  return new Worker(`import(${loader}).then((tsx) => (tsx.register(), import(${source})))`, { eval: true });
}
