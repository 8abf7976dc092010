import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { InputError } from '../base/errors.ts';
import { BUILT_IN_SAMPLERS } from '../domain/hybrid.ts';
import type { Sampler } from '../qubo/sampler.ts';
import { externalSampler } from '../solvers/node/external/sampler.ts';

/**
 * A program as a sampler, run in the current directory.
 * @param command its words, separated by blanks; no shell reads them
 * @throws InputError if there is no such program
 */
export async function openExternalSampler(command: string): Promise<Sampler> {
  const [program = '', ...rest] = command.trim().split(/\s+/);
  const isPath = /[/\\]/.test(program);
  const places = isPath
    ? [resolve(program)]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  const found = places.find(isExecutable);
  if (found) return externalSampler([isPath ? found : program, ...rest], process.cwd());
  const where = isPath ? '' : ' on PATH';
  throw new InputError([
    {
      path: '',
      message: `No program '${program}' that can be run was found${where}.`,
      hint: `Give its path, or choose one of: ${BUILT_IN_SAMPLERS.join(', ')}.`,
    },
  ]);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
