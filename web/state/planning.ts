import { proxy } from 'comlink';
import type { PlanEvent } from '../../src/planning/plan-task.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { activityWords } from '../../src/report/activity-words.ts';
import { formatNumber } from '../../src/report/numbers.ts';
import type { Answer } from '../worker/answer.ts';
import { showRecord } from './open.ts';
import { askToFinish, atPlanner, dismissPlanner } from './planner.ts';
import { change, current } from './store.ts';

export const STAGE_WORDS: Readonly<Record<Extract<PlanEvent, { kind: 'stage' }>['stage'], string>> = {
  topology: 'Building the network of every slot',
  catalogue: 'Listing paths',
  'first plan': 'Making a first plan',
  relaxation: 'Solving the LP relaxation',
  search: 'Searching',
  finishing: 'Checking the plan and pricing bottlenecks',
};

/** Plans the scenario that is shown. What is found on the way is shown as it comes. */
export async function plan(): Promise<void> {
  const { document, options, run, compare } = current();
  const { scenario, hash } = document;
  if (!scenario || run.phase !== 'idle' || compare.phase !== 'idle') return;
  change('run', {
    phase: 'running',
    stage: 'Starting',
    share: null,
    record: null,
    checked: null,
    unchecked: [],
    issues: [],
    sourceHash: hash,
  });
  const answer = await atPlanner(
    (api) => api.plan(scenario, options, proxy(onEvent)) as Promise<Answer<PlanRecord>>,
  );
  // Of another document by now: it ended the search, and has a history that holds what was found.
  if (current().document.file !== document.file) return;
  const { phase, record } = current().run;
  if (answer.ok) {
    showRecord(answer.value, hash);
    change('view', { notice: await noticeOf(answer.value) });
    return;
  }
  const issues = phase === 'stopping' ? [] : answer.issues;
  // A search that came to nothing takes no earlier plan away.
  change('run', record ? { phase: 'idle', issues } : { ...run, issues });
  if (phase !== 'stopping') return;
  const notice = record ? 'Stopped; the best plan so far is shown.' : 'Stopped before a plan was found.';
  change('view', { notice });
}

/** That a plan is ready is said only of one that was verified and delivers what was asked for. */
async function noticeOf(record: PlanRecord): Promise<string> {
  // They come with the first plan.
  const labels = await import('../../src/report/labels.ts').catch(() => null);
  if (labels === null) return 'The search has ended.';
  const { tone, title } = labels.statusWords(record);
  return record.plan !== null && tone !== 'bad' ? 'The plan is ready.' : `${title}.`;
}

/** Ends the search; the best plan so far remains. A second call, or one at a silent planner, ends it at once. */
export function interrupt(): void {
  const { phase, record } = current().run;
  if (phase === 'idle') return;
  const isSecond = phase === 'stopping';
  change('run', {
    phase: 'stopping',
    stage: 'Finishing with the best plan so far',
    share: null,
    activity: '',
  });
  if (isSecond || record === null || current().planner.silentSeconds !== null) dismissPlanner();
  else askToFinish();
}

function onEvent(event: PlanEvent): void {
  const { run, view } = current();
  if (run.phase === 'idle') return;
  if (event.kind === 'stage' && run.phase === 'running') {
    const share = event.share > 0 ? event.share : null;
    change('run', { stage: STAGE_WORDS[event.stage], share, activity: '' });
  }
  if (event.kind === 'built' && run.phase === 'running') {
    const [value, bound] = [event.objective, event.bound].map((one) => formatNumber(one, 6));
    change('run', { stage: `Checking a first plan: Σ α y = ${value}, at most ${bound}`, share: null });
  }
  if (event.kind === 'activity' && run.phase === 'running') {
    change('run', { activity: activityWords(event) });
  }
  if (event.kind === 'record') {
    change('run', { record: event.record, checked: event.record });
    if (view.demand === null) change('view', { demand: event.record.demands[0]?.demand ?? null });
  }
}
