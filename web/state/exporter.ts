import type { Remote } from 'comlink';
import type { ProblemExporter } from '../worker/exporter.ts';
import { type Hired, hireExporter } from './workers.ts';

let exporter: Hired<ProblemExporter> | null = null;

/**
 * Has something exported; one that dies is hired anew by the next call.
 * @throws WorkerFailure where it dies
 */
export async function askExporter<T>(work: (exporter: Remote<ProblemExporter>) => Promise<T>): Promise<T> {
  exporter ??= hireExporter();
  try {
    return await exporter.call(work);
  } catch (error) {
    exporter = null;
    throw error;
  }
}
