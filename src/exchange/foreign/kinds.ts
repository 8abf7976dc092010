import type { LinkClass, NodeKind } from '../../domain/network.ts';
import { counted, examples } from './assumptions.ts';

const KINDS: Readonly<Record<string, NodeKind>> = { S: 'satellite', A: 'aerial', G: 'ground' };

/**
 * The kind of each node, from the classes of its links: an S2S link determines both ends, an S2G link determines one
 * end once the other is known. An undetermined node is taken to be on the ground if possible.
 */
export function kindsFromClasses(
  names: readonly string[],
  links: readonly { readonly ends: readonly [number, number]; readonly class?: LinkClass | undefined }[],
): { kinds: NodeKind[]; note: string[] } {
  const letters: string[] = names.map(() => 'GAS');
  const classed = links.flatMap(({ ends, class: name }) =>
    name ? [{ ends, pair: [name[0]!, name[2]!] }] : [],
  );
  const narrow = (node: number, allowed: readonly string[]): boolean => {
    const left = [...letters[node]!].filter((letter) => allowed.includes(letter)).join('');
    const isNarrower = left.length > 0 && left.length < letters[node]!.length;
    if (isNarrower) letters[node] = left;
    return isNarrower;
  };
  const settle = () => {
    for (let changed = true; changed; ) {
      changed = false;
      for (const { ends, pair } of classed) {
        for (const [one, other] of [ends, [ends[1], ends[0]] as const]) {
          const known = letters[one]!;
          const rest = pair[0] === known ? [pair[1]!] : pair[1] === known ? [pair[0]!] : pair;
          changed = narrow(other, rest) || changed;
        }
      }
    }
  };
  settle();
  const guessed: string[] = [];
  for (const [node, name] of names.entries()) {
    if (letters[node]!.length === 1) continue;
    letters[node] = letters[node]![0]!;
    guessed.push(name);
    settle();
  }
  const kinds = letters.map((letter) => KINDS[letter]!);
  const assumption = `ground was taken where it can be, for ${examples(guessed)}`;
  return { kinds, note: counted('Nodes without a stated kind', guessed.length, assumption) };
}
