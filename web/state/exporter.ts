import type { ProblemExporter } from '../worker/exporter.ts';
import { type KeptWorker, keptWorker } from './kept-worker.ts';
import { hireExporter } from './workers.ts';

const exporter = keptWorker(hireExporter);

/**
 * Has something exported.
 * @throws WorkerFailure where the exporter dies
 */
export const askExporter: KeptWorker<ProblemExporter>['call'] = exporter.call;
