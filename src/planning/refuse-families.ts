import { InputError } from '../base/errors.ts';
import { FAMILIES } from '../domain/families.ts';
import { METHOD_NAMES } from '../domain/methods/methods.ts';
import type { Method } from '../methods/method.ts';
import { METHODS } from '../methods/methods.ts';
import type { Layout } from '../model/layout.ts';
import { refusedFamilies } from '../model/refused-families.ts';

/**
 * A plan that is made part by part may break a family that couples slots.
 * @throws InputError if the method makes such plans and the problem has such a family
 */
export function refuseFamilies({ name, ratedBy }: Method, layout: Layout): void {
  if (ratedBy !== 'parts') return;
  const words = refusedFamilies(layout).map((id) => FAMILIES[id].words);
  if (words.length === 0) return;
  const others = METHOD_NAMES.filter((other) => METHODS[other].ratedBy !== 'parts');
  const message = `${name} plans one part of the slots after another, which does not keep: ${words.join('; ')}.`;
  throw new InputError([
    { path: '', message, hint: `Plan by ${others.join(', ')}, and if need be fewer slots.` },
  ]);
}
