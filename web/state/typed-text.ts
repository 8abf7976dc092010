import type { Companions } from '../worker/read-scenario.ts';

/** What was typed survives a reload of the page, in this tab. */
const KEY = 'satqn-typed';

let isUnkept = false;
/** Asks before a text is lost that could not be kept. */
export const guardTyped = (): void =>
  addEventListener('beforeunload', (event) => {
    if (isUnkept) event.preventDefault();
  });

export interface TypedText {
  readonly text: string;
  readonly fileName: string;
  readonly companions: Companions;
}

/** Null where nothing was typed, or under another address. */
export function recallTyped(): TypedText | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return kept?.address === location.hash && typeof kept.text === 'string'
      ? { text: kept.text, fileName: String(kept.fileName), companions: kept.companions ?? {} }
      : null;
  } catch {
    return null;
  }
}

export function keepTyped({ text, fileName, companions }: TypedText): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ text, fileName, companions, address: location.hash }));
    isUnkept = false;
  } catch {
    // Without storage, or with a text too long for it, a reload begins anew: not without a question.
    isUnkept = true;
  }
}

/** Keeps it under the new address of the page, if there is anything. */
export function moveTyped(changeAddress: () => void): void {
  const typed = recallTyped();
  changeAddress();
  if (typed) keepTyped(typed);
}

export function forgetTyped(): void {
  isUnkept = false;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}
