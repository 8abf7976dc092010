import type * as z from 'zod';
import { type DocumentPath, formatPath, valueAt } from './issue.ts';

/** What is left of a document after its mistakes of shape are cut out, and how to translate paths back. */
interface Pruned<T> {
  readonly value: T;
  /** What was cut out, as paths of the original document. */
  readonly removed: readonly DocumentPath[];
  /** The path in the original document for a path in the rest. */
  readonly original: (path: DocumentPath) => DocumentPath;
}

const ROUNDS = 6;

/**
 * Cuts out of a document whatever its schema refuses until the rest is valid and can be checked further. A wrong key is
 * removed alone if it has a default, otherwise with its list entry. `standIns` replace first-level keys without which
 * nothing is valid. Null if nothing valid remains.
 */
export function prune<T extends z.ZodType>(
  schema: T,
  document: object,
  standIns: Readonly<Record<string, unknown>>,
): Pruned<z.output<T>> | null {
  // A copy by JSON, in which nothing is shared between two places (YAML aliases are).
  const value: Record<string, unknown> = JSON.parse(JSON.stringify(document));
  const removed: DocumentPath[] = [];
  /** For each list with entries cut out, the original indices of the remaining ones. */
  const indices = new Map<string, number[]>();
  const original = (path: DocumentPath): DocumentPath =>
    path.map((step, depth) =>
      typeof step === 'number' ? (indices.get(formatPath(path.slice(0, depth)))?.[step] ?? step) : step,
    );
  for (let round = 0; round < ROUNDS; round++) {
    for (const key of Object.keys(standIns).filter((name) => !Object.hasOwn(value, name))) {
      value[key] = structuredClone(standIns[key]);
      removed.push([key]);
    }
    const result = schema.safeParse(value);
    if (result.success) return { value: result.data, removed, original };
    const cuts = new Map<string, DocumentPath>();
    for (const issue of result.error.issues) {
      const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
      const wrong = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
      for (const one of wrong) {
        const cut = removable(value, one);
        if (cut === null) return null;
        cuts.set(formatPath(cut), cut);
      }
    }
    removed.push(...[...cuts.values()].map(original));
    // From the end of each list to its beginning, so that earlier indices stay right.
    const order = [...cuts.values()].sort((a, b) => b.length - a.length || lastIndex(b) - lastIndex(a));
    for (const cut of order) remove(value, cut, indices);
  }
  return null;
}

const lastIndex = (path: DocumentPath): number => {
  const last = path.at(-1);
  return typeof last === 'number' ? last : 0;
};

/** The longest part of a path that can be cut out: an existing key, or a block in a first-level list. */
function removable(root: unknown, path: DocumentPath): DocumentPath | null {
  for (let length = path.length; length > 0; length--) {
    const candidate = path.slice(0, length);
    const found = valueAt(root, candidate);
    if (found === undefined) continue;
    if (typeof candidate.at(-1) === 'string') return candidate;
    const isFirstList = candidate.findIndex((step) => typeof step === 'number') === length - 1;
    if (isFirstList && typeof found === 'object' && !Array.isArray(found)) return candidate;
  }
  return null;
}

function remove(root: unknown, path: DocumentPath, indices: Map<string, number[]>): void {
  const above = path.slice(0, -1);
  const parent = valueAt(root, above);
  const last = path.at(-1)!;
  if (Array.isArray(parent)) {
    const key = formatPath(above);
    const left = indices.get(key) ?? parent.map((_, i) => i);
    left.splice(Number(last), 1);
    indices.set(key, left);
    parent.splice(Number(last), 1);
  } else if (typeof parent === 'object' && parent !== null) {
    delete (parent as Record<string, unknown>)[last];
  }
}
