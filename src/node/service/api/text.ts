import * as z from 'zod';
import { InputError } from '../../../base/errors.ts';

const LONGEST_TEXT = 10_000_000;

/** A document as text, YAML or JSON, or as JSON within the request. */
export const documentSchema = z
  .union([z.string().min(1).max(LONGEST_TEXT), z.record(z.string(), z.unknown())])
  .meta({ description: 'Text in YAML or JSON, or the document itself.' });

const MAXIMUM_DEPTH = 64;

/**
 * The document as text.
 * @throws InputError if it is nested deeper than any document has to be
 */
export function textOf(document: z.infer<typeof documentSchema>, path: string): string {
  if (typeof document === 'string') return document;
  // Level by level: what is nested deeply would exhaust the stack of anything that recurs.
  let level: unknown[] = [document];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAXIMUM_DEPTH) {
      const message = `is nested more than ${MAXIMUM_DEPTH} levels deep.`;
      throw new InputError([{ path, message, hint: 'No scenario or study needs that.' }]);
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
  return JSON.stringify(document);
}
