import { InputError, type InputIssue } from '../../base/errors.ts';
import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import type { Source } from '../foreign/source.ts';

/** What an importer may be told. */
export interface ImportOptions {
  /** Name of the file, for messages and for the name of the scenario. */
  readonly fileName?: string;
  /** Pairs/s of links for which the file states neither a capacity nor a length. */
  readonly capacity?: number;
  /** Base fidelity of explicit links for which the file states none. */
  readonly fidelity?: number;
  /** Name of an importer, for what could be read in several ways; told by content where it is left out. */
  readonly format?: string;
}

/** A scenario made of a file of another format, and everything in it that the file does not say. */
export interface Imported {
  /** What the file was taken for. */
  readonly format: string;
  readonly scenario: ScenarioInput;
  readonly assumptions: readonly string[];
}

/** One format: how it is told by what is in a file, and how it is read. */
export interface Importer {
  /** What one asks for it by. */
  readonly name: string;
  /** As people call a file of it. */
  readonly title: string;
  /** Tables have no mark of their own: a file of any known format, read or not, is none. */
  readonly isTable: boolean;
  recognises(source: Source): boolean;
  /**
   * Reads what it recognises.
   * @throws InputError with all that cannot be read
   */
  read(source: Source, options: ImportOptions): Omit<Imported, 'format'>;
}

/** The error of an importer, with the name of the file in every issue. */
export const importError = (issues: readonly InputIssue[], options: ImportOptions): InputError =>
  new InputError(
    issues.map((issue) => (options.fileName === undefined ? issue : { ...issue, file: options.fileName })),
  );

/** The name of the imported scenario: that of the file, without folders and extension. */
export const scenarioName = ({ fileName }: ImportOptions): string =>
  fileName?.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'imported network';
