import type { InputIssue } from '../base/errors.ts';

/** A place in a document: keys and list indices from the root. */
export type DocumentPath = readonly (string | number)[];

/** A mistake, with its place in the document; its line and column are added if the text is known. */
export interface Finding {
  readonly path: DocumentPath;
  readonly message: string;
  readonly hint: string;
  /** Whether the key itself is wrong rather than its value. */
  readonly atKey?: boolean;
}

/** `demands[2].fidelityTarget` */
export function formatPath(path: DocumentPath): string {
  return path
    .map((step, depth) => (typeof step === 'number' ? `[${step}]` : depth > 0 ? `.${step}` : step))
    .join('');
}

/** The issue of a finding if no source text is known. */
export const issueOf = (finding: Finding): InputIssue => ({
  path: formatPath(finding.path),
  message: finding.message,
  hint: finding.hint,
});

/** Whether `path` is `ancestor` or below it. */
export const isWithin = (path: DocumentPath, ancestor: DocumentPath): boolean =>
  ancestor.every((step, depth) => path[depth] === step);

/** The value at a path; undefined if there is none. */
export function valueAt(root: unknown, path: DocumentPath): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root,
  );
}
