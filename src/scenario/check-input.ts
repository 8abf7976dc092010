import type * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { issueOf } from './issue.ts';
import { explainShape } from './shape.ts';

/**
 * Checks input from a caller of the library, which no compiler may have seen.
 * @returns the input with defaults for what it leaves out
 * @throws InputError with everything that is wrong with it
 */
export function checkInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const { data, success, error } = schema.safeParse(value);
  if (!success) throw new InputError(explainShape(schema, value, error.issues).map(issueOf));
  return data;
}
