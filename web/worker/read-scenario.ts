import { InputError } from '../../src/base/errors.ts';
import { resolveFiles } from '../../src/scenario/files.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { baseName, type Companions } from './companions.ts';

/**
 * Reads a scenario and the files that it names, which a page can have only if they were opened with it.
 * @throws InputError with all mistakes
 */
export async function readScenarioText(
  text: string,
  fileName: string,
  companions: Companions,
): Promise<Scenario> {
  const scenario = parseScenario(text);
  return resolveFiles(scenario, async (file) => {
    const content = companions[baseName(file)];
    if (content !== undefined) return content;
    const message = `the file '${file}' is named in ${fileName} but was not opened with it: open both together.`;
    throw new InputError([{ path: '', message, hint: '' }]);
  });
}
