import type { Exporter } from './exporter.ts';
import { instance } from './instance.ts';
import { lp } from './lp.ts';
import { mps } from './mps.ts';

/** Every format that `satqn export` writes; the first is the default of `--format`. */
export const EXPORTERS: readonly [Exporter, ...Exporter[]] = [instance, mps, lp];
