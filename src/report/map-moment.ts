/** The moment of a run that its map shows. */
import { type LinkClass, linkClassOf, type NodeKind } from '../domain/network.ts';
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
      const via = platformOf(link, kinds);
      return [{ nodes: via === null ? [a, b] : [a, via, b], class: link.class, fillsOnly: !isDirect }];
    }),
  };
}

/**
 * The platform that a dual downlink passes, which its name ends with: `a~b@platform`, or `a~b@platform#2` where a stated
 * link has the plain name. A stated link may be named like that, but then has the class of its ends.
 */
function platformOf(
  { id, ends: [a, b], class: linkClass }: RunRecord['links'][number],
  kinds: Moment['kinds'],
): string | null {
  const start = `${a}~${b}@`;
  if (!id.startsWith(start) || linkClass === linkClassOf(kinds.get(a)!, kinds.get(b)!)) return null;
  const named = id.slice(start.length);
  return [named, named.replace(/#\d+$/, '')].find((name) => kinds.has(name)) ?? null;
}

const linksOf = (hops: readonly PlannedHop[]): ReadonlySet<string> =>
  new Set(hops.flatMap((hop) => ('link' in hop ? [hop.link] : [])));

function filledHops({ fills, subPaths }: Plan, slot: number): PlannedHop[] {
  const filled = new Set(
    fills.filter((fill) => fill.slot === slot).map(({ pair, subPath }) => `${pair} ${subPath}`),
  );
  return subPaths.flatMap(({ pair, id, hops }) => (filled.has(`${pair} ${id}`) ? hops : []));
}
