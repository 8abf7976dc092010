import { difference, note, type Violation } from '../../verify/violations.ts';

/** The longest value that a message shows in full. */
const LONGEST_SHOWN = 60;

/** Compares what is stated with what follows, leaf by leaf: numbers up to rounding, everything else exactly. */
export function compareStated(found: Violation, stated: unknown, expected: unknown, path: string): void {
  const says = () => `${path}: says ${shown(stated)}, and ${shown(expected)} follows`;
  if (typeof expected === 'number' && typeof stated === 'number') {
    note(found, difference(stated, expected), says);
  } else if (Array.isArray(expected) && Array.isArray(stated)) {
    const isAsLong = stated.length === expected.length;
    note(
      found,
      isAsLong ? 0 : 1,
      () => `${path}: has ${stated.length} entries, and ${expected.length} follow`,
    );
    if (!isAsLong) return;
    expected.forEach((value, index) => {
      compareStated(found, stated[index], value, `${path}[${index}]`);
    });
  } else if (isObject(expected) && isObject(stated)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(stated)])) {
      compareStated(found, stated[key], expected[key], `${path}.${key}`);
    }
  } else {
    note(found, stated === expected ? 0 : 1, says);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

/** Notes whether a statement of the record holds. */
export const noteFact = (found: Violation, holds: boolean, where: () => string): void =>
  note(found, holds ? 0 : 1, where);
