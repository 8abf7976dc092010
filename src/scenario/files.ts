import { InputError, type InputIssue } from '../base/errors.ts';
import { type DocumentPath, formatPath } from './issue.ts';
import type { Scenario, ScenarioInput } from './schema/scenario.ts';

/** A file to which a scenario refers, and the place of the reference. */
interface FileReference {
  readonly path: DocumentPath;
  readonly file: string;
}

interface ElementText {
  readonly file?: string | undefined;
  readonly text?: string | undefined;
  readonly source?: string | undefined;
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
 * The scenario with the text of every file in place of its name, so that it is self-contained; the name is kept as the
 * `source` of the text.
 * @param readText reads a file named as in the scenario; what it throws becomes an issue
 * @throws InputError naming every file that cannot be read
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
      const hint = 'The path is relative to the scenario.';
      if (error instanceof InputError) {
        issues.push(...error.issues.map((issue) => ({ ...issue, path: formatPath(path), hint })));
        continue;
      }
      const reason = error instanceof Error ? error.message : String(error);
      issues.push({
        path: formatPath(path),
        message: `the file '${file}' cannot be read: ${reason.replace(/\.$/, '')}.`,
        hint,
      });
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  const inlined = <T extends ElementText>(elements: T): T => {
    const { file, ...rest } = elements;
    return file === undefined ? elements : ({ ...rest, text: texts.get(file)!, source: file } as T);
  };
  return {
    ...scenario,
    satellites: scenario.satellites.map((satellite) => {
      if ('tle' in satellite) return { ...satellite, tle: inlined(satellite.tle) };
      return 'omm' in satellite ? { ...satellite, omm: inlined(satellite.omm) } : satellite;
    }),
  };
}
