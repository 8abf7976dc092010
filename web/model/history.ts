/** The scenario as it was written at some time. */
export interface Version {
  /** Which opened file it belongs to: counts up. */
  readonly file: number;
  readonly text: string;
}

/** Versions that were and, once some of it is taken back, versions that were to come. */
export interface History<V extends Version> {
  readonly past: readonly V[];
  readonly future: readonly V[];
  /** When what is typed was last added to, s; null after any other change. */
  readonly typedAt: number | null;
}

export const NO_HISTORY: History<never> = { past: [], future: [], typedAt: null };

/** What is typed without a longer pause is taken back together. */
const PAUSE_SECONDS = 1;
/** Of all that is kept together; the oldest versions go. */
const MOST_CHARACTERS = 40_000_000;
const MOST_VERSIONS = 500;

/**
 * Notes what the scenario was, before it changes.
 * @param typedAt the time in seconds where a person types, null for a change at one stroke
 */
export function noted<V extends Version>(history: History<V>, before: V, typedAt: number | null): History<V> {
  const goesOn =
    typedAt !== null &&
    history.typedAt !== null &&
    typedAt - history.typedAt < PAUSE_SECONDS &&
    history.past.at(-1)?.file === before.file;
  const past = goesOn ? history.past : within([...history.past, before]);
  return { past, future: [], typedAt };
}

export interface Turn<V extends Version> {
  readonly history: History<V>;
  readonly version: V;
}

/** Takes the last change back; null where there is none. */
export function undone<V extends Version>({ past, future }: History<V>, current: V): Turn<V> | null {
  const version = past.at(-1);
  if (!version) return null;
  return { version, history: { past: past.slice(0, -1), future: [...future, current], typedAt: null } };
}

/** Makes the last change that was taken back again; null where there is none. */
export function redone<V extends Version>({ past, future }: History<V>, current: V): Turn<V> | null {
  const version = future.at(-1);
  if (!version) return null;
  return { version, history: { past: [...past, current], future: future.slice(0, -1), typedAt: null } };
}

function within<V extends Version>(versions: V[]): V[] {
  let characters = 0;
  const oldest = versions.findLastIndex(({ text }, index) => {
    characters += text.length;
    return characters > MOST_CHARACTERS || versions.length - index > MOST_VERSIONS;
  });
  return versions.slice(oldest + 1);
}

/** Where a text ceases to differ from what it was: there the cursor belongs after an undo. */
export function endOfChange(before: string, after: string): number {
  const least = Math.min(before.length, after.length);
  let same = 0;
  while (same < least && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  return Math.max(start, after.length - same);
}
