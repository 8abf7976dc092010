import { expect } from 'vitest';
import { InputError } from '../../../src/base/errors.ts';
import { formatScenario } from '../../../src/scenario/format.ts';
import type { Imported } from '../../../src/scenario/import/importer.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/schema/scenario.ts';

/** What is written of an import, read again. */
export const parsed = ({ scenario }: Imported): Scenario => parseScenario(formatScenario(scenario));

/** All that is wrong with an input, one line each. */
export function issuesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).issues.map(({ file, line, message }) => `${file}:${line} ${message}`);
  }
  throw new Error('the text was accepted');
}
