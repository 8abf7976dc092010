import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Job, JobOutcome, JobQueue, JobWatch } from '../../../services/job-queue.ts';
import { type ChildSetting, type Order, OUT_OF_MEMORY_SIGNAL, type Report } from './protocol.ts';

interface ProcessQueueSetting extends ChildSetting {
  readonly processes: number;
  /** Milliseconds that a job may take to end after it was told to. */
  readonly stopWithin: number;
  /** The module of the children; for tests. */
  readonly module?: URL;
  /** Called for every process that was lost and is replaced. */
  readonly onRestart: (id: string) => void;
  /** Called if a job throws, which is a fault of this software: its text may name what is on this machine. */
  readonly onFault: (id: string, error: string) => void;
}

/** A process that is lost, and not for want of memory, is replaced so often. */
const RESTARTS_AT_MOST = 3;

/** Children give way to the service, which has to answer soon. */
const NICE = 10;

/** How a child process ended. */
type Ending = Exclude<Report, { kind: 'progress' }> | { readonly kind: 'lost'; readonly reason: string };

/**
 * Child processes as a queue, one for each job. A job that is aborted is told to end and keep what there is; `submit`
 * rejects once it has done so.
 */
export function openProcessQueue<Data, Result>({
  processes,
  stopWithin,
  module = new URL(`./child${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
  onRestart,
  onFault,
  ...setting
}: ProcessQueueSetting): JobQueue<Data, Result> {
  const children = new Set<ChildProcess>();
  return {
    capacity: processes,
    async submit({ id, data }: Job<Data>, watch: JobWatch): Promise<JobOutcome<Result>> {
      const began = performance.now();
      for (let restarts = 0; ; restarts++) {
        watch.signal.throwIfAborted();
        const child = startChild(module, setting);
        children.add(child);
        const ending = await carriedOut(child, { kind: 'begin', job: id, data }, watch, stopWithin);
        children.delete(child);
        watch.signal.throwIfAborted();
        const seconds = (performance.now() - began) / 1000;
        if (ending.kind === 'done') return { status: 'done', result: ending.result as Result, seconds };
        if (ending.kind === 'failed') {
          onFault(id, ending.error);
          return { status: 'failed', error: 'The service has a fault, and its operator is told.', seconds };
        }
        if (ending.reason === OUT_OF_MEMORY_SIGNAL) {
          const error = `It took more than the ${setting.memoryMegabytes} MB of memory that a run may take.`;
          return { status: 'failed', error, seconds };
        }
        if (restarts === RESTARTS_AT_MOST) {
          const error = `Its process ended ${restarts + 1} times without a result (${ending.reason}).`;
          return { status: 'failed', error, seconds };
        }
        onRestart(id);
      }
    },
    // What a job leaves is on disk.
    forget() {},
    async close() {
      for (const child of children) child.kill('SIGKILL');
    },
  };
}

/** The environment holds secrets of others: children see only what programs need to run. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TZ', 'LANG', 'SYSTEMROOT'];

function startChild(module: URL, setting: ChildSetting): ChildProcess {
  const isSource = module.pathname.endsWith('.ts');
  const child = fork(fileURLToPath(module), [JSON.stringify(setting)], {
    execArgv: [
      `--max-old-space-size=${setting.memoryMegabytes}`,
      ...(isSource ? ['--import', import.meta.resolve('tsx')] : []),
    ],
    env: Object.fromEntries(
      INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  if (child.pid !== undefined) {
    try {
      setPriority(child.pid, NICE);
    } catch {
      // It has ended already, or the system does not allow it.
    }
  }
  return child;
}

function carriedOut(
  child: ChildProcess,
  order: Order,
  { signal, onProgress }: JobWatch,
  stopWithin: number,
): Promise<Ending> {
  return new Promise((resolve) => {
    let ending: Ending | null = null;
    let patience: NodeJS.Timeout | null = null;
    const tell = (text: Order) => child.send(text, () => {});
    const stop = () => {
      tell({ kind: 'stop' });
      patience = setTimeout(() => child.kill('SIGKILL'), stopWithin);
    };
    const end = (reason: string) => {
      signal.removeEventListener('abort', stop);
      if (patience) clearTimeout(patience);
      resolve(ending ?? { kind: 'lost', reason });
    };
    child.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress?.(report.progress);
      else ending = report;
    });
    child.on('error', (error) => {
      if (child.pid === undefined) end((error as NodeJS.ErrnoException).code ?? error.name);
    });
    child.on('exit', (code, name) => end(name ?? `exit code ${code}`));
    tell(order);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
