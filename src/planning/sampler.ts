import { InputError } from '../base/errors.ts';
import { isBuiltIn } from '../domain/hybrid.ts';
import type { Sampler } from '../qubo/sampler.ts';
import type { Environment } from './environment.ts';
import type { PlanOptions } from './options.ts';

/**
 * The sampler of the user's that a run requests; null if it needs none.
 * @throws InputError if there is none by that command
 */
export async function foreignSampler(
  { hybrid }: PlanOptions,
  { openSampler }: Pick<Environment, 'openSampler'>,
): Promise<Sampler | null> {
  if (!hybrid || isBuiltIn(hybrid.sampler)) return null;
  if (openSampler) return openSampler(hybrid.sampler);
  const message = `The sampler ${hybrid.sampler} cannot be started here.`;
  throw new InputError([{ path: '', message, hint: 'Use the built-in sampler.' }]);
}
