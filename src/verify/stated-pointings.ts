/** What a scenario decides by hand about telescopes: where they point along a link, and where they do not. */
import type { Topology } from '../domain/network.ts';
import { acquiredRates, type Pointings, spanAt } from './pointings.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import { note, type Violations } from './violations.ts';

/** Checks that a plan keeps to it: a link is pinned where it is in contact. */
export function checkStatedPointings(
  { scenario: { pointings: stated = [] }, topology, links }: ScenarioIndex,
  pointings: Pointings,
  { P1 }: Violations,
): void {
  if (topology.pointing === undefined) return;
  const rates = acquiredRates(topology, new Set(stated.flatMap(({ link }) => links.get(link) ?? [])));
  for (const { link: id, from, to, use } of stated) {
    const link = links.get(id);
    if (link === undefined) continue; // no link in any slot
    for (let slot = from; slot < to; slot++) {
      if (use === 'pin' && !(rates.get(link)![slot]! > 0)) continue;
      const isPointed = spanAt(pointings, link, slot) !== undefined;
      const words = use === 'pin' ? 'is pinned' : 'is forbidden';
      note(P1, isPointed === (use === 'pin') ? 0 : 1, () => `link ${id} ${words} in ${slotName(slot)}`);
    }
  }
}

/** Whether the network, from which bounds are made, knows of what the scenario decides, and of nothing else. */
export function agreesOnStated({
  scenario,
  topology,
}: Pick<ScenarioIndex, 'scenario' | 'topology'>): boolean {
  const known = (topology.pointing?.stated ?? []).map(({ link, from, to, use }) =>
    JSON.stringify([topology.links[link]?.id, from, to, use]),
  );
  const stated = (scenario.pointings ?? []).map(({ link, from, to, use }) =>
    JSON.stringify([link, from, to, use]),
  );
  return JSON.stringify(known.sort()) === JSON.stringify(stated.sort());
}

/** What is decided about a link, slot by slot. */
export function statedUses(
  { pointing, slotCount }: Topology,
  link: number,
): readonly ('pin' | 'forbid' | undefined)[] {
  const uses = new Array<'pin' | 'forbid' | undefined>(slotCount);
  for (const { link: of, from, to, use } of pointing?.stated ?? []) {
    if (of === link) uses.fill(use, from, Math.min(to, slotCount));
  }
  return uses;
}
