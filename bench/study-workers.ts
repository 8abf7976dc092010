/**
 * Jobs per minute and speed-up with one and two workers, for the point B_m = 1500, C in pairs per slot, of the study
 * fig5 with all its schemes. Only the first method of the study solves PS-EGR: Benders' decomposition would use its
 * whole limit on many instances, which says nothing about workers.
 * `node --import tsx bench/study-workers.ts [instances] [workers ...]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxisValue } from '../src/domain/study.ts';
import { runStudyIn } from '../src/node/study/run-study.ts';
import { loadStudy, readStudyFile, type StudyFile } from '../src/node/study/study-file.ts';
import { openThreadQueue } from '../src/node/study/thread-queue.ts';
import { jobCount, seedsFor } from '../src/study/grid.ts';
import { writeResult } from './results.ts';

const instances = Number(process.argv[2] ?? 30);
const workerCounts = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [1, 2];

const POINT: Readonly<Record<string, AxisValue>> = { storageCapacity: 1500, capacityUnit: 'pairs-per-slot' };

const loaded = await loadStudy(point(await readStudyFile('fig5')));
const jobs = jobCount(loaded.study);
const rows = [];
for (const workers of workerCounts) {
  const directory = await mkdtemp(join(tmpdir(), 'satqn-bench-'));
  const run = {
    directory,
    openQueue: () => openThreadQueue(loaded.definition, { workers }),
    retryFailed: false,
    signal: new AbortController().signal,
  };
  const began = performance.now();
  const outcome = await runStudyIn(loaded, run, { onProgress() {}, onFailed() {}, onFailure() {} });
  const seconds = (performance.now() - began) / 1000;
  await rm(directory, { recursive: true });
  const failed = outcome.jobs.filter(({ status }) => status === 'failed').length;
  const slowest = Math.max(...outcome.jobs.map((job) => job.seconds));
  rows.push({ workers, seconds, failed, jobsPerMinute: (60 * jobs) / seconds, slowestJobSeconds: slowest });
  console.log(`${workers} workers: ${jobs} jobs in ${seconds.toFixed(1)} s`);
}
const alone = rows.find(({ workers }) => workers === 1)?.seconds ?? Number.NaN;
const summary = rows.map(({ workers, seconds, jobsPerMinute }) => ({
  workers,
  jobsPerMinute,
  speedUp: alone / seconds,
}));
await writeResult('study-workers', { instances, jobs, summary, rows });

/** The study at one point of its grid, with that many replications. */
function point(source: StudyFile): StudyFile {
  const { study } = source;
  const axes = study.axes.map((axis) => ({ ...axis, values: [POINT[axis.name]!] }));
  const options = { ...study.options, methods: study.options.methods.slice(0, 1) };
  return { ...source, study: { ...study, axes, options, seeds: seedsFor(study.seeds, instances) } };
}
