/** A child process of the service: carries out one job and ends. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { carryOut } from '../jobs/carry-out.ts';
import type { ChildSetting, Order, Report } from './protocol.ts';
import type { WatchdogSetting } from './watchdog.ts';

const setting = JSON.parse(process.argv[2]!) as ChildSetting;
const isSource = import.meta.url.endsWith('.ts');
const watchdog = fileURLToPath(new URL(`./watchdog${isSource ? '.ts' : '.js'}`, import.meta.url));
new Worker(watchdog, {
  workerData: {
    service: process.ppid,
    memoryMegabytes: setting.memoryMegabytes,
  } satisfies WatchdogSetting,
  ...(isSource ? { execArgv: ['--import', import.meta.resolve('tsx')] } : {}),
}).unref();

// Those who end the service end all its processes; it says itself what is to be kept.
process.on('SIGTERM', () => {}).on('SIGINT', () => {});
// At once: an orderly exit would wait for the solver, and the next service for its lock.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

/** Milliseconds: often enough to look alive. */
const TELL_EVERY = 200;

const send = (report: Report): Promise<void> =>
  new Promise((resolve) => {
    // A service that is gone hears nothing.
    process.send!(report, () => resolve());
  });

const stop = new AbortController();
let latest: { readonly progress: unknown } | null = null;
let timer: NodeJS.Timeout | null = null;
const tell = (): Promise<void> => {
  if (timer) clearTimeout(timer);
  timer = null;
  const progress = latest;
  latest = null;
  return progress ? send({ kind: 'progress', ...progress }) : Promise.resolve();
};

process.on('message', async (order: Order) => {
  if (order.kind === 'stop') return stop.abort();
  let report: Report;
  try {
    const result = await carryOut(order.data, setting, {
      signal: stop.signal,
      onProgress(progress) {
        latest = { progress };
        timer ??= setTimeout(tell, TELL_EVERY);
      },
    });
    report = { kind: 'done', result };
  } catch (error) {
    report = {
      kind: 'failed',
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
  await tell();
  await send(report);
  process.exit();
});
