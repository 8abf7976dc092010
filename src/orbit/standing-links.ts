import type { Scenario } from '../scenario/schema/scenario.ts';
import { acquisition } from './acquisition.ts';
import type { FixedLink } from './fixed-links.ts';

/** A fixed link in a slot, and the share of the slot that acquisition leaves of it if it began with the contact. */
export interface StandingLink {
  /** Among the fixed links. */
  readonly index: number;
  readonly share: number;
}

/**
 * The fixed links of each slot, asked slot by slot. Where the plan points telescopes, those of which acquisition leaves
 * nothing are there, too; otherwise the strongest links keep the telescopes of abstract nodes, equally strong ones in the
 * order of their ids.
 */
export function standingLinks(
  { horizon: { slotSeconds }, nodes }: Scenario,
  fixed: readonly FixedLink[],
  isPlanned: boolean,
): (slot: number) => readonly StandingLink[] {
  const fresh = acquisition<number>(slotSeconds);
  const terminals = new Map(
    nodes.flatMap(({ id, maximumTerminals }) => (maximumTerminals ? [[id, maximumTerminals]] : [])),
  );
  return (slot) => {
    const inContact = fixed.flatMap((link, index) => (link.capacity(slot) > 0 ? [index] : []));
    const standing = inContact.map((index) => {
      const { acquisitionSeconds } = fixed[index]!;
      return { index, share: acquisitionSeconds > 0 ? fresh(slot, index, acquisitionSeconds) : 1 };
    });
    if (isPlanned) return standing;
    const open = standing.filter(({ share }) => share > 0);
    if (terminals.size === 0) return open;
    const kept = strongest(open, fixed, slot, new Map(terminals));
    return open.filter(({ index }) => kept.has(index));
  };
}

function strongest(
  standing: readonly StandingLink[],
  fixed: readonly FixedLink[],
  slot: number,
  free: Map<string, number>,
): ReadonlySet<number> {
  const order = standing
    .map(({ index, share }) => ({
      index,
      link: fixed[index]!.link,
      capacity: fixed[index]!.capacity(slot) * share,
    }))
    .sort((a, b) => b.capacity - a.capacity || (a.link.id < b.link.id ? -1 : 1));
  const kept = new Set<number>();
  for (const { index, link } of order) {
    const takes = link.class === 'G2G' ? [] : link.ends.filter((end) => free.has(end));
    if (takes.some((end) => free.get(end)! < 1)) continue;
    for (const end of takes) free.set(end, free.get(end)! - 1);
    kept.add(index);
  }
  return kept;
}
