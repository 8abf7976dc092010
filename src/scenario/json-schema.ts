import * as z from 'zod';
import { scenarioSchema } from './schema/scenario.ts';

/**
 * JSON Schema of a scenario as people write it, for editors. A scenario with a preset may leave out the horizon or
 * parts of it, since every preset states it.
 */
export function scenarioJsonSchema(): object {
  const { required = [], properties, ...schema } = z.toJSONSchema(scenarioSchema, { io: 'input' });
  const { required: ofHorizon, ...horizon } = properties!.horizon as z.core.JSONSchema.ObjectSchema;
  return {
    ...schema,
    title: 'satqn scenario',
    properties: { ...properties, horizon },
    required: required.filter((key) => key !== 'horizon'),
    if: { required: ['preset'] },
    else: { required: ['horizon'], properties: { horizon: { required: ofHorizon } } },
  };
}
