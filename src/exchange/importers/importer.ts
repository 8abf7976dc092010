import { InputError, type InputIssue } from '../../base/errors.ts';
import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import type { Source } from '../foreign/source.ts';

/** Options of an importer. */
export interface ImportOptions {
  /** Name of the file, for messages and for the name of the scenario. */
  readonly fileName?: string;
  /** Pairs/s of links for which the file states neither a capacity nor a length. */
  readonly capacity?: number;
  /** Base fidelity of explicit links for which the file states none. */
  readonly fidelity?: number;
  /** Name of an importer, for files that could be read in several ways; recognised by content by default. */
  readonly format?: string;
}

/** A scenario made from a file in another format, and everything in it that the file does not state. */
export interface Imported {
  /** The format as which the file was read. */
  readonly format: string;
  readonly scenario: ScenarioInput;
  readonly assumptions: readonly string[];
}

/** One format: how to recognise it by content, and how to read it. */
export interface Importer {
  /** The name by which it is requested. */
  readonly name: string;
  /** What people call a file in this format. */
  readonly title: string;
  /** Tables have no mark of their own: a file in any known format, supported or not, is not a table. */
  readonly isTable: boolean;
  recognises(source: Source): boolean;
  /**
   * Reads what it recognises.
   * @throws InputError with everything that cannot be read
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
