import { statSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../base/errors.ts';

/**
 * For a directory that holds nothing of ours yet: what is there under the names that are to be written is somebody else's.
 * @throws InputError where there is any
 */
export function refuseForeignFiles(directory: string, names: readonly string[]): void {
  // A directory of such a name is overwritten by nothing: its file is the one that cannot be written, and the others are.
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
