import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../scenario/document.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { withPreset } from '../../scenario/presets.ts';
import { checkInstances } from '../../study/check-instances.ts';
import type { LoadedStudy } from '../../study/definition.ts';
import { parseStudy, type StudySource } from '../../study/parse.ts';
import type { StudyBase } from '../../study/study.ts';
import { readText } from '../run-directory.ts';

/** A study file as read, and where it is. */
export interface StudyFile extends StudySource {
  readonly directory: string;
}

const BUNDLED = fileURLToPath(new URL('../../../studies/', import.meta.url));

/**
 * Reads a study file, or a bundled study by its name.
 * @throws InputError with everything that is wrong in it
 */
export async function readStudyFile(fileOrName: string): Promise<StudyFile> {
  const bundled = join(BUNDLED, `${fileOrName}.yaml`);
  const isName = /^\w+$/.test(fileOrName) && !isFile(fileOrName) && existsSync(bundled);
  const file = isName ? bundled : fileOrName;
  return { ...parseStudy(await readText(file), { fileName: file }), directory: dirname(file) };
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * Reads the base of a study and the files that the base names.
 * @throws InputError with everything that is wrong in them, or if the study does not fit its base
 */
export async function loadStudy(source: StudyFile): Promise<LoadedStudy> {
  const { study } = source;
  const { base, directory } = await readBase(source);
  const files = await Promise.all(
    checkInstances(source, base).map(
      async (name) => [name, await readText(resolve(directory, name))] as const,
    ),
  );
  const { axes, schemes, options, masters, simulation } = study;
  return {
    study,
    definition: {
      base,
      axes,
      schemes,
      options,
      ...(masters && { masters }),
      ...(simulation && { simulation }),
      files: Object.fromEntries(files),
    },
  };
}

/** The base as plain data, valid in itself, and the directory to which files in it are relative. */
async function readBase({
  study,
  directory,
}: StudyFile): Promise<{ readonly base: StudyBase; readonly directory: string }> {
  if (study.base.kind === 'generator') return { base: study.base, directory };
  const file = resolve(directory, study.base.file);
  const text = await readText(file);
  parseScenario(text, { fileName: file });
  const document = withPreset(readDocument(text).value) as object;
  return { base: { kind: 'scenario', document }, directory: dirname(file) };
}
