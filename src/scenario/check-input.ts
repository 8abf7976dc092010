import type * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { type Finding, issueOf } from './issue.ts';
import { explainShape } from './shape.ts';

/**
 * Checks input from a caller of the library, which no compiler may have seen.
 * @param alsoWrong what is wrong besides with input of which single keys may be wrong or missing
 * @returns the input with defaults for what it leaves out
 * @throws InputError with everything that is wrong with it
 */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  alsoWrong: (value: Readonly<Record<string, unknown>>) => readonly Finding[] = () => [],
): z.output<Schema> {
  const { data, success, error } = schema.safeParse(value);
  const findings = [
    ...(success ? [] : explainShape(schema, value, error.issues)),
    ...(typeof value === 'object' && value !== null ? alsoWrong(value as Record<string, unknown>) : []),
  ];
  if (findings.length > 0) throw new InputError(findings.map(issueOf));
  return data!;
}
