/** What studies and workers of the same version agree on: names in Redis, and how long they mean something. */
import { createHash } from 'node:crypto';

const PREFIX = 'satqn';

/** Workers take jobs of their own version only, so each version has a queue of its own. */
export const queueName = (version: string): string => `jobs-${version}`;

/** What every connection of the engine gets. Its own checks print to the console; `connectQueue` does them instead. */
export const ENGINE_OPTIONS = { prefix: PREFIX, skipVersionCheck: true } as const;

/** The id of a job in Redis: ids of ours hold characters that the engine gives a meaning. */
export const keyOfJob = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 40);

/** Where the engine keeps a job. */
export const recordKey = (version: string, job: string): string => `${PREFIX}:${queueName(version)}:${job}`;

/** What all jobs of one study share, under the hash of its content. */
export const commonKey = (hash: string): string => `${PREFIX}:common:${hash}`;

/** There if the job is taken back while a worker has it. */
export const cancelKey = (job: string): string => `${PREFIX}:cancel:${job}`;

/** Who is there: the ids of all, and what each says of itself. */
export const presenceKey = (kind: string, id?: string): string =>
  `${PREFIX}:present:${kind}${id === undefined ? '' : `:${id}`}`;

/** What jobs look like in the queue. */
export interface QueuedJob {
  readonly data: unknown;
  /** Hash of what all jobs of the study share. */
  readonly common: string;
}

/** What a child process gets. */
export interface SandboxJob extends QueuedJob {
  readonly content: unknown;
  /** Of the memory of the machine. */
  readonly share: number;
}

/** Milliseconds. A study that nobody resumes leaves Redis after a week. */
export const KEPT_FOR = 7 * 86_400_000;
export const PRESENT_FOR = 10_000;
export const TELL_EVERY = 2_000;
