/** The telescopes that a plan points: how many there are, and which links need them. */
import type { Link, SlotLinks } from '../domain/network.ts';
import type { PointedLink, PointingLimits, PointingRule } from '../domain/pointing.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { FixedLink } from './fixed-links.ts';
import type { OpticalLinkRecord } from './link-registry.ts';
import type { Site } from './sites.ts';
import { acquisitionSecondsOf } from './timing.ts';

export const isLimited = ({ maximumTerminals }: Pick<Site, 'maximumTerminals'>): boolean =>
  Number.isFinite(maximumTerminals);

/** Whether the plan points telescopes, rather than the strongest links keep them. */
export const isPlanned = (sites: readonly Site[], rule: PointingRule): boolean =>
  rule === 'planned' && sites.some(isLimited);

/** Of a link between two nodes, perhaps past a platform: whether a telescope of theirs is limited. */
export const takesLimited = (
  sites: readonly Site[],
  { first, second, via }: Pick<OpticalLinkRecord, 'first' | 'second' | 'via'>,
): boolean => isLimited(sites[first]!) || isLimited(sites[second]!) || (via >= 0 && isLimited(sites[via]!));

/** @param sourceOf the node that feeds an optical link, −1 for others */
export function pointingLimits(
  scenario: Scenario,
  sites: readonly Site[],
  links: readonly Link[],
  fixed: readonly FixedLink[],
  sourceOf: (link: number) => number,
): PointingLimits {
  const indexOf = new Map(sites.map(({ id }, index) => [id, index]));
  const acquisitionOf = (link: Link, index: number): number =>
    index < fixed.length || link.class === 'G2G'
      ? (fixed[index]?.acquisitionSeconds ?? 0)
      : acquisitionSecondsOf(scenario, link.class);
  return {
    terminals: new Map(
      sites.flatMap((site, index) => (isLimited(site) ? [[index, site.maximumTerminals]] : [])),
    ),
    links: links.map((link, index): PointedLink | null => {
      const terminals = terminalsOf(link, indexOf, sites);
      return terminals.length === 0 ? null : { terminals, acquisitionSeconds: acquisitionOf(link, index) };
    }),
    sources: Int32Array.from(links, (_, link) => {
      const source = sourceOf(link);
      return source >= 0 && sites[source]!.sharedSource ? source : -1;
    }),
  };
}

function terminalsOf(
  link: Pick<Link, 'class' | 'ends' | 'via'>,
  indexOf: ReadonlyMap<string, number>,
  sites: readonly Site[],
): PointedLink['terminals'] {
  if (link.class === 'G2G' && link.via === null) return [];
  const taken = [...link.ends.map((end) => [end, 1] as const), ...(link.via ? [[link.via, 2] as const] : [])];
  return taken.flatMap(([end, count]) => {
    const node = indexOf.get(end)!;
    return isLimited(sites[node]!) ? [[node, count] as const] : [];
  });
}

/** Separates links of which acquisition leaves nothing from those that are there, which are in ascending order. */
export function splitAcquiring(
  { link, capacity, fidelity }: SlotLinks,
  acquired: Float64Array,
): SlotLinks & Required<Pick<SlotLinks, 'pointing'>> {
  const isThere = (_: number, position: number) => capacity[position]! > 0;
  const isAcquired = (_: number, position: number) => !(capacity[position]! > 0);
  return {
    link: link.filter(isThere),
    capacity: capacity.filter(isThere),
    fidelity: fidelity.filter(isThere),
    pointing: {
      acquired: acquired.filter(isThere),
      acquiring: link.filter(isAcquired),
      acquiringCapacity: acquired.filter(isAcquired),
    },
  };
}
