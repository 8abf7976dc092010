import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { attempt, makeDirectory, writing } from './atomic-file.ts';

/**
 * Makes a directory of that name under `runs/` that nobody else has: name, name-2, name-3 …
 * @throws WriteError where there is no place for it
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
    // On a full device the plan itself may be had, and later a place for it.
    if (failure === null || failure.blame === 'device') return path;
    if (!existsSync(path)) throw failure;
  }
}
