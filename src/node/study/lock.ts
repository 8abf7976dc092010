import { readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../base/errors.ts';
import { makeDirectory, writing } from '../atomic-file.ts';

const PREFIX = 'lock-';

/**
 * Takes a directory for this process. Each process first hoists a flag of its own, a file with its
 * machine and number in the name, and then looks for others: of two that come at the same time both may
 * give way, but never both go on. Flags of processes of this machine that have ended are removed.
 * @returns what gives the directory back
 * @throws InputError where another process has it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  await makeDirectory(directory);
  const machine = hostname().replace(/[^\w.-]/g, '_');
  const own = `${PREFIX}${machine}-${process.pid}`;
  const unlock = () => rm(join(directory, own), { force: true });
  await writing(directory, () => writeFile(join(directory, own), ''));
  for (const other of await readdir(directory)) {
    if (!other.startsWith(PREFIX) || other === own) continue;
    const pid = ownerOn(machine, other);
    if (pid !== null && !isAlive(pid)) {
      await rm(join(directory, other), { force: true });
      continue;
    }
    await unlock();
    const owner = pid === null ? 'on another machine' : `with number ${pid}`;
    throw new InputError([
      {
        path: '',
        file: directory,
        message: `Another process, ${owner}, is writing here.`,
        hint: `Wait for it, or give another --out; if there is no such study any more, remove ${join(directory, other)}.`,
      },
    ]);
  }
  return unlock;
}

/** Number of the process on this machine that hoisted a flag; null where it is of another machine. */
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
    // A process of somebody else is there, though it takes no signals.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
