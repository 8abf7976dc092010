import { planByBlocks } from '../methods/blocks/blocks.ts';
import { gatherRates } from '../methods/blocks/gather-rates.ts';
import { type RecalledPlan, warmStart } from '../methods/blocks/warm-start.ts';
import { relativeGap } from '../methods/bounds.ts';
import type { MethodEnd } from '../methods/method.ts';
import { incidenceOf } from '../model/incidence.ts';
import { bestRealPaths } from '../model/selection.ts';
import { programSize } from '../model/size.ts';
import { skippedLimits } from './catalogue-limits.ts';
import { follow, olderPlans, openRecorder, type PlanTask, provedBefore, withoutSolver } from './plan-task.ts';
import type { PlanRecord } from './recorder.ts';
import { settled } from './status.ts';

/** Plans a horizon of which nothing that spans all slots can be solved: no relaxation, no shadow prices. */
export async function planLong(task: PlanTask): Promise<PlanRecord> {
  const { layout, input, tools, onEvent } = task;
  const { options } = input;
  const proved = provedBefore(task);
  const solver = await tools.openSolver();
  try {
    const began = tools.now();
    const elapsedSeconds = () => tools.now() - began;
    const recorder = await openRecorder(task, solver, elapsedSeconds, proved?.record);
    onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const incidence = incidenceOf(layout);
    const start = bestRealPaths(incidence.layout);
    const earlier = proved?.record.bounds;
    if (earlier?.bound != null) recorder.tighten(earlier.bound, earlier.boundBy);
    let older: RecalledPlan | null = null;
    for (const plan of olderPlans(input)) {
      const recalled = warmStart(incidence, plan, start);
      const { objective, ...values } = gatherRates(incidence, recalled.values, recalled.end);
      // Its rates are kept as they are, and so it has to hold as it is.
      if (!recorder.offer({ objective, ...values })) continue;
      if (recorder.record('interrupted').plan) older = recalled;
      else recorder.remark('auto: an older plan does not hold in this network, and in blocks it is left out');
    }
    const columns = programSize(layout).columns.toLocaleString('en-GB');
    recorder.remark(`auto: the program of all slots would have ${columns} columns, too many: in blocks`);
    const search = planByBlocks(
      {
        layout: incidence.layout,
        solver,
        openSolver: tools.openSolver,
        options,
        relaxation: { bound: Number.POSITIVE_INFINITY, multipliers: null },
        start,
        proofs: proved?.proofs ?? [],
        elapsedSeconds,
        ...(tools.signal ? { signal: tools.signal } : {}),
      },
      incidence,
      older,
    );
    let iterations = 0;
    const following = follow(search, ({ iteration, improvement, bound, boundBy, remark, newProofs }) => {
      iterations = iteration;
      recorder.tighten(bound, boundBy);
      if (newProofs.length > 0) onEvent({ kind: 'proofs', proofs: newProofs });
      if (remark !== undefined) recorder.remark(remark);
      const isBetter =
        improvement?.values !== undefined &&
        recorder.offer({ objective: improvement.objective, ...improvement.values });
      const point = recorder.trace(iteration, improvement?.objective ?? null);
      if (point) {
        const gap = point.bound === null ? null : relativeGap(point.incumbent, point.bound);
        onEvent({ kind: 'progress', ...point, relativeGap: Number.isFinite(gap) ? gap : null });
      }
      if (isBetter) onEvent({ kind: 'record', record: recorder.record('interrupted') });
    });
    const end = await withoutSolver<MethodEnd>(
      following,
      () => ({ status: 'numerical', iterations, bound: Number.POSITIVE_INFINITY, boundBy: 'none' }),
      { work: 'The search in blocks', recorder, onEvent },
    );
    onEvent({ kind: 'stage', stage: 'finishing', share: 0 });
    recorder.tighten(end.bound, end.boundBy);
    recorder.finish(end.iterations);
    if (task.weighsLimits) {
      recorder.limit(skippedLimits(task, end.status === 'interrupted' ? 'interrupted' : 'too-large'));
    }
    return settled(recorder.record(end.status));
  } finally {
    await solver.close();
  }
}
