/** Plans in a worker, which can be ended at any time; what it last reported is kept outside. */
import { expose } from 'comlink';
import * as z from 'zod';
import {
  type ComparisonEvent,
  type ComparisonOptions,
  compareSchemes,
  DEFAULT_COMPARISON_OPTIONS,
} from '../../src/app/compare.ts';
import type { PlanOptions } from '../../src/app/options.ts';
import { planScenario } from '../../src/app/plan.ts';
import type { PlanEvent } from '../../src/app/plan-task.ts';
import type { PlanRecord } from '../../src/app/recorder.ts';
import type { Tools } from '../../src/app/tools.ts';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { type Answer, answer } from './answer.ts';
import { openBrowserSolver } from './browser-solver.ts';
import { BROWSER_MEMORY_BYTES } from './limits.ts';

declare const SATQN_VERSION: string;

// Compiled validators would break the content security policy.
z.config({ jitless: true });

/** Records are large: no more of them than a person can follow. */
const RECORD_INTERVAL_SECONDS = 0.25;

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
    let reported = Number.NEGATIVE_INFINITY;
    try {
      return await answer(() =>
        planScenario({ scenario, options }, toolsWith(signal), (event) => {
          if (event.kind === 'cuts') return;
          if (event.kind !== 'record') return onEvent(event);
          newest = event.record;
          if (now() - reported < RECORD_INTERVAL_SECONDS) return;
          reported = now();
          onEvent(event);
        }),
      );
    } finally {
      // Of an interrupted run this may be the last word.
      if (newest) onEvent({ kind: 'record', record: newest });
    }
  },

  compare(
    scenario: Scenario,
    asked: Partial<ComparisonOptions>,
    onEvent: (event: ComparisonEvent) => void,
  ): Promise<Answer<Comparison>> {
    interruption = new AbortController();
    const options = { ...DEFAULT_COMPARISON_OPTIONS, ...asked };
    return answer(() =>
      compareSchemes(scenario, options, toolsWith(interruption.signal), (event) => {
        // On the way only where it stands is told; of each scheme its last plan.
        if (event.kind !== 'plan' || event.event.kind === 'stage') onEvent(event);
      }),
    );
  },

  interrupt: () => interruption.abort(),
  ping: () => {},
};
export type Planner = typeof planner;

const now = () => performance.now() / 1000;
const toolsWith = (signal: AbortSignal): Tools => ({
  openSolver: openBrowserSolver,
  now,
  memoryLimitBytes: BROWSER_MEMORY_BYTES,
  version: SATQN_VERSION,
  signal,
});

expose(planner);
