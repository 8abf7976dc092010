import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { formatJson } from '../../io/json.ts';
import { PASSWORD_VARIABLE, parseQueueAddress } from '../../node/queue/address.ts';
import { connectQueue } from '../../node/queue/connection.ts';
import { type RedisWorker, startRedisWorker, type WorkerCount } from '../../node/queue/redis-worker.ts';
import { VERSION } from '../../node/version.ts';
import { integerWithin } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';
import { workerProgressPrinter } from '../worker-progress.ts';

interface Flags {
  readonly queue: string;
  readonly jobs?: number;
  readonly json?: boolean;
}

export function workerCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('worker')
    .description('take the jobs of studies from a queue and carry them out on this machine')
    .requiredOption(
      '--queue <address>',
      `the queue: Redis at redis://HOST:PORT, elsewhere rediss://HOST:PORT (password in ${PASSWORD_VARIABLE})`,
    )
    .option('--jobs <count>', 'how many jobs at a time (default: one per core)', integerWithin(1, 1024))
    .option('--json', 'print at the end only how many jobs were done, as JSON')
    .addHelpText('after', HELP)
    .action(async (flags: Flags) => {
      await work(flags, streams);
      finish(EXIT.done);
    });
}

const HELP = `
Examples:
  satqn worker --queue redis://127.0.0.1:6379            one job per core
  satqn worker --queue redis://127.0.0.1:6379 --jobs 2   two at a time

Ctrl+C ends it after the jobs under way; again, or SIGTERM, gives them back to the queue.
What arrives are networks and options, never commands or paths. Give the queue only to people you trust.

${exitCodesHelp([EXIT.done, EXIT.badInput])}`;

async function work(flags: Flags, streams: Streams): Promise<void> {
  const address = parseQueueAddress(flags.queue, process.env[PASSWORD_VARIABLE]);
  const printer = workerProgressPrinter(streams);
  const connection = await connectQueue(address, printer.note);
  const jobs = flags.jobs ?? availableParallelism();
  let latest: WorkerCount = { running: 0, done: 0, failed: 0, released: 0 };
  const onCount = (count: WorkerCount) => {
    latest = count;
    printer.show(count);
  };
  let worker: RedisWorker;
  try {
    worker = await startRedisWorker(
      connection,
      { jobs, version: VERSION },
      { onCount, onNote: printer.note },
    );
  } catch (error) {
    connection.close();
    throw error;
  }
  printer.note(
    `Taking jobs from ${address.shown}, ${jobs} at a time (Ctrl+C ends it after the jobs under way).`,
  );
  await stopSignal(() => latest.running, worker, printer.note);
  await worker.finish();
  printer.end();
  const { done, failed, released } = latest;
  if (flags.json) streams.out(`${formatJson({ done, failed, released })}\n`);
  else streams.out(`${done} jobs done, ${failed} failed, ${released} given back.\n`);
}

/** Resolves at the first signal; SIGTERM, or any signal after it, gives the jobs back. */
function stopSignal(running: () => number, worker: RedisWorker, note: (text: string) => void): Promise<void> {
  return new Promise((resolve) => {
    let isEnding = false;
    const stop = (signal: NodeJS.Signals) => {
      if (isEnding || signal === 'SIGTERM') worker.release();
      else if (running() > 0) {
        note('Ending after the jobs under way (press Ctrl+C again to give them back to the queue).');
      }
      isEnding = true;
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
}
