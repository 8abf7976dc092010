import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { forEachLoad } from '../link-loads.ts';

/** A link that a plan uses in a slot, by its index, and what routes and fills draw from it, base pairs/s. */
export interface LinkUse {
  readonly link: number;
  readonly pairsPerSecond: number;
}

/** The links that a plan uses, slot by slot, in ascending order of link. */
export function linkUses(problem: Problem, plan: Plan): readonly (readonly LinkUse[])[] {
  const { links, slotCount } = problem.topology;
  const indexOf = new Map(links.map(({ id }, link) => [id, link]));
  const drawn = Array.from({ length: slotCount }, () => new Map<number, number>());
  forEachLoad(problem, plan, (hop, slot, pairsPerSecond) => {
    if ('pair' in hop || !(pairsPerSecond > 0)) return;
    const link = indexOf.get(hop.link)!;
    drawn[slot]!.set(link, (drawn[slot]!.get(link) ?? 0) + pairsPerSecond);
  });
  return drawn.map((slot) =>
    [...slot].map(([link, pairsPerSecond]) => ({ link, pairsPerSecond })).sort((a, b) => a.link - b.link),
  );
}
