import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '../atomic-file.ts';
import { openLineFile } from '../line-file.ts';

/** Seconds of computing by owner within 24 hours, which removing a run does not give back. */
interface UsageLedger {
  add(owner: string, seconds: number): void;
  secondsToday(owner: string): number;
}

interface Entry {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seconds: number;
}

const DAY = 86_400_000;

/**
 * Opens the ledger in the directory of the service, without what is older.
 * @param now milliseconds since 1970
 */
export async function openUsageLedger(root: string, now: () => number): Promise<UsageLedger> {
  const path = join(root, 'usage.ndjson');
  const isRecent = ({ at }: Entry) => at > now() - DAY;
  const lines = existsSync(path) ? (await readFile(path, 'utf8')).split('\n') : [];
  let entries = lines.flatMap(entryOf).filter(isRecent);
  const file = openLineFile(path);
  await writeAtomically(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  return {
    add(owner, seconds) {
      const entry = { owner, at: now(), seconds };
      entries = [...entries.filter(isRecent), entry];
      void file.append(`${JSON.stringify(entry)}\n`);
    },
    secondsToday: (owner) =>
      entries
        .filter((entry) => entry.owner === owner && isRecent(entry))
        .reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Nothing where the line is torn. */
function entryOf(line: string): Entry[] {
  try {
    const entry = JSON.parse(line);
    return typeof entry.owner === 'string' && Number.isFinite(entry.at + entry.seconds) ? [entry] : [];
  } catch {
    return [];
  }
}
