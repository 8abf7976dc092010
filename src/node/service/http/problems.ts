/** Errors as problem details (RFC 9457), with where, what and how to mend of every mistake. */
import * as z from 'zod';
import { InputError, type InputIssue } from '../../../base/errors.ts';

/** The closed vocabulary of problems, with the status of each. */
const PROBLEMS = {
  malformed: [400, 'The request cannot be read.'],
  unauthorized: [401, 'A valid token is needed.'],
  forbidden: [403, 'The request comes from elsewhere than it may.'],
  'not-found': [404, 'There is nothing here.'],
  conflict: [409, 'This cannot be done now.'],
  'too-large': [413, 'The request is too large.'],
  'media-type': [415, 'The request has another media type than it should.'],
  invalid: [422, 'The request has mistakes.'],
  quota: [429, 'Your token does not allow more.'],
  'too-many-requests': [429, 'Too many requests in a short time.'],
  'header-too-large': [431, 'The headers of the request are too large.'],
  internal: [500, 'The service has a fault.'],
  busy: [503, 'The service is busy.'],
  'no-room': [507, 'The service has no room on its disk.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;
type ProblemName = keyof typeof PROBLEMS;

/** What goes wrong with a request; thrown by those who answer it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly problem: ProblemName,
    readonly issues: readonly InputIssue[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(issues.map(({ message }) => message).join(' '));
  }
}

/** A problem with one thing wrong. */
export const problem = (
  name: ProblemName,
  message: string,
  hint: string,
  {
    path = '',
    headers = {},
  }: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Problem => new Problem(name, [{ path, message, hint }], headers);

export const issueSchema = z.object({
  where: z
    .string()
    .describe('Path within what was sent, with line and column of a text; empty for all of it.'),
  what: z.string().describe('What is wrong.'),
  how: z.string().describe('How to mend it.'),
});

export const problemSchema = z.object({
  type: z.string().describe('urn:satqn:problem:NAME'),
  title: z.string(),
  status: z.int(),
  issues: z.array(issueSchema),
});

/** Beyond it, a longer list helps nobody. */
const MOST_ISSUES = 100;

export const issueBodies = (issues: readonly InputIssue[]): z.infer<typeof issueSchema>[] =>
  issues.slice(0, MOST_ISSUES).map(({ path, line, column, message, hint }) => ({
    where: [path, line === undefined ? '' : `line ${line}, column ${column ?? 1}`].filter(Boolean).join(', '),
    what: message,
    how: hint,
  }));

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

export function problemBody({ problem, issues }: Problem): z.infer<typeof problemSchema> {
  const [status, title] = PROBLEMS[problem];
  return { type: `urn:satqn:problem:${problem}`, title, status, issues: issueBodies(issues) };
}

export const statusOf = ({ problem }: Problem): number => PROBLEMS[problem][0];

/** What a thrown error means for whoever asked; null for a fault of the service. */
export function problemFrom(
  error: Error & { readonly statusCode?: number; readonly code?: string },
): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof InputError) return new Problem('invalid', error.issues);
  const name = BY_STATUS[error.statusCode ?? 500];
  return name ? problem(name, `${error.message.replace(/\.?$/, '')}.`, HINTS[name] ?? '') : null;
}

/** Errors that the framework raises. */
const BY_STATUS: Readonly<Record<number, ProblemName>> = {
  400: 'malformed',
  404: 'not-found',
  413: 'too-large',
  414: 'malformed',
  415: 'media-type',
  429: 'too-many-requests',
  431: 'header-too-large',
  503: 'busy',
};

const HINTS: Partial<Readonly<Record<ProblemName, string>>> = {
  malformed: 'Send JSON as /openapi.json describes it.',
  'too-large': 'Send at most 10 MB.',
  'media-type': 'Send it as application/json.',
  'too-many-requests': 'Wait as long as Retry-After says.',
  busy: 'Try again later.',
};
