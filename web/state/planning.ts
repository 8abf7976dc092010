import { proxy } from 'comlink';
import type { PlanEvent } from '../../src/app/plan.ts';
import type { PlanRecord } from '../../src/app/recorder.ts';
import type { Answer } from '../worker/answer.ts';
import type { Planner } from '../worker/planner.ts';
import { showRecord } from './open.ts';
import { change, current } from './store.ts';
import { type Hired, hirePlanner, WorkerFailure } from './workers.ts';

let planner: Hired<Planner> | null = null;

const STAGES: Readonly<Record<Extract<PlanEvent, { kind: 'stage' }>['stage'], string>> = {
  topology: 'Building the network of every slot',
  catalogue: 'Listing paths',
  relaxation: 'Solving the LP relaxation',
  search: 'Searching',
  finishing: 'Checking the plan and pricing bottlenecks',
};

/** Plans the scenario that is shown. What is found on the way is shown as it comes. */
export async function plan(): Promise<void> {
  const { document, options, run } = current();
  const { scenario } = document;
  if (!scenario || run.phase !== 'idle') return;
  change('run', { phase: 'running', stage: 'Starting', share: null, record: null, issues: [] });
  if (typeof WebAssembly === 'undefined') {
    const message = 'WebAssembly is switched off in this browser, and the solver needs it.';
    const hint = 'Switch it on, or plan on the command line and open the run record here; the rest works.';
    change('run', { phase: 'idle', issues: [{ path: '', message, hint }] });
    return;
  }
  planner ??= hirePlanner();
  try {
    const answer = await planner.call(
      (api) => api.plan(scenario, options, proxy(onEvent)) as Promise<Answer<PlanRecord>>,
    );
    if (answer.ok) {
      showRecord(answer.value);
      change('view', { notice: 'The plan is ready.' });
    } else if (current().run.phase === 'stopping') endInterrupted();
    else change('run', { phase: 'idle', issues: answer.issues });
  } catch (error) {
    planner = null;
    if (current().run.phase === 'stopping') endInterrupted();
    else {
      const reason = error instanceof WorkerFailure ? error.message : String(error);
      const message = `The planner broke off: ${reason}.`;
      const kept = current().run.record === null ? '' : 'The best plan so far is kept. ';
      change('run', { phase: 'idle', issues: [{ path: '', message, hint: `${kept}You can plan again.` }] });
    }
  }
}

/** Ends the search; the best plan so far remains. A second call ends the planner at once. */
export function interrupt(): void {
  const { phase, record } = current().run;
  if (phase === 'idle') return;
  if (phase === 'stopping' || record === null) {
    change('run', { phase: 'stopping' });
    planner?.dismiss('it was stopped');
    planner = null;
    return;
  }
  change('run', { phase: 'stopping', stage: 'Finishing with the best plan so far' });
  // Where it does not answer any more, the call above notices.
  planner?.call((api) => api.interrupt()).catch(() => {});
}

function endInterrupted(): void {
  const { record } = current().run;
  change('run', { phase: 'idle' });
  if (record) showRecord(record);
  change('view', {
    notice: record ? 'Stopped; the best plan so far is shown.' : 'Stopped before there was a plan.',
  });
}

function onEvent(event: PlanEvent): void {
  if (current().run.phase === 'idle') return;
  if (event.kind === 'stage') {
    change('run', { stage: STAGES[event.stage], share: event.share > 0 ? event.share : null });
  }
  if (event.kind === 'record') {
    change('run', { record: event.record });
    const { demand } = current().view;
    if (demand === null) change('view', { demand: event.record.demands[0]?.demand ?? null });
  }
}
