import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { workerData } from 'piscina';
import type { Comparison } from '../../domain/comparison.ts';
import type { StudyPoint } from '../../domain/study.ts';
import { compareSchemes } from '../../planning/compare.ts';
import { compareMasters } from '../../planning/compare-masters.ts';
import type { PlanRecord } from '../../planning/record.ts';
import { withSimulations } from '../../planning/simulation/simulate-comparison.ts';
import { resolveFiles } from '../../scenario/files.ts';
import { type CompiledHighs, highsSolverOf } from '../../solvers/highs.ts';
import type { JobDefinition } from '../../study/definition.ts';
import { scenarioAt } from '../../study/instance.ts';
import { VERSION } from '../version.ts';

/** What a thread of the pool gets once, when it starts. */
export interface WorkerSetting {
  readonly definition: JobDefinition;
  /** HiGHS, compiled once for all threads. */
  readonly highs: CompiledHighs;
  readonly memoryLimitBytes: number;
}

const { definition, highs, memoryLimitBytes } = workerData as WorkerSetting;
const { base, axes, files, schemes, options, masters, simulation } = definition;

/** Carries out one job in this thread, including the solver, which blocks only this thread. */
export async function runJob(point: StudyPoint): Promise<Comparison> {
  const scenario = await resolveFiles(scenarioAt(base, axes, point), async (file) => files[file]!);
  const environment = {
    openSolver: () => highsSolverOf(highs),
    now: () => performance.now() / 1000,
    memoryLimitBytes: Math.min(memoryLimitBytes, getHeapStatistics().heap_size_limit),
    version: VERSION,
  };
  const { seed } = point;
  const records: PlanRecord[] = [];
  const compared = await compareSchemes(scenario, { ...options, schemes, seed }, environment, (event) => {
    if (simulation && event.kind === 'result') records.push(event.record);
  });
  const comparison = simulation
    ? await withSimulations(compared, records, { ...simulation, seed }, environment)
    : compared;
  if (!masters) return comparison;
  return { ...comparison, masters: await compareMasters(scenario, { ...masters, seed }, environment) };
}
