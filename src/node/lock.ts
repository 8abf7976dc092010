import { readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { InputError } from '../base/errors.ts';
import { isPart, makeDirectory, WriteError, writing } from './atomic-file.ts';

const PREFIX = 'lock-';

/** Directories that this process has locked: two locks in one process would share one flag. */
const held = new Set<string>();

/**
 * Locks a directory for this process, and removes what interrupted writes left there. Each process first creates its
 * own flag, a file named after its machine and process id, and then looks for others: if two come at the same time,
 * both may give up, but never do both continue. Flags of processes on this machine that have ended are removed.
 * @param option by which another directory is chosen
 * @returns a function that unlocks the directory
 * @throws InputError if another process has locked it, WriteError if no flag can be created
 */
export async function lockDirectory(directory: string, option = '--out'): Promise<() => Promise<void>> {
  await makeDirectory(directory);
  const place = await realpath(directory);
  if (held.has(place)) throw inUse(directory, 'This process is already writing here.', 'Wait for it', option);
  held.add(place);
  try {
    const machine = machineName();
    const own = `${PREFIX}${machine}-${process.pid}`;
    await writing(directory, () => writeFile(join(directory, own), ''));
    const unlock = async () => {
      await rm(join(place, own), { force: true });
      held.delete(place);
    };
    try {
      await giveWayToOthers(directory, machine, own, option);
    } catch (error) {
      await unlock();
      throw error;
    }
    for (const name of await readdir(directory)) {
      if (isPart(name)) await rm(join(directory, name), { force: true });
    }
    return unlock;
  } catch (error) {
    held.delete(place);
    throw error;
  }
}

/**
 * The same for a directory whose device may be full: then it continues without a flag, since nothing can be written
 * there anyway.
 * @throws InputError if another process has locked it, WriteError if nothing can be written there
 */
export async function lockIfThereIsRoom(
  directory: string,
  onFailure: (failure: WriteError) => void,
): Promise<() => Promise<void>> {
  try {
    return await lockDirectory(directory);
  } catch (error) {
    if (!(error instanceof WriteError) || error.blame === 'place') throw error;
    onFailure(error);
    return async () => {};
  }
}

/** Milliseconds. */
const LOOK_EVERY = 100;

/** Waits until no other process on this machine has locked a directory, or the time is over. */
export async function whenUnlocked(directory: string, milliseconds: number): Promise<void> {
  const machine = machineName();
  const isTaken = (flag: string) => {
    const pid = ownerOn(machine, flag);
    return pid !== null && pid !== process.pid && isAlive(pid);
  };
  for (let waited = 0; waited < milliseconds; waited += LOOK_EVERY) {
    if (!(await readdir(directory)).some(isTaken)) return;
    await setTimeout(LOOK_EVERY);
  }
}

const machineName = (): string => hostname().replace(/[^\w.-]/g, '_');

async function giveWayToOthers(
  directory: string,
  machine: string,
  own: string,
  option: string,
): Promise<void> {
  for (const other of await readdir(directory)) {
    if (!other.startsWith(PREFIX) || other === own) continue;
    const pid = ownerOn(machine, other);
    if (pid !== null && !isAlive(pid)) {
      await rm(join(directory, other), { force: true });
      continue;
    }
    const owner = pid === null ? 'on another machine' : `number ${pid}`;
    throw inUse(
      directory,
      `Another process, ${owner}, is writing here.`,
      `Wait for it; if that process has ended, remove ${join(directory, other)}`,
      option,
    );
  }
}

const inUse = (file: string, message: string, remedy: string, option: string): InputError =>
  new InputError([{ path: '', file, message, hint: `${remedy}, or choose another ${option}.` }]);

/** Id of the process on this machine that created a flag; null if it was another machine. */
function ownerOn(machine: string, flag: string): number | null {
  const start = `${PREFIX}${machine}-`;
  return flag.startsWith(start) && /^\d+$/.test(flag.slice(start.length))
    ? Number(flag.slice(start.length))
    : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists, but accepts no signals from us.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
