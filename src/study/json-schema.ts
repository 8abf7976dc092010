import * as z from 'zod';
import { studySchema } from './schema.ts';

/** JSON Schema of a study file as people write it, for editors. */
export const studyJsonSchema = (): object => ({
  // Values of axes are no type of zod's; their schema says what they are.
  ...z.toJSONSchema(studySchema, { io: 'input', unrepresentable: 'any' }),
  title: 'satqn study',
});
