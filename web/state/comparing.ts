import { proxy } from 'comlink';
import type { Comparison } from '../../src/domain/comparison.ts';
import { SCHEMES, type SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { Answer } from '../worker/answer.ts';
import type { CompareNews } from '../worker/planner.ts';
import { showRecord } from './open.ts';
import { askToFinish, atPlanner, dismissPlanner } from './planner.ts';
import { STAGE_WORDS } from './planning.ts';
import { type ComparedScheme, change, current, NO_COMPARISON } from './store.ts';

let rounds = 0;

/** Runs schemes on the scenario that is shown, one after the other, on the same paths. */
export async function compare(schemes: readonly SchemeName[], keepMinimum: boolean): Promise<void> {
  const { document, run, compare: comparison, options } = current();
  const { scenario, hash } = document;
  if (!scenario || run.phase !== 'idle' || comparison.phase !== 'idle') return;
  change('compare', { ...NO_COMPARISON, phase: 'running', stage: 'Starting', sourceHash: hash });
  const { method, timeLimitSeconds, gap } = options;
  const asked = { schemes, keepMinimum, gap, methods: [{ method, timeLimitSeconds }] };
  const round = ++rounds;
  const listen = (news: CompareNews) => {
    if (round === rounds && current().document.file === document.file) onNews(news);
  };
  const answer = await atPlanner(
    (api) => api.compare(scenario, asked, proxy(listen)) as Promise<Answer<Comparison>>,
  );
  if (current().document.file !== document.file) return;
  if (answer.ok) change('compare', { comparison: answer.value, results: answer.value.results });
  else keepUnfinished();
  const { phase } = current().compare;
  const issues = answer.ok || phase === 'stopping' ? [] : answer.issues;
  change('compare', { phase: 'idle', stage: '', unfinished: null, issues });
}

/**
 * Ends the comparison; the schemes that are done remain, and of the one at work its best plan so far. A
 * second call, or one at a silent planner, ends it at once.
 */
export function stopComparing(): void {
  const { compare: comparison, planner } = current();
  if (comparison.phase === 'idle') return;
  const isSecond = comparison.phase === 'stopping';
  const hasNothing = comparison.results.length === 0 && comparison.unfinished === null;
  change('compare', { phase: 'stopping', stage: 'Finishing with the best plans so far' });
  if (isSecond || hasNothing || planner.silentSeconds !== null) dismissPlanner();
  else askToFinish();
}

/** Where the planner broke off, what it last told of the scheme at work is its result. */
function keepUnfinished(): void {
  const { unfinished } = current().compare;
  if (unfinished?.record.plan) keepResult(unfinished);
}

function keepResult({ result, record }: ComparedScheme): void {
  const { results, records } = current().compare;
  change('compare', {
    // News take another way than the answer, and may come after it.
    results: results.some(({ scheme }) => scheme === result.scheme) ? results : [...results, result],
    records: new Map([...records, [result.scheme, record]]),
    unfinished: null,
  });
}

/** Shows the plan of a scheme on the map and in the results. */
export function showScheme(scheme: SchemeName): void {
  const { records, sourceHash } = current().compare;
  const record = records.get(scheme);
  if (record) showRecord(record, sourceHash);
}

function onNews(news: CompareNews): void {
  const { phase } = current().compare;
  if (news.kind === 'result') keepResult(news);
  if (phase === 'idle') return;
  if (news.kind === 'so-far') change('compare', { unfinished: news });
  if (phase === 'stopping') return;
  if (news.kind === 'scheme') change('compare', { stage: `${SCHEMES[news.scheme].title}: starting` });
  if (news.kind === 'plan' && news.event.kind === 'stage') {
    const { stage, share } = news.event;
    const done = share > 0 ? `, ${Math.round(100 * share)} %` : '';
    const words = STAGE_WORDS[stage].toLowerCase();
    // Network and paths are made once, for all.
    const isCommon = stage === 'topology' || stage === 'catalogue';
    change('compare', {
      stage: isCommon ? `${STAGE_WORDS[stage]}${done}` : `${SCHEMES[news.scheme].title}: ${words}${done}`,
    });
  }
}
