/** Scenarios and studies as texts from elsewhere, which lead to no file of this machine. */
import { InputError } from '../../base/errors.ts';
import { canImport, formatOfText } from '../../exchange/import-network.ts';
import { listFileReferences } from '../../scenario/files.ts';
import { formatPath } from '../../scenario/issue.ts';
import { parseScenario } from '../../scenario/parse.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import type { LoadedStudy } from '../../study/definition.ts';
import { parseStudy } from '../../study/parse.ts';
import { loadStudyFrom } from '../study/study-file.ts';

/** @throws InputError with every mistake; a name of a file is one */
export function readScenarioText(text: string): Scenario {
  if (canImport(text)) {
    const message = `This is ${formatOfText(text)}, not a scenario.`;
    throw new InputError([{ path: 'scenario', message, hint: 'Convert it with satqn import.' }]);
  }
  const scenario = parseScenario(text);
  const named = listFileReferences(scenario);
  if (named.length > 0)
    throw new InputError(named.map(({ path, file }) => fileIssue(formatPath(path), file)));
  return scenario;
}

/** The texts of a study. */
export interface StudyTexts {
  readonly study: string;
  /** The scenario that the study names as its base, whatever the name; null if it generates its networks. */
  readonly scenario: string | null;
}

/** @throws InputError with every mistake; names of files are such, except that of the base */
export async function readStudyTexts({ study, scenario }: StudyTexts): Promise<LoadedStudy> {
  const source = parseStudy(study);
  const { base } = source.study;
  if (base.kind === 'scenario' && scenario === null) {
    const message = 'The study names a scenario, which was not sent.';
    throw new InputError([{ path: 'scenario', message, hint: 'Send its text as "scenario".' }]);
  }
  if (base.kind === 'generator' && scenario !== null) {
    const message = 'The study generates its networks and takes no scenario.';
    throw new InputError([
      { path: 'scenario', message, hint: 'Leave it out, or write base: {scenario: NAME}.' },
    ]);
  }
  return loadStudyFrom(source, {
    readBase: async () => scenario!,
    readNamed: async (file) => {
      throw new InputError([fileIssue('base', file)]);
    },
  });
}

const fileIssue = (path: string, file: string) => ({
  path,
  message: `The service reads no files, and this names '${file}'.`,
  hint: 'Send the elements as text: tle: {text: …} or omm: {text: …}.',
});
