import { expect } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import type { Imported } from '../../src/exchange/importers/importer.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';

/** What is written of an import, read again. */
export const parsed = ({ scenario }: Imported): Scenario => parseScenario(formatScenario(scenario));

/** What an input is refused with. */
export function errorOf(read: () => unknown): InputError {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('the text was accepted');
}

/** All that is wrong with an input, one line each. */
export const issuesOf = (read: () => unknown): string[] =>
  errorOf(read).issues.map(({ file, line, message }) => `${file}:${line} ${message}`);
