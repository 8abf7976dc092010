import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { attempt, makeDirectory, writing } from './atomic-file.ts';

/**
 * Creates a new directory under `runs/`: name, name-2, name-3 …
 * @throws WriteError if it cannot be created
 */
export async function claimRunPath(scenarioFile: string, suffix = ''): Promise<string> {
  const stem = `${basename(scenarioFile, extname(scenarioFile)) || 'run'}${suffix}`;
  for (let number = 1; ; number++) {
    const path = join('runs', number === 1 ? stem : `${stem}-${number}`);
    if (existsSync(path)) continue;
    const failure = await attempt(async () => {
      await makeDirectory('runs');
      await writing(path, () => mkdir(path));
    });
    // On a full device, planning is still possible, and there may be room later.
    if (failure === null || failure.blame === 'device') return path;
    if (!existsSync(path)) throw failure;
  }
}
