import * as z from 'zod';

/** A document as text, YAML or JSON, or as JSON within the request. */
export const documentSchema = z
  .unknown()
  .refine(
    (value) =>
      typeof value === 'string' || (typeof value === 'object' && value !== null && !Array.isArray(value)),
    'must be a text in YAML or JSON, or the document itself as an object',
  )
  .meta({
    description: 'Text in YAML or JSON, or the document itself.',
    anyOf: [{ type: 'string' }, { type: 'object' }],
  });

/** The document as text. */
export const textOf = (document: unknown): string =>
  typeof document === 'string' ? document : JSON.stringify(document);
