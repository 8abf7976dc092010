/** Plans in a worker, which can be ended at any time; what it last reported is kept outside. */
import { expose } from 'comlink';
import * as z from 'zod';
import type { Comparison, SchemeResult } from '../../src/domain/comparison.ts';
import type { CheckedRecord, RunRecord } from '../../src/domain/run-record.ts';
import { type ComparisonEvent, compareSchemes, schemeResult } from '../../src/planning/compare.ts';
import { type ComparisonOptions, DEFAULT_COMPARISON_OPTIONS } from '../../src/planning/comparison-options.ts';
import type { Environment } from '../../src/planning/environment.ts';
import type { PlanOptions } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import type { PlanEvent } from '../../src/planning/plan-task.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { checkedRecord } from '../../src/planning/verify.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { type Answer, answer } from './answer.ts';
import { openBrowserSolver } from './browser-solver.ts';
import { BROWSER_MEMORY_BYTES } from './limits.ts';
import { loadPartsFor } from './parts-for.ts';

declare const SATQN_VERSION: string;

// Compiled validators would break the content security policy.
z.config({ jitless: true });

/** Records are large: no more of them than a person can follow. */
const RECORD_INTERVAL_SECONDS = 0.25;
/** What a search is working at changes often. */
const ACTIVITY_INTERVAL_SECONDS = 0.2;

/** What is told of a comparison: also where the scheme at work stands. */
export type CompareNews =
  | ComparisonEvent
  | { readonly kind: 'so-far'; readonly result: SchemeResult; readonly record: PlanRecord };

let interruption = new AbortController();

const planner = {
  async plan(
    scenario: Scenario,
    options: PlanOptions,
    onEvent: (event: PlanEvent) => void,
  ): Promise<Answer<PlanRecord>> {
    interruption = new AbortController();
    const { signal } = interruption;
    let newest: PlanRecord | null = null;
    const isDue = everySoOften(RECORD_INTERVAL_SECONDS);
    const mayTell = everySoOften(ACTIVITY_INTERVAL_SECONDS);
    try {
      return await answer(async () => {
        await loadPartsFor(scenario);
        return planScenario({ scenario, options }, toolsWith(signal), (event) => {
          if (event.kind === 'proofs' || (event.kind === 'activity' && !mayTell())) return;
          if (event.kind !== 'record') return onEvent(event);
          newest = event.record;
          if (isDue()) onEvent(event);
        });
      });
    } finally {
      // Of an interrupted run this may be the last word.
      if (newest) onEvent({ kind: 'record', record: newest });
    }
  },

  compare(
    scenario: Scenario,
    asked: Partial<ComparisonOptions>,
    onNews: (news: CompareNews) => void,
  ): Promise<Answer<Comparison>> {
    interruption = new AbortController();
    const options = { ...DEFAULT_COMPARISON_OPTIONS, ...asked };
    const isDue = everySoOften(RECORD_INTERVAL_SECONDS);
    return answer(async () => {
      await loadPartsFor(scenario);
      return compareSchemes(scenario, options, toolsWith(interruption.signal), (event) => {
        if (event.kind !== 'plan' || event.event.kind === 'stage') return onNews(event);
        if (event.event.kind !== 'record' || !isDue()) return;
        const { record } = event.event;
        onNews({ kind: 'so-far', result: schemeResult(event.scheme, record), record });
      });
    });
  },

  /** Checks a record that was read; what comes back holds the certificate that was made here. */
  verify: (record: RunRecord): Promise<Answer<CheckedRecord>> =>
    answer(async () => {
      await loadPartsFor(record.scenario.document);
      return checkedRecord(record, toolsWith(new AbortController().signal));
    }),

  interrupt: () => interruption.abort(),
  ping: () => {},
};
export type Planner = typeof planner;

const now = () => performance.now() / 1000;
function everySoOften(seconds: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (now() - last < seconds) return false;
    last = now();
    return true;
  };
}
const toolsWith = (signal: AbortSignal): Environment => ({
  openSolver: openBrowserSolver,
  now,
  memoryLimitBytes: BROWSER_MEMORY_BYTES,
  version: SATQN_VERSION,
  signal,
});

expose(planner);
