import type { Margins } from '../domain/margins.ts';
import type { PlannedHop } from '../domain/plan.ts';

/** What is left of a path's distance from white noise before purification, by the margins of its run. */
export type MarginReader = (demand: string, path: string, hops: readonly PlannedHop[]) => number;

/** The checker's own reading of margins: a path by its name, or else hop by hop. */
export function marginReader(margins: Margins): MarginReader {
  const factors = new Map<string, number>();
  for (const { demand, path, factor } of margins.paths) factors.set(`path\n${demand}\n${path}`, factor);
  for (const { link, factor } of margins.links) factors.set(`link\n${link}`, factor);
  for (const { pair, subPath, factor } of margins.stocks) factors.set(`stock\n${pair}\n${subPath}`, factor);
  return (demand, path, hops) => {
    const own = factors.get(`path\n${demand}\n${path}`);
    if (own !== undefined) return own;
    let left = 1;
    for (const hop of hops) {
      const name = 'link' in hop ? `link\n${hop.link}` : `stock\n${hop.pair}\n${hop.subPath}`;
      left *= factors.get(name) ?? 1;
    }
    return left;
  };
}
