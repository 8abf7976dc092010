import { planByBlocks } from '../methods/blocks/blocks.ts';
import { recall } from '../methods/blocks/recall.ts';
import { relativeGap } from '../methods/bounds.ts';
import { incidenceOf } from '../model/incidence.ts';
import { bestRealPaths } from '../model/selection.ts';
import { scenarioHash } from '../scenario/hash.ts';
import { follow, type PlanTask, provedBefore } from './plan-task.ts';
import { createRecorder, type PlanRecord } from './recorder.ts';
import { statusByBounds } from './status.ts';

/** Plans a horizon of which nothing that spans all slots can be solved: no relaxation, no shadow prices. */
export async function planLong({ prepared, layout, input, tools, onEvent }: PlanTask): Promise<PlanRecord> {
  const { scenario, options } = input;
  const proved = provedBefore({ input, tools, layout });
  const solver = await tools.openSolver();
  try {
    const began = tools.now();
    const elapsedSeconds = () => tools.now() - began;
    const recorder = createRecorder({
      scenario,
      scenarioHash: await scenarioHash(scenario),
      options,
      version: tools.version,
      prepared,
      layout,
      solver,
      elapsedSeconds,
      earlier: proved?.record.trajectory ?? [],
    });
    onEvent({ kind: 'stage', stage: 'search', share: 0 });
    const incidence = incidenceOf(layout);
    const start = bestRealPaths(incidence.layout);
    if (input.starts) recorder.remark('auto: in blocks, a plan to start from is not used');
    const older = proved?.record.plan ?? null;
    const earlier = proved?.record.bounds;
    if (earlier?.bound != null) recorder.tighten(earlier.bound, earlier.boundBy);
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
      older && recall(incidence, older, start),
    );
    const end = await follow(search, ({ iteration, improvement, bound, boundBy, remark, newProofs }) => {
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
    onEvent({ kind: 'stage', stage: 'finishing', share: 0 });
    recorder.tighten(end.bound, end.boundBy);
    recorder.finish(end.iterations);
    const record = recorder.record(end.status);
    return { ...record, status: statusByBounds(record) };
  } finally {
    await solver.close();
  }
}
