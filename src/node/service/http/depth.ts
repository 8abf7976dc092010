import { InputError } from '../../../base/errors.ts';

const MAXIMUM_DEPTH = 64;

/**
 * Refuses JSON that is nested deeper than anything has to be, and would exhaust the stack of whatever recurs.
 * @throws InputError
 */
export function refuseDepth(body: unknown): void {
  const open: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAXIMUM_DEPTH) {
      const message = `The request is nested more than ${MAXIMUM_DEPTH} levels deep.`;
      throw new InputError([{ path: '', message, hint: 'No scenario or study needs that.' }]);
    }
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
}
