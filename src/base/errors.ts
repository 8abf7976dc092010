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

/**
 * Makes every check, so that a mistake that one finds hides none that another would find.
 * @returns what each check returns
 * @throws InputError with the mistakes of all; any other error as it is
 */
export async function checkAll<const Checks extends readonly (() => unknown)[]>(
  ...checks: Checks
): Promise<{ -readonly [K in keyof Checks]: Awaited<ReturnType<Checks[K]>> }> {
  const outcomes = await Promise.allSettled(checks.map(async (check) => check()));
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  const other = errors.find((error) => !(error instanceof InputError));
  if (other) throw other;
  if (errors.length > 0) throw new InputError(errors.flatMap(({ issues }: InputError) => issues));
  return outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value) as never;
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
