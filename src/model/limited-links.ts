import type { PointingLimits } from '../domain/pointing.ts';
import { type Hop, ownLinks } from '../domain/problem.ts';

/**
 * Tells the links of a path whose telescopes are limited. They are looked up once a path: over a long horizon, each has
 * hundreds of columns.
 */
export function limitedLinks({
  links,
}: Pick<PointingLimits, 'links'>): (hops: readonly Hop[]) => readonly number[] {
  const known = new Map<readonly Hop[], readonly number[]>();
  return (hops) => {
    const before = known.get(hops);
    if (before !== undefined) return before;
    const found = ownLinks(hops).filter((link) => links[link] !== null);
    known.set(hops, found);
    return found;
  };
}
