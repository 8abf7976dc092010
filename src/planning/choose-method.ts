import type { Scheme } from '../domain/schemes/scheme.ts';
import type { Method } from '../methods/method.ts';
import { METHODS } from '../methods/methods.ts';
import type { ProgramSize } from '../model/size.ts';
import type { PlanOptions } from './options.ts';

/** If the program of all slots has more columns than this, `auto` hands over to `blocks`. */
export const LARGEST_WHOLE = 500_000;

/** The rule of the scheme, if it has one; otherwise the requested method, where `auto` depends on size. */
export function chooseMethod(
  { method }: Pick<PlanOptions, 'method'>,
  { rule }: Pick<Scheme, 'rule'>,
  { columns }: Pick<ProgramSize, 'columns'>,
): Method {
  return METHODS[rule ?? (method === 'auto' && columns > LARGEST_WHOLE ? 'blocks' : method)];
}
