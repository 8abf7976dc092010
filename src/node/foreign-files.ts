import { statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/errors.ts';

/**
 * Checks a directory that holds nothing of ours yet: files with the names that we are going to write are not ours.
 * @throws InputError if there is any such file
 */
export function refuseForeignFiles(directory: string, names: readonly string[]): void {
  // A directory with such a name cannot be overwritten: only the file of that name cannot be written.
  const foreign = names.filter(
    (name) => statSync(join(directory, name), { throwIfNoEntry: false })?.isDirectory() === false,
  );
  if (foreign.length === 0) return;
  throw new InputError([
    {
      path: '',
      file: directory,
      message: `The directory holds other files that would be overwritten: ${foreign.join(', ')}.`,
      hint: 'Choose another --out, or move them away.',
    },
  ]);
}
