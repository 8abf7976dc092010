import { InputError } from '../base/errors.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { scenarioHash } from './hash.ts';
import { parseScenario } from './parse.ts';
import type { Scenario } from './schema/scenario.ts';

/**
 * The scenario inside a run record, read as strictly as a file.
 * @throws InputError if it is not valid or does not match the record's hash
 */
export async function scenarioOfRecord(record: RunRecord): Promise<Scenario> {
  const scenario = parseScenario(JSON.stringify(record.scenario.document), {
    fileName: 'scenario of the run record',
  });
  if ((await scenarioHash(scenario)) !== record.scenario.hash) {
    throw new InputError([
      {
        path: 'scenario.hash',
        message: 'The scenario in the run record is not the one that was planned.',
        hint: 'It was changed after the run, or by another version of satqn; plan it again.',
      },
    ]);
  }
  return scenario;
}
