import { blocks as facts } from '../../domain/methods/blocks.ts';
import { incidenceOf } from '../../model/incidence.ts';
import type { Method } from '../method.ts';
import { planByBlocks } from './blocks.ts';
import { warmStart } from './warm-start.ts';

/** Used by `auto` for long horizons; requested by name, it plans any horizon. */
export const blocks: Method<'blocks'> = {
  ...facts,
  name: 'blocks',
  // Nothing that spans all slots is solved, or need fit into the memory.
  needs: { relaxation: false, wholeProgram: false },
  firstPlan: () => 'start',
  ratedBy: 'parts',
  async *solve(task) {
    const incidence = incidenceOf(task.layout);
    const earlier = task.earlier ? warmStart(incidence, task.earlier, task.start) : null;
    return yield* planByBlocks({ ...task, layout: incidence.layout }, incidence, earlier);
  },
};
