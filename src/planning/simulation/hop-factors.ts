/** What hops leave of Werner parameters beyond what the plan counts: where pairs were simulated, and by formula elsewhere. */
import { capacityAsRate, type Topology } from '../../domain/network.ts';
import type { Hop, Problem } from '../../domain/problem.ts';
import type { SignalReader } from '../../simulation/signals.ts';

/** 1/T of halves that wait at a node, 1/s, as simulated and as the plan counts them. */
interface Forgetting {
  readonly simulated: (node: string) => number;
  readonly planned: (node: string) => number;
}

interface HopNetwork {
  readonly problem: Problem;
  readonly signals: SignalReader;
  readonly forgetting: Forgetting;
}

/** The worst slot of a link. */
export interface LinkFactors {
  /** Heralds, the news of swaps as far as it travels along this link, and one wait for the next pair. */
  readonly all: number;
  /** The same without the wait. */
  readonly news: number;
}

/**
 * By index of the link, for all that are in the catalogue: e^−Σ(herald + wait + news)/T over both halves, over what the plan
 * counts of that. News of swaps travels no further than all links of a path together, so each counts with its own delay.
 */
export function linkFormulas({ problem, signals, forgetting }: HopNetwork): ReadonlyMap<number, LinkFactors> {
  const { topology } = problem;
  const found = new Map<number, LinkFactors>();
  const wanted = cataloguedLinks(problem);
  topology.slots.forEach((inSlot, slot) => {
    const here = signals(slot);
    inSlot.link.forEach((link, position) => {
      if (!wanted.has(link)) return;
      const perSecond = forgettingMore(topology, link, forgetting);
      if (perSecond.every((more) => more === 0)) return;
      const ages = here.waitsOf(link).agesSeconds.map(known);
      const delay = known(here.delayOf(link));
      const wait = 1 / capacityAsRate(inSlot.capacity[position]!, topology);
      const news = Math.exp(-perSecond.reduce((sum, more, end) => sum + more * (ages[end]! + delay), 0));
      const all = news * Math.exp(-perSecond.reduce((sum, more) => sum + more * wait, 0));
      const before = found.get(link) ?? { all: 1, news: 1 };
      found.set(link, { all: Math.min(before.all, all), news: Math.min(before.news, news) });
    });
  });
  return found;
}

const known = (seconds: number): number => (Number.isNaN(seconds) ? 0 : seconds);

const forgettingMore = ({ links }: Topology, link: number, { simulated, planned }: Forgetting): number[] =>
  links[link]!.ends.map((end) => Math.max(0, simulated(end) - planned(end)));

function cataloguedLinks({ demands, storagePairs }: Problem): ReadonlySet<number> {
  const links = new Set<number>();
  const add = ({ hops }: { readonly hops: readonly Hop[] }) => {
    for (const hop of hops) if (hop.kind === 'link') links.add(hop.link);
  };
  for (const { paths } of demands) paths.forEach(add);
  for (const { subPaths } of storagePairs) subPaths.forEach(add);
  return links;
}
