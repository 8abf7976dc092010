import { existsSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { InputIssue } from '../../base/errors.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import { formatJson } from '../../io/json.ts';
import { writeAtomically } from '../atomic-file.ts';
import type { RunJob, RunKind } from './jobs/job.ts';

/**
 * The closed vocabulary of where a run stands. `done`: it ended by itself, and its result says how; `stopped`: somebody
 * stopped it, and what it had is kept; `failed`: `problem` says why, and what it had is kept.
 */
export const RUN_PHASES = ['waiting', 'running', 'done', 'stopped', 'failed'] as const;
type RunPhase = (typeof RUN_PHASES)[number];

/** What is known of a plan: both bounds, and where its search stands. */
export interface PlanState {
  readonly stage: string;
  /** Inner bound: Σ α y of the best plan. */
  readonly objective: number | null;
  /** Outer bound. */
  readonly bound: number | null;
  readonly relativeGap: number | null;
  readonly iterations: number;
  /** Of the search, in all attempts. */
  readonly seconds: number;
  /** How the search ended; null before. */
  readonly status: RunStatus | null;
  /** Σ y δ of the best plan, pairs. */
  readonly totalPairs: number | null;
  /** Whether the independent check passed; null without a plan. */
  readonly isVerified: boolean | null;
  /** Files that could not be written. */
  readonly unwritten: readonly string[];
}

export interface SimulationState {
  readonly replications: number;
  readonly limit: number;
  /** Mean of the pairs that come true, and those planned; null before the end. */
  readonly realisedPairs: number | null;
  readonly plannedPairs: number | null;
  readonly ended: 'replications' | 'precision' | 'interrupted' | null;
}

export interface StudyState {
  readonly jobs: number;
  readonly done: number;
  readonly failed: number;
}

export interface StatesByKind {
  readonly plan: PlanState;
  readonly simulation: SimulationState;
  readonly study: StudyState;
}

/** What the service keeps of a run beside its files, as `service.json` in its directory. */
export interface RunCard {
  readonly satqnRun: 1;
  readonly id: string;
  readonly kind: RunKind;
  /** The name of a token. */
  readonly owner: string;
  readonly title: string;
  readonly job: RunJob;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly phase: RunPhase;
  /** Whether its owner asked it to stop. */
  readonly isStopping: boolean;
  /** Of computing, in all attempts. */
  readonly seconds: number;
  /** The latest that is known; null before it begins. */
  readonly state: StatesByKind[RunKind] | null;
  readonly problem: readonly InputIssue[] | null;
  /** Hashes of the key with which it was asked for, and of what was asked; null without a key. */
  readonly idempotency: { readonly key: string; readonly request: string } | null;
}

const CARD_FILE = 'service.json';

/** The directory of a run: as the command line makes it, with the card beside. */
export const runDirectoryOf = (root: string, kind: RunKind, id: string): string =>
  join(root, FOLDERS[kind], id);

const FOLDERS: Readonly<Record<RunKind, string>> = {
  plan: 'plans',
  simulation: 'simulations',
  study: 'studies',
};

/** @throws WriteError if there is no room for it */
export const writeCard = (root: string, card: RunCard): Promise<void> =>
  writeAtomically(join(runDirectoryOf(root, card.kind, card.id), CARD_FILE), `${formatJson(card)}\n`);

/** What of a card the service has to rely on; the rest is only shown. */
const cardSchema = z.looseObject({
  satqnRun: z.literal(1),
  owner: z.string(),
  title: z.string(),
  createdAt: z.string(),
  phase: z.enum(RUN_PHASES),
  isStopping: z.boolean(),
  seconds: z.number(),
  state: z.looseObject({}).nullable(),
  problem: z.array(z.looseObject({ path: z.string(), message: z.string(), hint: z.string() })).nullable(),
  idempotency: z.looseObject({ key: z.string(), request: z.string() }).nullable(),
});

/**
 * All cards, oldest first. What has no card was being made or removed, and goes. What has one that is damaged stays as it
 * is: somebody may mend it, and the other runs can do without.
 * @param onDamaged called with the file of each such card
 */
export async function readCards(root: string, onDamaged: (file: string) => void): Promise<RunCard[]> {
  const cards: RunCard[] = [];
  for (const kind of Object.keys(FOLDERS) as RunKind[]) {
    const folder = join(root, FOLDERS[kind]);
    if (!existsSync(folder)) continue;
    for (const id of await readdir(folder)) {
      const file = join(folder, id, CARD_FILE);
      if (existsSync(file)) {
        const card = cardOf(await readFile(file, 'utf8').catch(() => ''), kind, id);
        if (card === null) onDamaged(file);
        else cards.push(card);
      } else if (/^[0-9a-f-]{36}$/.test(id)) await rm(join(folder, id), { recursive: true, force: true });
    }
  }
  return cards.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** Null if it is no card of this run. */
function cardOf(text: string, kind: RunKind, id: string): RunCard | null {
  try {
    const own = z.looseObject({ kind: z.literal(kind), id: z.literal(id) });
    return cardSchema.extend({ ...own.shape, job: own }).parse(JSON.parse(text)) as unknown as RunCard;
  } catch {
    return null;
  }
}

/** Bytes of all files of a run. */
export async function bytesOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => null))?.size ?? 0;
  }
  return bytes;
}
