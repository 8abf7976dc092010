import { InputError } from '../../base/errors.ts';
import type { Present } from './presence.ts';

/**
 * Refuses to work where only studies of other versions wait, since results of different versions do not belong together.
 * @returns the other versions
 */
export function refuseOtherVersions(studies: readonly Present[], version: string): string[] {
  const others = [...new Set(studies.map((study) => study.version))].filter((other) => other !== version);
  const [first] = others;
  if (first !== undefined && !studies.some((study) => study.version === version)) {
    throw new InputError([
      {
        path: '--queue',
        message: `The study that waits there is of satqn ${first}, and this is ${version}: their results do not belong together.`,
        hint: `Install its version here (npm install satqn@${first}), or run the study with ${version}.`,
      },
    ]);
  }
  return others;
}
