import { type RootResult, type SolveOptions, type SolveResult, SolverError } from '../../lp/solver.ts';
import type { Answer, Call, Reply, SolverThread, StopFlag } from './protocol.ts';

/** The longest time that a timer accepts. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;
/** Time between an abort and the end of a worker that cannot be told to stop, since it shares no memory. */
const UNSHARED_GRACE_SECONDS = 0.2;

interface Pending {
  readonly resolve: (value: Answer | undefined) => void;
  readonly reject: (error: Error) => void;
  readonly options: SolveOptions | null;
}

/** Owns the thread and the queue of unanswered calls, oldest first. */
export class WorkerClient {
  readonly #thread: SolverThread;
  readonly #graceSeconds: number;
  readonly #pending: Pending[] = [];
  #failure: SolverError | null = null;
  #guard: ReturnType<typeof setTimeout> | undefined;

  /** @param graceSeconds How long a solve may overrun its limit, or an abort. */
  constructor(thread: SolverThread, graceSeconds: number) {
    this.#thread = thread;
    this.#graceSeconds = graceSeconds;
    thread.keepAlive(false);
    thread.listen(
      (reply) => this.#receive(reply),
      (message, cause) => this.#fail(message, cause),
    );
  }

  call(call: Call, options: SolveOptions | null = null): Promise<Answer | undefined> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      try {
        this.#thread.post(call);
      } catch (error) {
        reject(new SolverError('The call cannot be sent to the worker.', { cause: error }));
        return;
      }
      this.#pending.push({ resolve, reject, options });
      if (this.#pending.length === 1) {
        this.#thread.keepAlive(true);
        this.#guardOldest();
      }
    });
  }

  async solve(model: number, options: SolveOptions): Promise<SolveResult> {
    return (await this.#timed('solve', model, options)) as SolveResult;
  }

  async solveRoot(model: number, options: SolveOptions): Promise<RootResult> {
    return (await this.#timed('solveRoot', model, options)) as RootResult;
  }

  /** Makes a call that may take as long as its options allow. */
  async #timed(
    kind: 'solve' | 'solveRoot',
    model: number,
    options: SolveOptions,
  ): Promise<Answer | undefined> {
    const { signal, onProgress, ...rest } = options;
    const stop: StopFlag | null =
      signal && typeof SharedArrayBuffer === 'function' ? new Int32Array(new SharedArrayBuffer(4)) : null;
    const abort = () => {
      if (stop) Atomics.store(stop, 0, 1);
      if (this.#pending[0]?.options === options) this.#guardFor(this.#graceAfterAbort());
    };
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const call: Call = {
        kind,
        model,
        options: { ...rest, stop, progress: onProgress !== undefined },
      };
      return await this.call(call, options);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async close(): Promise<void> {
    this.#fail('The solver is closed.');
    await this.#thread.terminate();
  }

  #receive(reply: Reply): void {
    const oldest = this.#pending[0];
    // A reply may still arrive after the worker was closed or abandoned.
    if (!oldest) return;
    if (reply.kind === 'progress') {
      oldest.options?.onProgress?.(reply.progress);
      return;
    }
    this.#pending.shift();
    if (reply.kind === 'done') oldest.resolve(reply.value);
    else oldest.reject(new SolverError(reply.message));
    if (this.#pending.length === 0) this.#thread.keepAlive(false);
    this.#guardOldest();
  }

  /** Watches the time of the oldest call: the worker answers in order, so only that one is running. */
  #guardOldest(): void {
    clearTimeout(this.#guard);
    const options = this.#pending[0]?.options;
    if (!options) return;
    this.#guardFor(
      options.signal?.aborted ? this.#graceAfterAbort() : options.timeLimitSeconds + this.#graceSeconds,
    );
  }

  #graceAfterAbort(): number {
    return typeof SharedArrayBuffer === 'function' ? this.#graceSeconds : UNSHARED_GRACE_SECONDS;
  }

  #guardFor(seconds: number): void {
    clearTimeout(this.#guard);
    if (seconds * 1000 > LONGEST_TIMER_MILLISECONDS) return;
    this.#guard = setTimeout(() => {
      this.#fail('The solver did not stop when it should have.');
      void this.#thread.terminate();
    }, seconds * 1000);
  }

  #fail(message: string, cause?: unknown): void {
    this.#failure ??= new SolverError(message, { cause });
    clearTimeout(this.#guard);
    for (const { reject } of this.#pending.splice(0)) reject(this.#failure);
  }
}
