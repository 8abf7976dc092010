import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Environment } from '../../../planning/environment.ts';
import { type PlanEvent, type PlanInput, planScenario } from '../../../planning/plan.ts';
import { isOfSameProblem, losesPlan } from '../../../planning/plan-task.ts';
import type { PlanRecord } from '../../../planning/record.ts';
import { scenarioOfRecord } from '../../../scenario/recorded.ts';
import { nodeEnvironment } from '../../environment.ts';
import {
  createRunDirectory,
  type RunDirectory,
  readRun,
  readText,
  reopenRunDirectory,
} from '../../run-directory.ts';
import type { ChildSetting } from '../processes/protocol.ts';
import { type PlanState, runDirectoryOf } from '../run-card.ts';
import { readScenarioText } from '../texts.ts';
import { type JobListener, type PlanJob, SCENARIO_FILE } from './job.ts';

/** Less would leave a run that is resumed at its end no time to finish. */
const LEAST_SECONDS = 1;

const AT_THE_START: PlanState = {
  stage: 'topology',
  objective: null,
  bound: null,
  relativeGap: null,
  iterations: 0,
  seconds: 0,
  status: null,
  totalPairs: null,
  isVerified: null,
  unwritten: [],
};

/**
 * Plans the scenario in the directory of the run, or goes on with what is there of it.
 * @throws InputError for mistakes that only planning reveals
 */
export async function planJob(
  job: PlanJob,
  setting: ChildSetting,
  { signal, onProgress }: JobListener<PlanState>,
): Promise<PlanState> {
  const { input, directory } = await inputOf(job, setting.root);
  let state = { ...AT_THE_START, ...(input.resume && outcomeOf(input.resume.record as PlanRecord, null)) };
  const show = (change: Partial<PlanState>) => {
    state = { ...state, ...change };
    onProgress(state);
  };
  try {
    const record = await planScenario(input, environmentOf(setting, signal), (event) => {
      store(directory, event);
      if (event.kind === 'stage') show({ stage: event.stage });
      if (event.kind === 'progress') {
        show({ bound: event.bound, iterations: event.iteration, seconds: event.seconds });
      }
      if (event.kind === 'record') show(outcomeOf(event.record, null));
    });
    const isKept = losesPlan(record, input);
    const failures = isKept ? [] : await directory.finish(record);
    show({
      ...(isKept ? { status: record.status } : outcomeOf(record, record.status)),
      stage: 'ended',
      unwritten: failures.map(({ file }) => basename(file)),
    });
    return state;
  } finally {
    await directory.close();
  }
}

/** The machine without programs of its user: no option of a run reaches them. */
function environmentOf({ memoryMegabytes }: ChildSetting, signal: AbortSignal): Environment {
  const { openSolver, now, version, memoryLimitBytes } = nodeEnvironment();
  // What the solver takes is not in this limit, and has its share of the memory, too.
  const limit = Math.min(memoryLimitBytes, 0.75 * memoryMegabytes * 2 ** 20);
  return { openSolver, now, version, memoryLimitBytes: limit, signal };
}

function store(directory: RunDirectory, event: PlanEvent): void {
  if (event.kind === 'record') directory.save(event.record);
  if (event.kind === 'proofs') directory.saveProofs(event.proofs);
}

const outcomeOf = (
  { objective, totalPairs, bounds, iterations, seconds, certificate }: PlanRecord,
  status: PlanState['status'],
): Partial<PlanState> => ({
  objective,
  bound: bounds.bound,
  relativeGap: bounds.relativeGap,
  iterations,
  seconds: seconds.solve,
  totalPairs,
  isVerified: certificate && certificate.status === 'verified',
  status,
});

async function inputOf(
  { id, options, start }: PlanJob,
  root: string,
): Promise<{ readonly input: PlanInput; readonly directory: RunDirectory }> {
  const path = runDirectoryOf(root, 'plan', id);
  // A file that cannot be written is told at the end.
  const onFailure = () => {};
  if (!existsSync(join(path, 'run.json'))) {
    const scenario = readScenarioText(await readText(join(path, SCENARIO_FILE)));
    const older = start === null ? null : (await readRun(runDirectoryOf(root, 'plan', start))).plan;
    return {
      input: { scenario, options, ...(older ? { starts: [older] } : {}) },
      directory: await createRunDirectory(path, onFailure),
    };
  }
  const { record, proofs, directory } = await reopenRunDirectory(path, onFailure);
  try {
    const kept = isOfSameProblem(record, options) ? proofs : [];
    await directory.keepProofs(kept);
    const timeLimitSeconds = Math.max(LEAST_SECONDS, options.timeLimitSeconds - record.seconds.solve);
    return {
      input: {
        scenario: await scenarioOfRecord(record),
        options: { ...options, timeLimitSeconds },
        resume: { record, proofs: kept },
      },
      directory,
    };
  } catch (error) {
    await directory.close();
    throw error;
  }
}
