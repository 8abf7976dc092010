/** The moment of a run that its map shows. */
import type { LinkClass, NodeKind } from '../domain/network.ts';
import type { Plan, PlannedHop } from '../domain/plan.ts';
import type { RunRecord } from '../domain/run-record.ts';

interface CarryingLink {
  /** Its ends, with the platform that it passes in between. */
  readonly nodes: readonly string[];
  readonly class: LinkClass;
  /** Carries pairs into a memory only. */
  readonly fillsOnly: boolean;
}

export interface Moment {
  readonly slot: number;
  /** Pairs/s delivered there. */
  readonly rate: number;
  readonly links: readonly CarryingLink[];
  readonly kinds: ReadonlyMap<string, NodeKind>;
}

/** The first slot in which most is delivered, and the links that carry pairs there; null if nothing is. */
export function fullestMoment({ plan, links, nodes, horizon }: RunRecord): Moment | null {
  if (plan === null || plan.routes.length === 0) return null;
  const rates = new Array<number>(horizon.slots).fill(0);
  for (const { slot, rate } of plan.routes) rates[slot]! += rate;
  const slot = rates.reduce((best, rate, index) => (rate > rates[best]! ? index : best), 0);
  const direct = linksOf(plan.routes.filter((route) => route.slot === slot).flatMap(({ hops }) => hops));
  const filling = linksOf(filledHops(plan, slot));
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  return {
    slot,
    rate: rates[slot]!,
    kinds,
    links: links.flatMap((link) => {
      const isDirect = direct.has(link.id);
      if (!isDirect && !filling.has(link.id)) return [];
      const [a, b] = link.ends;
      // A dual downlink is named after its platform.
      const via = nodes.find(({ id }) => link.id === `${a}~${b}@${id}`);
      return [{ nodes: via ? [a, via.id, b] : [a, b], class: link.class, fillsOnly: !isDirect }];
    }),
  };
}

const linksOf = (hops: readonly PlannedHop[]): ReadonlySet<string> =>
  new Set(hops.flatMap((hop) => ('link' in hop ? [hop.link] : [])));

function filledHops({ fills, subPaths }: Plan, slot: number): PlannedHop[] {
  const filled = new Set(
    fills.filter((fill) => fill.slot === slot).map(({ pair, subPath }) => `${pair} ${subPath}`),
  );
  return subPaths.flatMap(({ pair, id, hops }) => (filled.has(`${pair} ${id}`) ? hops : []));
}
