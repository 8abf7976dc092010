import { InputError, type InputIssue } from '../base/errors.ts';

/**
 * The words for something that another version of this software wrote. The version rises when networks or numbers
 * change, so results of two versions are never mixed.
 * @param what its name and verb, e.g. "This record was"
 * @param otherwise the alternative to using that version, e.g. "Plan again"
 */
export const wordsOfOtherVersion = (
  what: string,
  found: string,
  own: string,
  otherwise: string,
): Pick<InputIssue, 'message' | 'hint'> => ({
  message: `${what} written by satqn ${found}; networks and numbers differ in satqn ${own}.`,
  hint: `${otherwise}, or use satqn ${found}.`,
});

/**
 * @param found the version that a run record names
 * @param own the version of this software
 * @throws InputError if they differ
 */
export function refuseOtherVersion(found: string, own: string, fileName?: string): void {
  if (found === own) return;
  const issue = {
    path: 'satqn.version',
    ...wordsOfOtherVersion('This record was', found, own, 'Plan again'),
  };
  throw new InputError([fileName === undefined ? issue : { ...issue, file: fileName }]);
}
