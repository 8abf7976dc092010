import { Worker } from 'node:worker_threads';
import type { Solver } from '../../lp/solver.ts';
import type { Reply, SolverThread } from '../remote/protocol.ts';
import { openRemoteSolver } from '../remote/solver.ts';

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
