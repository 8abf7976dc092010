import type { Solver } from '../../src/lp/solver.ts';
import { SolverError } from '../../src/lp/solver.ts';
import type { SolverThread } from '../../src/solvers/remote/protocol.ts';
import { openRemoteSolver } from '../../src/solvers/remote/solver.ts';

/** The solver port over HiGHS in a Web Worker. */
export async function openBrowserSolver(): Promise<Solver> {
  if (typeof WebAssembly === 'undefined') {
    throw new SolverError('The solver needs WebAssembly, which is disabled in this browser.');
  }
  return openRemoteSolver(
    threadOf(new Worker(new URL('./solver.ts', import.meta.url), { type: 'module', name: 'solver' })),
  );
}

function threadOf(worker: Worker): SolverThread {
  return {
    post: (call) => worker.postMessage(call),
    listen(onReply, onFailure) {
      worker.addEventListener('message', ({ data }) => onReply(data));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        onFailure(`The solver's worker died: ${event.message || 'it could not be loaded'}.`);
      });
    },
    keepAlive() {},
    async terminate() {
      worker.terminate();
    },
  };
}
