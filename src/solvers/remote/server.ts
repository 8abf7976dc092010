import { type SolveOptions, type Solver, SolverError, type SolverModel } from '../../lp/solver.ts';
import type { Answer, Call, RemoteSolveOptions, Reply } from './protocol.ts';

/**
 * The worker's side: carries out calls on its own solver, one after the other.
 * @param post sends a reply to the owner, with the buffers to transfer
 * @returns a function that accepts calls
 */
export function serveSolver(
  opened: Promise<Solver>,
  post: (reply: Reply, handedOver: ArrayBuffer[]) => void,
): (call: Call) => void {
  const models = new Map<number, SolverModel>();
  /** Transfers the buffers of results; a progress report is copied, since later reports repeat its solution. */
  const send = (reply: Reply): void => {
    const arrays =
      reply.kind === 'done' ? Object.values(reply.value ?? {}).filter((v) => v instanceof Float64Array) : [];
    post(reply, [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))]);
  };
  let turn: Promise<void> = Promise.resolve();
  // The first call reports the error; without this, a solver that cannot be loaded would end the worker.
  opened.catch(() => {});
  return (call) => {
    turn = turn.then(async () => {
      try {
        const value = await carryOut(await opened, models, call, send);
        send({ kind: 'done', ...(value ? { value } : {}) });
      } catch (error) {
        send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      }
    });
  };
}

async function carryOut(
  solver: Solver,
  models: Map<number, SolverModel>,
  call: Call,
  send: (reply: Reply) => void,
): Promise<Answer | undefined> {
  switch (call.kind) {
    case 'describe':
      return { name: solver.name, version: solver.version, capabilities: solver.capabilities };
    case 'open':
      models.set(call.model, await solver.open(call.program));
      return;
    case 'addRows':
      return void (await modelOf(models, call).addRows(call.rows));
    case 'changeColumnBounds':
    case 'changeRowBounds':
      return void (await modelOf(models, call)[call.kind](call.indices, call.lower, call.upper));
    case 'changeCosts':
      return void (await modelOf(models, call).changeCosts(call.indices, call.costs));
    case 'solve':
      return modelOf(models, call).solve(localOptions(call.options, send));
    case 'solveRoot':
      return modelOf(models, call).solveRoot!(localOptions(call.options, send));
    case 'dispose':
      await models.get(call.model)?.dispose();
      models.delete(call.model);
  }
}

function modelOf(models: ReadonlyMap<number, SolverModel>, call: { readonly model: number }): SolverModel {
  const model = models.get(call.model);
  if (!model) throw new SolverError('The model is not open.');
  return model;
}

function localOptions(
  { stop, progress, ...rest }: RemoteSolveOptions,
  send: (reply: Reply) => void,
): SolveOptions {
  return {
    ...rest,
    // The in-process adapter reads only `aborted`.
    ...(stop
      ? {
          signal: {
            get aborted() {
              return Atomics.load(stop, 0) === 1;
            },
          } as AbortSignal,
        }
      : {}),
    ...(progress ? { onProgress: (progress) => send({ kind: 'progress', progress }) } : {}),
  };
}
