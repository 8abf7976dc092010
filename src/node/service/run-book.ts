import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dispatch, openDispatch } from '../../services/dispatch.ts';
import type { JobOutcome, JobQueue } from '../../services/job-queue.ts';
import { attempt, makeDirectory, writeAtomically } from '../atomic-file.ts';
import type { RunJob, RunKind, RunResult } from './jobs/job.ts';
import type { Usage } from './quotas.ts';
import {
  bytesOf,
  type RunCard,
  readCards,
  runDirectoryOf,
  type StatesByKind,
  writeCard,
} from './run-card.ts';
import { openUsageLedger } from './usage-ledger.ts';

type State = StatesByKind[RunKind];
export type RunQueue = JobQueue<RunJob, RunResult<State>>;

/** A run that somebody asks for. */
export interface AskedRun {
  readonly owner: string;
  readonly title: string;
  /** The job, given the id of the run. */
  readonly job: (id: string) => RunJob;
  /** What to write into its directory, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly idempotency: RunCard['idempotency'];
}

/** All runs of the service: on disk, in the queue, and for those who watch them. */
export interface RunBook {
  get(id: string): RunCard | null;
  /** Newest first. */
  list(kind: RunKind, owner: string): RunCard[];
  /** The run that was asked for with this key before. */
  findByKey(owner: string, key: string): RunCard | null;
  /** @throws WriteError if there is no room for it */
  begin(asked: AskedRun): Promise<RunCard>;
  /** Ends a run and keeps what it has; nothing happens to one that has ended. */
  stop(id: string): RunCard;
  /** Removes a run that has ended, with all its files. */
  remove(id: string): Promise<void>;
  /** Calls back whenever something about the run changes, until the returned function is called. */
  watch(id: string, onChange: () => void): () => void;
  usageOf(owner: string): Usage;
  /** How many wait, and how many are under way. */
  load(): { readonly waiting: number; readonly running: number };
  directoryOf(card: RunCard): string;
  /** Stops all runs, which go on at the next start, and resolves once they have kept what they have. */
  close(): Promise<void>;
}

interface Entry {
  card: RunCard;
  bytes: number;
  beganAt: number | null;
  /** The last writing of the card. */
  written: Promise<unknown>;
  readonly watchers: Set<() => void>;
}

interface RunBookSetting {
  readonly root: string;
  readonly queue: RunQueue;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEnded?: (card: RunCard) => void;
  /** What its operator should know. */
  readonly onNote: (text: string) => void;
}

/** Reads the runs of a directory, which has to be locked, and goes on with those that have not ended. */
export async function openRunBook({ root, queue, now, onEnded, onNote }: RunBookSetting): Promise<RunBook> {
  const entries = new Map<string, Entry>();
  const ledger = await openUsageLedger(root, now);
  let isClosing = false;
  const dispatch: Dispatch<RunJob> = openDispatch(queue, { onBegin, onProgress, onEnd });

  function change(entry: Entry, values: Partial<RunCard>, isKept = true): void {
    entry.card = { ...entry.card, ...values };
    if (isKept) keep(entry);
    for (const tell of entry.watchers) tell();
  }

  function keep(entry: Entry): void {
    const { card } = entry;
    entry.written = entry.written.then(async () => {
      const failure = await attempt(() => writeCard(root, card));
      if (failure) onNote(failure.message);
    });
  }

  function onBegin(id: string): void {
    const entry = entries.get(id)!;
    entry.beganAt = now();
    change(entry, { phase: 'running' });
  }

  function onProgress(id: string, progress: unknown): void {
    change(entries.get(id)!, { state: progress as State }, false);
  }

  function onEnd(id: string, outcome: JobOutcome<RunResult<State>> | null): void {
    const entry = entries.get(id)!;
    const seconds = entry.beganAt === null ? 0 : (now() - entry.beganAt) / 1000;
    entry.beganAt = null;
    if (seconds > 0) ledger.add(entry.card.owner, seconds);
    const spent = { seconds: entry.card.seconds + seconds };
    // What the service itself stopped goes on at the next start.
    if (outcome === null && isClosing && !entry.card.isStopping) {
      change(entry, { ...spent, phase: 'waiting' });
      return;
    }
    change(entry, { ...spent, ...endingOf(outcome), endedAt: moment() });
    void measure(entry);
    onEnded?.(entry.card);
  }

  async function measure(entry: Entry): Promise<void> {
    entry.bytes = await bytesOf(directoryOf(entry.card));
  }

  const moment = (): string => new Date(now()).toISOString();

  const directoryOf = ({ kind, id }: RunCard): string => runDirectoryOf(root, kind, id);

  const newEntry = (card: RunCard): Entry => ({
    card,
    bytes: 0,
    beganAt: null,
    written: Promise.resolve(),
    watchers: new Set(),
  });
  const dispatched = ({ id, owner, job }: RunCard) => ({
    id,
    owner,
    // Simulations write to the directory of their plan.
    place: job.kind === 'simulation' ? job.plan : id,
    data: job,
  });

  const damaged = (file: string) =>
    onNote(
      `${file} is damaged: its run is left as it is and not shown. Mend the file, or remove its directory.`,
    );
  for (const card of await readCards(root, damaged)) {
    const entry = newEntry(card);
    entries.set(card.id, entry);
    await measure(entry);
    if (card.phase !== 'waiting' && card.phase !== 'running') continue;
    if (card.isStopping) change(entry, { phase: 'stopped', endedAt: moment() });
    else {
      change(entry, { phase: 'waiting' });
      dispatch.add(dispatched(card));
    }
  }

  return {
    get: (id) => entries.get(id)?.card ?? null,
    list: (kind, owner) =>
      [...entries.values()]
        .map(({ card }) => card)
        .filter((card) => card.kind === kind && card.owner === owner)
        .reverse(),
    findByKey(owner, key) {
      for (const { card } of entries.values()) {
        if (card.owner === owner && card.idempotency?.key === key) return card;
      }
      return null;
    },
    async begin({ owner, title, job, files, idempotency }) {
      const id = randomUUID();
      const asked = job(id);
      const card: RunCard = {
        satqnRun: 1,
        id,
        kind: asked.kind,
        owner,
        title,
        job: asked,
        createdAt: moment(),
        endedAt: null,
        phase: 'waiting',
        isStopping: false,
        seconds: 0,
        state: null,
        problem: null,
        idempotency,
      };
      const entry = newEntry(card);
      // Counts at once, so that two at the same time do not both find room.
      entries.set(id, entry);
      const directory = directoryOf(card);
      const make = async () => {
        await makeDirectory(directory);
        for (const [name, text] of Object.entries(files)) await writeAtomically(join(directory, name), text);
        await writeCard(root, card);
      };
      const made = make();
      // Two writings of a card at the same time would take each other's file away.
      entry.written = made.catch(() => {});
      try {
        await made;
      } catch (error) {
        entries.delete(id);
        await rm(directory, { recursive: true, force: true }).catch(() => {});
        throw error;
      }
      await measure(entry);
      // Its owner may have found it in the list, and stopped it, while it was being written.
      if (entry.card.isStopping) change(entry, { phase: 'stopped', endedAt: moment() });
      else if (!isClosing) dispatch.add(dispatched(card));
      return entry.card;
    },
    stop(id) {
      const entry = entries.get(id)!;
      const { phase } = entry.card;
      if (phase === 'waiting' || phase === 'running') {
        change(entry, { isStopping: true });
        dispatch.stop(id);
      }
      return entry.card;
    },
    async remove(id) {
      const entry = entries.get(id)!;
      entries.delete(id);
      await entry.written;
      await rm(directoryOf(entry.card), { recursive: true, force: true });
    },
    watch(id, onChange) {
      const watchers = entries.get(id)?.watchers;
      watchers?.add(onChange);
      return () => void watchers?.delete(onChange);
    },
    usageOf(owner) {
      const own = [...entries.values()].filter(({ card }) => card.owner === owner);
      const running = own.reduce(
        (sum, { beganAt }) => sum + (beganAt === null ? 0 : (now() - beganAt) / 1000),
        0,
      );
      return {
        atOnce: own.filter(({ card: { phase } }) => phase === 'waiting' || phase === 'running').length,
        kept: own.length,
        megabytes: own.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6,
        secondsToday: ledger.secondsToday(owner) + running,
      };
    },
    load: () => ({ waiting: dispatch.waiting(), running: dispatch.running() }),
    directoryOf,
    async close() {
      isClosing = true;
      await dispatch.close();
      await Promise.all([...entries.values()].map(({ written }) => written));
    },
  };
}

/** How a run ended. */
function endingOf(outcome: JobOutcome<RunResult<State>> | null): Partial<RunCard> {
  if (outcome === null) return { phase: 'stopped' };
  if (outcome.status === 'failed') {
    const hint = 'What it had is kept; send it again, or a smaller one.';
    return { phase: 'failed', problem: [{ path: '', message: outcome.error, hint }] };
  }
  const { result } = outcome;
  return result.ended === 'finished'
    ? { phase: 'done', state: result.state }
    : { phase: 'failed', problem: result.issues };
}
