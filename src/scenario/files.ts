import { InputError, type InputIssue } from '../base/errors.ts';
import { type DocumentPath, formatPath } from './issue.ts';
import type { Scenario, ScenarioInput } from './schema/scenario.ts';

/** A file that a scenario refers to, and where it does. */
export interface FileReference {
  readonly path: DocumentPath;
  readonly file: string;
}

/** The TLE and OMM files that a scenario names, as written there (relative to the scenario). */
export function listFileReferences(scenario: Scenario | ScenarioInput): FileReference[] {
  return (scenario.satellites ?? []).flatMap((satellite, i) => {
    if ('tle' in satellite && satellite.tle.file !== undefined) {
      return [{ path: ['satellites', i, 'tle', 'file'], file: satellite.tle.file }];
    }
    return 'omm' in satellite && satellite.omm.file !== undefined
      ? [{ path: ['satellites', i, 'omm', 'file'], file: satellite.omm.file }]
      : [];
  });
}

/**
 * The scenario with the text of every file that it names in place of the name, so that it stands alone.
 * @param readText reads a file named as in the scenario; what it throws becomes an issue.
 * @throws InputError naming every file that cannot be read.
 */
export async function resolveFiles(
  scenario: Scenario,
  readText: (file: string) => Promise<string>,
): Promise<Scenario> {
  const texts = new Map<string, string>();
  const issues: InputIssue[] = [];
  for (const { path, file } of listFileReferences(scenario)) {
    try {
      texts.set(file, texts.get(file) ?? (await readText(file)));
    } catch (error) {
      issues.push({
        path: formatPath(path),
        message: `the file '${file}' cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
        hint: 'The path is relative to the scenario.',
      });
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  const inlined = <T extends { file?: string | undefined; text?: string | undefined }>(source: T): T => {
    const { file, ...rest } = source;
    return file === undefined ? source : ({ ...rest, text: texts.get(file)! } as T);
  };
  return {
    ...scenario,
    satellites: scenario.satellites.map((satellite) => {
      if ('tle' in satellite) return { ...satellite, tle: inlined(satellite.tle) };
      return 'omm' in satellite ? { ...satellite, omm: inlined(satellite.omm) } : satellite;
    }),
  };
}
