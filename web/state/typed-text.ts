/** What was typed survives a reload of the page, in this tab. */
const KEY = 'satqn-typed';

export interface TypedText {
  readonly text: string;
  readonly fileName: string;
}

/** Null where nothing was typed, or under another address. */
export function recallTyped(): TypedText | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return kept?.address === location.hash && typeof kept.text === 'string'
      ? { text: kept.text, fileName: String(kept.fileName) }
      : null;
  } catch {
    return null;
  }
}

export function keepTyped(typed: TypedText): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...typed, address: location.hash }));
  } catch {
    // Without storage, or with a text too long for it, a reload begins anew.
  }
}

export function forgetTyped(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There is nothing to forget.
  }
}
