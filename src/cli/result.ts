import type { WriteError } from '../node/atomic-file.ts';
import { EXIT, type ExitCode, firstOf } from './exit-codes.ts';
import type { Streams } from './streams.ts';

/** What a command has to show. */
interface Result {
  /** For people. */
  readonly text: string;
  /** The same as a document, also made where nobody asked for it but the disk does not take it. */
  readonly json: () => string;
  /** Name of its file in the output directory. */
  readonly fileName: string;
}

/**
 * Prints a result: its text, or with `--json` the document alone. Where the disk did not take the document,
 * standard output does, and the text goes beside it.
 * @param failures the files that could not be written
 */
export function printResult(
  { text, json, fileName }: Result,
  failures: readonly WriteError[],
  { asJson, streams }: { readonly asJson: boolean; readonly streams: Streams },
): void {
  const isLost = failures.some(({ file }) => file.endsWith(fileName));
  if (asJson || isLost) streams.out(json());
  if (!asJson) (isLost ? streams.err : streams.out)(text);
  if (failures.length === 0) return;
  const list = failures.map(({ file, reason }) => `  ${file}: ${reason}\n`).join('');
  const rescue = isLost ? `The content of ${fileName} was printed on standard output instead.\n` : '';
  streams.err(`These files could not be written, even at the second attempt:\n${list}${rescue}`);
}

/** The code of a command that may have left files unwritten. */
export const withFailures = (codes: readonly ExitCode[], failures: readonly WriteError[]): ExitCode =>
  firstOf([...codes, ...(failures.length > 0 ? [EXIT.fileNotWritten] : [])]);

/** One line that a file could not be written, as soon as that is known. */
export const warning = ({ file, reason }: WriteError): string =>
  `Warning: ${file} cannot be written: ${reason}. The run continues and tries again at the end.`;
