import type { WriteError } from '../node/atomic-file.ts';
import { EXIT, type ExitCode, firstOf } from './exit-codes.ts';
import type { Streams } from './streams.ts';

/** The result of a command. */
interface Result {
  /** The result for people. */
  readonly text: string;
  /** The result as a document, needed for `--json` or if it could not be written to disk. */
  readonly json: () => string;
  /** Name of its file in the output directory. */
  readonly fileName: string;
}

/**
 * Prints a result: its text, or only the document with `--json`. If the document could not be written to disk, it goes
 * to standard output and the text to standard error.
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

/** The exit code of a command that may have failed to write some files. */
export const withFailures = (codes: readonly ExitCode[], failures: readonly WriteError[]): ExitCode =>
  firstOf([...codes, ...(failures.length > 0 ? [EXIT.fileNotWritten] : [])]);

/** The warning to print as soon as a file could not be written. */
export const warning = ({ file, reason }: WriteError): string =>
  `Warning: ${file} cannot be written: ${reason}. The run continues and tries again at the end.`;
