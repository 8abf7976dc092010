import { InputError, type InputIssue } from '../../src/base/errors.ts';

/** What a worker sends back, since errors lose their fields on the way. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** Carries out work whose mistakes of input are an answer; what else it throws becomes one, too. */
export async function answer<T>(work: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof InputError) return { ok: false, issues: error.issues };
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, issues: [{ path: '', message: reason, hint: '' }] };
  }
}
