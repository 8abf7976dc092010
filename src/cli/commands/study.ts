import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { InputError } from '../../base/errors.ts';
import { deliveryOf } from '../../domain/delivery.ts';
import { formatJson } from '../../io/json.ts';
import type { WriteError } from '../../node/atomic-file.ts';
import { lockDirectory } from '../../node/lock.ts';
import { PASSWORD_VARIABLE, parseQueueAddress, type QueueAddress } from '../../node/queue/address.ts';
import { JOBS_FILE } from '../../node/study/journal.ts';
import { openRedisStudyQueue } from '../../node/study/redis-study-queue.ts';
import { writeResults } from '../../node/study/results.ts';
import { runStudyIn } from '../../node/study/run-study.ts';
import { loadStudy, readStudyFile, type StudyFile } from '../../node/study/study-file.ts';
import { openThreadQueue } from '../../node/study/thread-queue.ts';
import { formatNumber } from '../../report/numbers.ts';
import { masterSummaryText, studySummaryText, studyWarningsText } from '../../report/study-summary.ts';
import type { OpenQueue, StudyOutcome } from '../../services/run-study.ts';
import type { LoadedStudy } from '../../study/definition.ts';
import { jobCount, pointText, seedsFor } from '../../study/grid.ts';
import type { FailedJob } from '../../study/job.ts';
import { rowsOf } from '../../study/rows.ts';
import type { Study } from '../../study/study.ts';
import { integerWithin } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import { printResult, warning, withFailures } from '../result.ts';
import type { Streams } from '../streams.ts';
import { studyProgressPrinter } from '../study-progress.ts';

interface Flags {
  readonly out?: string;
  readonly workers?: number;
  readonly queue?: string;
  readonly replications?: number;
  readonly simulate?: number;
  readonly resume?: boolean;
  readonly retryFailed?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Grids with more jobs run only on request. */
const MANY_JOBS = 10_000;

export function studyCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('study')
    .description(
      'run schemes over a grid of instances; write tables, means with confidence intervals, and figures',
    )
    .argument('<study>', 'study file, or the name of a bundled study: fig5, fig6, eurasia, memory, hybrid')
    .option('--out <dir>', 'output directory (default runs/NAME-study); a rerun resumes what it finds there')
    .option('--workers <count>', 'number of worker threads (default: one per core)', integerWithin(1, 1024))
    .option(
      '--queue <address>',
      `give the jobs to satqn worker on any machines, through Redis at redis://HOST:PORT (password in ${PASSWORD_VARIABLE})`,
    )
    .option(
      '--replications <count>',
      'number of replications, overriding the study file',
      integerWithin(1, 1_000_000),
    )
    .option(
      '--simulate <count>',
      'simulate each plan so often, overriding the study file; what comes true stands beside what is planned',
      integerWithin(1, 1_000_000),
    )
    .option('--resume', 'go on with what is in the output directory; refused if nothing is there')
    .option('--retry-failed', 'run failed jobs again')
    .option('--yes', `allow more than ${formatNumber(MANY_JOBS)} jobs`)
    .option('--json', 'print only the summary, as JSON')
    .addHelpText('after', HELP)
    .action(async (file: string, flags: Flags) => {
      finish(await study(file, flags, streams));
    });
}

const HELP = `
Examples:
  satqn study fig5 --replications 3         Fig. 5 of the paper, with few instances
  satqn study my-study.yaml --workers 2     run it again to resume
  satqn study fig6 --simulate 50            what of each plan comes true, beside what is planned
  satqn study fig6 --queue redis://127.0.0.1:6379     on every worker that takes jobs there

${exitCodesHelp([EXIT.done, EXIT.badInput, EXIT.jobsFailed, EXIT.nothingDelivered, EXIT.fileNotWritten, EXIT.interrupted])}`;

async function study(file: string, flags: Flags, streams: Streams): Promise<ExitCode> {
  const source = withSimulation(
    withReplications(await readStudyFile(file), flags.replications),
    flags.simulate,
  );
  refuseMany(source.study, flags);
  const address = queueOf(flags);
  const loaded = await loadStudy(source);
  const directory = flags.out ?? join('runs', `${loaded.study.name}-study`);
  if (flags.resume) refuseNothing(directory);
  const interruption = new AbortController();
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(EXIT.interrupted);
    const first = address ? 'taking back the other jobs and writing' : 'writing';
    streams.err(
      `\nInterrupted: ${first} the results of the jobs done so far (press Ctrl+C again to stop at once).\n`,
    );
    interruption.abort();
  };
  const printer = studyProgressPrinter(streams);
  const failures = failureTeller(printer.note);
  const onFailure = (failure: WriteError) => printer.note(warning(failure));
  const unlock = await lockDirectory(directory);
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const outcome = await runStudyIn(
      loaded,
      {
        directory,
        openQueue: queueOpener(loaded, address, { workers: flags.workers, onNote: printer.note }),
        retryFailed: flags.retryFailed ?? false,
        signal: interruption.signal,
      },
      { onProgress: printer.show, onFailed: failures.tell, onFailure },
    );
    printer.end();
    const results = await writeResults(directory, loaded.study, outcome, onFailure);
    const unwritten = [...(outcome.unwritten ? [outcome.unwritten] : []), ...results.failures];
    const color = streams.outIsTerminal && streams.mayColor;
    const written =
      results.files.length > 0 ? `\nWritten to ${directory}: ${results.files.join(', ')}\n` : '';
    const { warnings, jobs, points, masters = [] } = results.summary;
    const toCheck = studyWarningsText(warnings, jobs.done, { color });
    const result = {
      text: `${toCheck}${studySummaryText(loaded.study.axes, points, { color })}${masterSummaryText(masters, { color })}${written}`,
      json: () => `${formatJson(results.summary)}\n`,
      fileName: 'summary.json',
    };
    printResult(result, unwritten, { asJson: flags.json ?? false, streams });
    for (const note of results.notes) streams.err(`${note}\n`);
    const nothing = deliversNothing(outcome) ? [EXIT.nothingDelivered] : [];
    return withFailures([...tellOutcome(outcome, directory, streams, failures.tell), ...nothing], unwritten);
  } finally {
    printer.end();
    await unlock();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Whether no scheme can deliver a pair in any job. */
function deliversNothing({ jobs }: StudyOutcome): boolean {
  const rows = rowsOf(jobs);
  return rows.length > 0 && rows.every(({ result }) => deliveryOf(result) === 'nothing');
}

/** How many failures to print; the file of jobs has all of them. */
const FAILURES_SHOWN = 5;

/** Tells of each failed job once, as long as there are few. */
function failureTeller(print: (text: string) => void) {
  const told = new Set<string>();
  return {
    tell(job: FailedJob): void {
      if (told.has(job.id) || told.size >= FAILURES_SHOWN) return;
      told.add(job.id);
      print(`Failed at ${pointText(job)}: ${job.error}`);
    },
  };
}

function tellOutcome(
  { jobs, total, aside }: StudyOutcome,
  directory: string,
  streams: Streams,
  tell: (job: FailedJob) => void,
): ExitCode[] {
  const failed = jobs.filter((job) => job.status === 'failed');
  for (const job of failed) tell(job);
  if (failed.length > 0) {
    const all = `${failed.length} of ${total} jobs failed (see ${join(directory, JOBS_FILE)}).`;
    streams.err(`${all} Run the same command with --retry-failed to try them again.\n`);
  }
  if (aside > 0) {
    const jobsAside = `${aside} earlier jobs in ${directory} do not belong to the study as it is now`;
    streams.err(`${jobsAside}; they are kept but left out of the results.\n`);
  }
  if (jobs.length < total) {
    streams.err(`Interrupted with ${jobs.length} of ${total} jobs. Run the same command again to resume.\n`);
  }
  return [
    ...(jobs.length < total ? [EXIT.interrupted] : []),
    ...(failed.length > 0 ? [EXIT.jobsFailed] : []),
  ];
}

/** @throws InputError if there is no queue at the address, or the options do not fit together */
function queueOf({ queue, workers }: Flags): QueueAddress | null {
  if (queue === undefined) return null;
  if (workers !== undefined) {
    throw new InputError([
      {
        path: '--workers',
        message: 'With --queue, the workers are where satqn worker runs.',
        hint: 'Leave it out, and say satqn worker --jobs COUNT there.',
      },
    ]);
  }
  return parseQueueAddress(queue, process.env[PASSWORD_VARIABLE]);
}

const queueOpener =
  (
    { study, definition }: LoadedStudy,
    address: QueueAddress | null,
    {
      workers = availableParallelism(),
      onNote,
    }: { workers: number | undefined; onNote: (text: string) => void },
  ): OpenQueue =>
  (onLoad) =>
    address
      ? openRedisStudyQueue(definition, address, { onLoad, onNote })
      : openThreadQueue(definition, { workers: Math.min(workers, jobCount(study)), onLoad });

function refuseNothing(directory: string): void {
  if (existsSync(join(directory, JOBS_FILE))) return;
  throw new InputError([
    {
      path: '--resume',
      message: `There is no study to resume in ${directory}.`,
      hint: 'Name its directory with --out, or leave out --resume to begin.',
    },
  ]);
}

function withReplications(source: StudyFile, count: number | undefined): StudyFile {
  if (count === undefined) return source;
  return { ...source, study: { ...source.study, seeds: seedsFor(source.study.seeds, count) } };
}

function withSimulation(source: StudyFile, replications: number | undefined): StudyFile {
  if (replications === undefined) return source;
  const asked = source.study.simulation ?? { coherenceSeconds: null, swapSuccess: null, relayBuffer: null };
  return { ...source, study: { ...source.study, simulation: { ...asked, replications } } };
}

function refuseMany(study: Study, { yes }: Flags): void {
  const count = jobCount(study);
  if (count <= MANY_JOBS || yes) return;
  const grid = study.axes.map(({ name, values }) => `${values.length} of ${name}`);
  throw new InputError([
    {
      path: '',
      message: `The study has ${formatNumber(count)} jobs: ${[...grid, `${study.seeds.length} replications`].join(' × ')}.`,
      hint: 'Add --yes to run them all, or use fewer values or --replications.',
    },
  ]);
}
