/** One mistake in something the user gave: where it is, what is wrong and how to mend it. */
export interface InputIssue {
  /** Path inside the document, e.g. `demands[2].fidelityTarget`; empty for the document itself. */
  readonly path: string;
  /** 1-based position in the source text, where known. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** How to mend it, in one sentence. */
  readonly hint: string;
  /** Name of the file, where the mistake is not in the main document. */
  readonly file?: string;
}

/** Everything wrong with an input, reported at once. Shells print it and exit with 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(readonly issues: readonly InputIssue[]) {
    super(issues.map(formatIssue).join('\n'));
  }
}

/** What an input may hold and a terminal would obey. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** One issue as one readable line: `file:line:column path: message. hint`; control characters are replaced. */
export function formatIssue(issue: InputIssue): string {
  const position = issue.line === undefined ? '' : `${issue.line}:${issue.column ?? 1}`;
  const where = [issue.file, position].filter(Boolean).join(':');
  const head = [where, issue.path].filter(Boolean).join(' ');
  return `${head ? `${head}: ` : ''}${issue.message} ${issue.hint}`.trimEnd().replace(CONTROL, '\uFFFD');
}
