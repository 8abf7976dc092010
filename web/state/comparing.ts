import { proxy } from 'comlink';
import type { ComparisonEvent } from '../../src/app/compare.ts';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { SchemeName } from '../../src/domain/scheme.ts';
import { SCHEME_TITLES } from '../../src/report/series-look.ts';
import type { Answer } from '../worker/answer.ts';
import { showRecord } from './open.ts';
import { atPlanner, dismissPlanner } from './planner.ts';
import { STAGE_WORDS } from './planning.ts';
import { change, current, NO_COMPARISON } from './store.ts';

/** Runs schemes on the scenario that is shown, one after the other, on the same paths. */
export async function compare(schemes: readonly SchemeName[], keepMinimum: boolean): Promise<void> {
  const { document, run, compare: comparison, options } = current();
  const { scenario, hash } = document;
  if (!scenario || run.phase !== 'idle' || comparison.phase !== 'idle') return;
  change('compare', { ...NO_COMPARISON, phase: 'running', stage: 'Starting', sourceHash: hash });
  const { method, timeLimitSeconds, gap } = options;
  const asked = { schemes, keepMinimum, gap, methods: [{ method, timeLimitSeconds }] };
  const answer = await atPlanner(
    (api) => api.compare(scenario, asked, proxy(onEvent)) as Promise<Answer<Comparison>>,
  );
  const stopped = current().compare.phase === 'idle';
  if (answer.ok) change('compare', { comparison: answer.value, results: answer.value.results });
  change('compare', { phase: 'idle', stage: '', issues: answer.ok || stopped ? [] : answer.issues });
}

/** Ends the comparison; the schemes that are done remain. */
export function stopComparing(): void {
  if (current().compare.phase === 'idle') return;
  change('compare', { phase: 'idle', stage: '' });
  dismissPlanner();
}

/** Shows the plan of a scheme on the map and in the results. */
export function showScheme(scheme: SchemeName): void {
  const { records, sourceHash } = current().compare;
  const record = records.get(scheme);
  if (record) showRecord(record, sourceHash);
}

function onEvent(event: ComparisonEvent): void {
  const { compare: comparison } = current();
  if (comparison.phase === 'idle') return;
  if (event.kind === 'scheme') change('compare', { stage: `${SCHEME_TITLES[event.scheme]}: starting` });
  if (event.kind === 'plan' && event.event.kind === 'stage') {
    const { stage, share } = event.event;
    const done = share > 0 ? `, ${Math.round(100 * share)} %` : '';
    const words = STAGE_WORDS[stage].toLowerCase();
    // Network and paths are made once, for all.
    const isCommon = stage === 'topology' || stage === 'catalogue';
    change('compare', {
      stage: isCommon ? `${STAGE_WORDS[stage]}${done}` : `${SCHEME_TITLES[event.scheme]}: ${words}${done}`,
    });
  }
  if (event.kind === 'result') {
    change('compare', {
      results: [...comparison.results, event.result],
      records: new Map([...comparison.records, [event.result.scheme, event.record]]),
    });
  }
}
