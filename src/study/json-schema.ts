import * as z from 'zod';
import { studySchema } from './schema.ts';

/** JSON Schema of a study file as people write it, for editors. */
export const studyJsonSchema = (): object => ({
  // Zod has no type for values of axes; their schema says what they are.
  ...z.toJSONSchema(studySchema, { io: 'input', unrepresentable: 'any' }),
  title: 'satqn study',
});
