/** A child process of a worker: carries out one job at a time, in a thread, so that an order to stop is heard. */
import type { JobOutcome, JobQueue } from '../../services/job-queue.ts';
import { openQueuedStudy } from '../study/queued-study.ts';
import type { SandboxJob } from './protocol.ts';

/** How each kind of job is carried out, given what its jobs share. */
const KINDS: Readonly<
  Record<string, (content: unknown, share: number) => Promise<JobQueue<unknown, unknown>>>
> = {
  study: openQueuedStudy,
};

interface Held {
  readonly key: string;
  readonly threads: Promise<JobQueue<unknown, unknown>>;
}

let held: Held | null = null;

/** The threads of the last study stay, since its next job probably follows. */
async function threadsFor(
  kind: string,
  { common, content, share }: SandboxJob,
): Promise<JobQueue<unknown, unknown>> {
  const key = `${kind} ${common}`;
  if (held?.key !== key) {
    const open = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
    if (!open) throw new Error(`Jobs of the kind '${kind}' are unknown here.`);
    await held?.threads.then((threads) => threads.close()).catch(() => {});
    held = { key, threads: open(content, share) };
  }
  return held.threads;
}

// A worker that is killed says nothing.
process.on('disconnect', () => process.exit());

async function carryOut(
  { id, name, data }: { readonly id: string; readonly name: string; readonly data: SandboxJob },
  _token: string,
  signal: AbortSignal,
): Promise<JobOutcome<unknown>> {
  const threads = await threadsFor(name, data);
  return threads.submit({ id, data: data.data }, { signal });
}

export { carryOut as default };
