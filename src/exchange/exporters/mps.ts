import { formatMps } from '../../lp/mps.ts';
import { assembleMonolith } from '../../model/assemble.ts';
import { layOut } from '../../model/layout.ts';
import type { Exporter } from './exporter.ts';

export const mps: Exporter = {
  name: 'mps',
  title: 'the whole MILP in MPS format, as a minimisation',
  extension: 'mps',
  write: (problem) => formatMps(assembleMonolith(layOut(problem)).program),
};
