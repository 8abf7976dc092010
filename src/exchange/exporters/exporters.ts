import { bqm } from './bqm.ts';
import { bqpjson } from './bqpjson.ts';
import type { Exporter, QuboExporter } from './exporter.ts';
import { instance } from './instance.ts';
import { lp } from './lp.ts';
import { mps } from './mps.ts';
import { qubo } from './qubo.ts';

/** Every format of problems that `satqn export` writes; the first is the default of `--format`. */
export const EXPORTERS: readonly [Exporter, ...Exporter[]] = [instance, mps, lp];

/** Every format in which it writes the masters that a run has sampled. */
export const QUBO_EXPORTERS: readonly [QuboExporter, ...QuboExporter[]] = [qubo, bqpjson, bqm];
