import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument } from '../../scenario/document.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { withPreset } from '../../scenario/presets.ts';
import { checkInstances } from '../../study/check-instances.ts';
import type { LoadedStudy } from '../../study/definition.ts';
import { parseStudy, type StudySource } from '../../study/parse.ts';
import type { Study, StudyBase } from '../../study/study.ts';
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
export function loadStudy(source: StudyFile): Promise<LoadedStudy> {
  const { base } = source.study;
  const file = base.kind === 'scenario' ? resolve(source.directory, base.file) : '';
  return loadStudyFrom(source, {
    fileName: file,
    readBase: () => readText(file),
    readNamed: (name) => readText(resolve(file === '' ? source.directory : dirname(file), name)),
  });
}

/** Where the texts are that a study needs. */
interface StudyReader {
  /** The scenario that is its base. */
  readonly readBase: () => Promise<string>;
  /** The file of that scenario, for mistakes. */
  readonly fileName?: string;
  /** A file that a scenario names. */
  readonly readNamed: (name: string) => Promise<string>;
}

/**
 * The same with texts from anywhere.
 * @throws InputError, and what reading throws
 */
export async function loadStudyFrom(
  source: StudySource,
  { readBase, fileName, readNamed }: StudyReader,
): Promise<LoadedStudy> {
  const { study } = source;
  const base = await baseOf(study, readBase, fileName);
  const files = await Promise.all(
    checkInstances(source, base).map(async (name) => [name, await readNamed(name)] as const),
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

/** The base as plain data, valid in itself. */
async function baseOf(
  { base }: Study,
  readBase: () => Promise<string>,
  fileName: string | undefined,
): Promise<StudyBase> {
  if (base.kind === 'generator') return base;
  const text = await readBase();
  parseScenario(text, fileName === undefined ? {} : { fileName });
  return { kind: 'scenario', document: withPreset(readDocument(text).value) as object };
}
