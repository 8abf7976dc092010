import { InputError } from '../base/errors.ts';
import type { MethodName, RuleName } from '../domain/methods/methods.ts';
import type { Method } from '../methods/method.ts';
import type { Layout } from '../model/layout.ts';

/** The methods that choose where telescopes point together with paths and rates. */
const POINTING: readonly (MethodName | RuleName)[] = ['auto', 'milp', 'pull'];

/** @throws InputError if telescopes are to be pointed by a method that takes them as they are */
export function refusePointing({ name }: Method, { pointing }: Layout): void {
  if (pointing === null || POINTING.includes(name)) return;
  const message = `${name} does not point telescopes, as the scenario asks with pointing: planned.`;
  const hint = `Plan by ${POINTING.join(', ')}, use fewer slots if they are too many for these, or set pointing: strongest-first.`;
  throw new InputError([{ path: 'pointing', message, hint }]);
}
