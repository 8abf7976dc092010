import { Worker } from 'node:worker_threads';
import {
  type SolveOptions,
  type SolveResult,
  type Solver,
  SolverError,
  type SolverModel,
} from '../../lp/solver.ts';
import type { Call, Description, Reply, StopFlag } from './protocol.ts';

/** How long a solve may overrun its limit, or an abort, before the worker is given up. */
const GRACE_SECONDS = 10;
/** Longest wait that a timer takes. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/**
 * The solver port over HiGHS in a worker thread, so that solves leave this thread free. An aborted
 * signal stops a solve within about 0.1 s. A worker that overruns by more than ten seconds is
 * ended; then, and whenever it dies, pending and later calls reject with SolverError and its
 * models are lost. An idle worker keeps no process alive.
 */
export async function openHighsWorker(): Promise<Solver> {
  const client = new WorkerClient(startWorker());
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
    dispose: () => change({ kind: 'dispose', model }),
  };
}

interface Pending {
  readonly resolve: (value: Description | SolveResult | undefined) => void;
  readonly reject: (error: Error) => void;
  readonly options: SolveOptions | null;
}

/** Owns the thread and the queue of calls that it has not answered yet, oldest first. */
class WorkerClient {
  readonly #worker: Worker;
  readonly #pending: Pending[] = [];
  #failure: SolverError | null = null;
  #guard: NodeJS.Timeout | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.unref();
    worker.on('message', (reply: Reply) => this.#receive(reply));
    worker.on('error', (error) => this.#fail(`The solver's worker died: ${error.message}`, error));
    worker.on('exit', (code) => this.#fail(`The solver's worker ended with code ${code}.`));
  }

  call(call: Call, options: SolveOptions | null = null): Promise<Description | SolveResult | undefined> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      try {
        this.#worker.postMessage(call);
      } catch (error) {
        reject(new SolverError('The call cannot be sent to the worker.', { cause: error }));
        return;
      }
      this.#pending.push({ resolve, reject, options });
      if (this.#pending.length === 1) {
        this.#worker.ref();
        this.#guardOldest();
      }
    });
  }

  async solve(model: number, options: SolveOptions): Promise<SolveResult> {
    const { signal, onProgress, ...rest } = options;
    const stop: StopFlag | null = signal ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const abort = () => {
      if (stop) Atomics.store(stop, 0, 1);
      if (this.#pending[0]?.options === options) this.#guardFor(GRACE_SECONDS);
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const call: Call = {
        kind: 'solve',
        model,
        options: { ...rest, stop, progress: onProgress !== undefined },
      };
      return (await this.call(call, options)) as SolveResult;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    this.#fail('The solver is closed.');
    await this.#worker.terminate();
  }

  #receive(reply: Reply): void {
    const oldest = this.#pending[0]!;
    if (reply.kind === 'progress') {
      oldest.options?.onProgress?.(reply.progress);
      return;
    }
    this.#pending.shift();
    if (reply.kind === 'done') oldest.resolve(reply.value);
    else oldest.reject(new SolverError(reply.message));
    if (this.#pending.length === 0) this.#worker.unref();
    this.#guardOldest();
  }

  /** The worker answers in order, so that only the oldest call is under way. */
  #guardOldest(): void {
    clearTimeout(this.#guard);
    const options = this.#pending[0]?.options;
    if (options) this.#guardFor((options.signal?.aborted ? 0 : options.timeLimitSeconds) + GRACE_SECONDS);
  }

  #guardFor(seconds: number): void {
    clearTimeout(this.#guard);
    if (seconds * 1000 > LONGEST_TIMER_MILLISECONDS) return;
    this.#guard = setTimeout(() => {
      this.#fail('The solver did not stop when it should have.');
      void this.#worker.terminate();
    }, seconds * 1000);
  }

  #fail(message: string, cause?: unknown): void {
    this.#failure ??= new SolverError(message, { cause });
    clearTimeout(this.#guard);
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}
