import { expect } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import type { Imported } from '../../src/exchange/importers/importer.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';

/** The scenario of an import, written and read again. */
export const parsed = ({ scenario }: Imported): Scenario => parseScenario(formatScenario(scenario));

/** The error with which an input is refused. */
export function errorOf(read: () => unknown): InputError {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('the text was accepted');
}

/** Everything that is wrong with an input, one line each. */
export const issuesOf = (read: () => unknown): string[] =>
  errorOf(read).issues.map(({ file, line, message }) => `${file}:${line} ${message}`);
