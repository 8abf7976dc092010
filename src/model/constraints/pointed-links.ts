/** What pointing families share: which choices and fills of a slot use which limited links. */
import type { ProgramScope } from '../program-scope.ts';

interface LinkUsers {
  readonly choices: number[];
  readonly fills: number[];
}

/** By index of the pointing column, in the order in which the links are met. */
export function usersByPointing(scope: ProgramScope, slot: number): ReadonlyMap<number, LinkUsers> {
  const { pointing } = scope.layout;
  const found = new Map<number, LinkUsers>();
  if (pointing === null) return found;
  const add = (kind: keyof LinkUsers, links: readonly number[], index: number) => {
    for (const link of links) {
      const column = pointing.indexOf(link, slot);
      if (column < 0) continue;
      const users = found.get(column) ?? { choices: [], fills: [] };
      users[kind].push(index);
      found.set(column, users);
    }
  };
  for (const choice of scope.choicesOf(slot)) add('choices', scope.choiceUse[choice]!.links, choice);
  for (const fill of scope.fillsOf(slot)) {
    if (scope.fill(fill) !== undefined) add('fills', scope.fillUse[fill]!.links, fill);
  }
  return found;
}
