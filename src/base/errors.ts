/** One mistake in a user's input: where it is, what is wrong and how to fix it. */
export interface InputIssue {
  /** Path inside the document, e.g. `demands[2].fidelityTarget`; empty for the document itself. */
  readonly path: string;
  /** 1-based position in the source text, if known. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to fix it, in one sentence. */
  readonly hint: string;
  /** Name of the file, if the mistake is not in the main document. */
  readonly file?: string;
}

/** Everything that is wrong with an input, reported together. Shells print it and exit with 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(readonly issues: readonly InputIssue[]) {
    super(issues.map(formatIssue).join('\n'));
  }
}

/** Control characters, which a terminal would obey. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** One issue as one readable line: `file:line:column path: message. hint`; control characters are replaced. */
export function formatIssue(issue: InputIssue): string {
  const position = issue.line === undefined ? '' : `${issue.line}:${issue.column ?? 1}`;
  const where = [issue.file, position].filter(Boolean).join(':');
  const head = [where, issue.path].filter(Boolean).join(' ');
  return `${head ? `${head}: ` : ''}${issue.message} ${issue.hint}`.trimEnd().replace(CONTROL, '\uFFFD');
}
