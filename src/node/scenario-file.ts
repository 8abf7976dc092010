import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { resolveFiles } from '../scenario/files.ts';
import { parseScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { readText } from './run-directory.ts';

/** Reads a scenario, `-` from standard input, with the text of every file it names. */
export async function readScenario(file: string): Promise<Scenario> {
  const content = file === '-' ? await text(process.stdin) : await readText(file);
  const scenario = parseScenario(content, { fileName: file === '-' ? 'standard input' : file });
  const directory = file === '-' ? '.' : dirname(file);
  return resolveFiles(scenario, (named) => readText(resolve(directory, named)));
}
