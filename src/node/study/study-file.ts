import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../scenario/document.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { withPreset } from '../../scenario/presets.ts';
import { checkInstances } from '../../study/check-instances.ts';
import type { JobDefinition } from '../../study/definition.ts';
import { parseStudy } from '../../study/parse.ts';
import type { Study, StudyBase } from '../../study/study.ts';
import { readText } from '../run-directory.ts';

/** A study with all that its jobs need. */
export interface LoadedStudy {
  readonly study: Study;
  readonly definition: JobDefinition;
}

const BUNDLED = fileURLToPath(new URL('../../../studies/', import.meta.url));

/**
 * Reads a study file, or a bundled study by its name, with its base and the files that this names.
 * @throws InputError with what is wrong in any of them
 */
export async function readStudy(fileOrName: string): Promise<LoadedStudy> {
  const bundled = join(BUNDLED, `${fileOrName}.yaml`);
  const isName = /^\w+$/.test(fileOrName) && !existsSync(fileOrName) && existsSync(bundled);
  const file = isName ? bundled : fileOrName;
  const source = parseStudy(await readText(file), { fileName: file });
  const { study } = source;
  let base: StudyBase;
  let directory = dirname(file);
  if (study.base.kind === 'generator') base = study.base;
  else {
    const scenarioFile = resolve(directory, study.base.file);
    directory = dirname(scenarioFile);
    base = { kind: 'scenario', document: await readBase(scenarioFile) };
  }
  const names = checkInstances(source, base);
  const files = await Promise.all(
    names.map(async (name) => [name, await readText(resolve(directory, name))] as const),
  );
  const { axes, schemes, options } = study;
  return { study, definition: { base, axes, schemes, options, files: Object.fromEntries(files) } };
}

/** A scenario file as plain data with its preset merged in; valid as it stands. */
async function readBase(file: string): Promise<object> {
  const text = await readText(file);
  parseScenario(text, { fileName: file });
  return withPreset(readDocument(text).value) as object;
}
