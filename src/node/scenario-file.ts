import { dirname, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { InputError } from '../base/errors.ts';
import { canImport, formatOfText } from '../exchange/import-network.ts';
import { decodeText } from '../io/decode-text.ts';
import { resolveFiles } from '../scenario/files.ts';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { readText } from './run-directory.ts';

const STANDARD_INPUT = 'standard input';
/** How a run record begins. */
const RECORD = /^\s*\{\s*"satqn":\s*\{\s*"record"/;

/** @throws InputError if it is not text in a known encoding */
export const readStandardInput = async (): Promise<string> =>
  decodeText(await buffer(process.stdin), STANDARD_INPUT);

/** Reads a scenario (`-` from standard input) with the text of every file that it names. */
export async function readScenario(file: string): Promise<Scenario> {
  const content = file === '-' ? await readStandardInput() : await readText(file);
  const fileName = file === '-' ? STANDARD_INPUT : file;
  if (canImport(content)) {
    const message = `This is ${formatOfText(content)}, not a scenario.`;
    const hint = `Convert it with: satqn import ${file === '-' ? 'FILE' : file} --out NETWORK.yaml`;
    throw new InputError([{ path: '', file: fileName, message, hint }]);
  }
  if (RECORD.test(content)) {
    const message = 'This is the run record of a plan, not a scenario.';
    const hint = 'Give the scenario that was planned; to go on with its run, write: satqn plan --resume DIR';
    throw new InputError([{ path: '', file: fileName, message, hint }]);
  }
  const scenario = parseScenario(content, { fileName });
  const directory = file === '-' ? '.' : dirname(file);
  return resolveFiles(scenario, (named) => readText(resolve(directory, named)));
}
