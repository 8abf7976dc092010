import type * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { issueOf } from './issue.ts';
import { explainShape } from './shape.ts';

/**
 * Checks what a caller of the library hands over, which no compiler need have seen.
 * @throws InputError with everything that is wrong with it
 */
export function checkInput(schema: z.ZodType, value: unknown): void {
  const { success, error } = schema.safeParse(value);
  if (!success) throw new InputError(explainShape(schema, value, error.issues).map(issueOf));
}
