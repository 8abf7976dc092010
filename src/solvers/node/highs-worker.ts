import { parentPort } from 'node:worker_threads';
import { type SolveOptions, type Solver, SolverError, type SolverModel } from '../../lp/solver.ts';
import { highsSolver } from '../highs.ts';
import type { Answer, Call, RemoteSolveOptions, Reply } from './protocol.ts';

/** The worker's side: carries out calls on its own HiGHS, one after the other. */
const port = parentPort!;
const solver = highsSolver();
const models = new Map<number, SolverModel>();
let turn: Promise<void> = Promise.resolve();

port.on('message', (call: Call) => {
  turn = turn.then(async () => {
    try {
      const value = await carryOut(await solver, call);
      send({ kind: 'done', ...(value ? { value } : {}) });
    } catch (error) {
      send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  });
});

async function carryOut(highs: Solver, call: Call): Promise<Answer | undefined> {
  switch (call.kind) {
    case 'describe':
      return { name: highs.name, version: highs.version, capabilities: highs.capabilities };
    case 'open':
      models.set(call.model, await highs.open(call.program));
      return;
    case 'addRows':
      return void (await modelOf(call).addRows(call.rows));
    case 'changeColumnBounds':
    case 'changeRowBounds':
      return void (await modelOf(call)[call.kind](call.indices, call.lower, call.upper));
    case 'changeCosts':
      return void (await modelOf(call).changeCosts(call.indices, call.costs));
    case 'solve':
      return modelOf(call).solve(localOptions(call.options));
    case 'rootCuts':
      return modelOf(call).rootCuts!(localOptions(call.options));
    case 'dispose':
      await models.get(call.model)?.dispose();
      models.delete(call.model);
  }
}

function localOptions({ stop, progress, ...rest }: RemoteSolveOptions): SolveOptions {
  return {
    ...rest,
    // The in-process adapter looks at nothing but `aborted`.
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

function modelOf(call: { readonly model: number }): SolverModel {
  const model = models.get(call.model);
  if (!model) throw new SolverError('The model is not open.');
  return model;
}

/** Results are handed over; a progress report keeps its solution, which later reports repeat. */
function send(reply: Reply): void {
  const arrays =
    reply.kind === 'done' ? Object.values(reply.value ?? {}).filter((v) => v instanceof Float64Array) : [];
  port.postMessage(reply, [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))]);
}
