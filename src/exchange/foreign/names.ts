import { counted, examples } from './assumptions.ts';

/** Names that a scenario accepts, without duplicates. */
export function identifiers(names: readonly string[]): { names: string[]; note: string[] } {
  const taken = new Set<string>();
  const accepted = names.map((name, i) => {
    const plain = name.replace(/[\s+[\]|,"]+/g, ' ').trim() || `node ${i + 1}`;
    let free = plain;
    for (let number = 2; taken.has(free); number++) free = `${plain}#${number}`;
    taken.add(free);
    return free;
  });
  const changed = accepted.flatMap((name, i) => (name === names[i] ? [] : [`'${names[i]}' as '${name}'`]));
  return { names: accepted, note: counted('Nodes renamed', changed.length, examples(changed)) };
}
