/** Simulates replications of a plan, to be played; a separate worker, so that it can be ended while it counts pairs. */
import { expose } from 'comlink';
import * as z from 'zod';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { SimulationOptions } from '../../src/domain/simulation.ts';
import { type SimulatedPlan, simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { type Course, recordCourse } from '../../src/simulation/course.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import { type Answer, answer } from './answer.ts';
import { BROWSER_MEMORY_BYTES } from './limits.ts';
import { loadPartsFor } from './parts-for.ts';

declare const SATQN_VERSION: string;

// Compiled validators would break the content security policy.
z.config({ jitless: true });

const MACHINE = {
  now: () => performance.now() / 1000,
  memoryLimitBytes: BROWSER_MEMORY_BYTES,
  version: SATQN_VERSION,
};

/** Shares of the horizon between two reports of progress. */
const PROGRESS_STEP = 0.01;

export type SimulationStage = 'topology' | 'catalogue' | 'pairs';
type OnProgress = (stage: SimulationStage, share: number) => void;

let checked: SimulatedPlan | null = null;

const simulator = {
  /** Checks a plan again, and keeps it to be simulated. */
  open: (record: RunRecord, onProgress: OnProgress): Promise<Answer<null>> =>
    answer(async () => {
      await loadPartsFor(record.scenario.document);
      checked = await simulatedPlan(false, record, MACHINE, onProgress);
      return null;
    }),

  /** One replication of the plan that was opened, counted from 0. */
  replicate: (
    options: SimulationOptions,
    replication: number,
    onProgress: OnProgress,
  ): Promise<Answer<Course>> =>
    answer(() => {
      const { execution } = checked!.prepare(options);
      const { observe, course } = recordCourse(execution);
      const step = PROGRESS_STEP * execution.slotCount * execution.slotSeconds;
      let next = 0;
      runPairs(execution, options, replication, execution.demands.map(noLatencies), (event) => {
        observe(event);
        if (event.seconds < next) return;
        next = event.seconds + step;
        onProgress('pairs', Math.min(1, event.seconds / (step / PROGRESS_STEP)));
      });
      return course();
    }),
};
export type Simulator = typeof simulator;

expose(simulator);
