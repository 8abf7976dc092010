import { type Remote, wrap } from 'comlink';
import type { ProblemExporter } from '../worker/exporter.ts';
import type { Planner } from '../worker/planner.ts';
import type { Reader } from '../worker/reader.ts';

/** A worker and what it can do; calls to it reject where it dies. */
export interface Hired<Api> {
  call<T>(work: (api: Remote<Api>) => Promise<T>): Promise<T>;
  /** Ends it at once; calls under way reject. */
  dismiss(reason: string): void;
}

/** The worker ended before it had answered. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
}

/** Takes a worker into service. */
export function hire<Api>(worker: Worker): Hired<Api> {
  const api = wrap<Api>(worker);
  let fail: (reason: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Reported by the calls under way.
  failed.catch(() => {});
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    fail(new WorkerFailure(event.message || 'its code could not be loaded'));
  });
  worker.addEventListener('messageerror', () => fail(new WorkerFailure('its answer could not be read')));
  return {
    call: (work) => Promise.race([work(api), failed]),
    dismiss(reason) {
      worker.terminate();
      fail(new WorkerFailure(reason));
    },
  };
}

/** Where reading, networks and figures are made. */
export const hireReader = (): Hired<Reader> =>
  hire(new Worker(new URL('../worker/reader.ts', import.meta.url), { type: 'module', name: 'reader' }));

/** Where plans are made. */
export const hirePlanner = (): Hired<Planner> =>
  hire(new Worker(new URL('../worker/planner.ts', import.meta.url), { type: 'module', name: 'planner' }));

/** Where the problem is written for other programs. */
export const hireExporter = (): Hired<ProblemExporter> =>
  hire(new Worker(new URL('../worker/exporter.ts', import.meta.url), { type: 'module', name: 'exporter' }));
