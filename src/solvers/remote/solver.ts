import type { Solver, SolverModel } from '../../lp/solver.ts';
import { WorkerClient } from './client.ts';
import type { Call, Description, SolverThread } from './protocol.ts';

/** How long a solve may overrun its limit, or an abort, before the worker is abandoned. */
const GRACE_SECONDS = 10;

/**
 * The solver port over its own worker. A worker that overruns by more than ten seconds is ended. Then, and whenever it
 * dies, pending and later calls reject with SolverError, and its models are lost.
 */
export async function openRemoteSolver(thread: SolverThread): Promise<Solver> {
  const client = new WorkerClient(thread, GRACE_SECONDS);
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
    solveRoot: (options) => client.solveRoot(model, options),
    dispose: () => change({ kind: 'dispose', model }),
  };
}
