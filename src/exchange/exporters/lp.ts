import { formatLp } from '../../lp/lp-format.ts';
import { assembleMonolith } from '../../model/assemble.ts';
import { layOut } from '../../model/layout.ts';
import type { Exporter } from './exporter.ts';

export const lp: Exporter = {
  name: 'lp',
  title: "the whole MILP in CPLEX's LP format",
  extension: 'lp',
  write: (problem) => formatLp(assembleMonolith(layOut(problem)).program),
};
