import type { Hop, SubPath } from '../domain/problem.ts';
import { pairKey, type ScenarioIndex } from './scenario-index.ts';

type InitialStock = Pick<SubPath, 'initialStock' | 'initialFidelity'>;

const NOTHING: InitialStock = { initialStock: 0, initialFidelity: null };

/**
 * The initial stock that the scenario states for a sub-path. It names nodes: of parallel links that ever exist, the
 * pairs belong to the one whose id comes first.
 */
export function initialStockOf({
  scenario,
  topology,
}: ScenarioIndex): (hops: readonly Hop[]) => InitialStock {
  const stated = scenario.storage.initialStock.filter(({ pairs }) => pairs > 0);
  if (stated.length === 0) return () => NOTHING;
  const first = new Map<string, number>();
  for (const { link } of topology.slots) {
    for (const one of link) {
      const key = pairKey(...topology.links[one]!.ends);
      const known = first.get(key);
      if (known === undefined || topology.links[one]!.id < topology.links[known]!.id) first.set(key, one);
    }
  }
  const stocks = new Map<string, InitialStock>();
  for (const { nodes, pairs, fidelity } of stated) {
    const links = nodes.slice(1).map((node, hop) => first.get(pairKey(nodes[hop]!, node)) ?? -1);
    const known = stocks.get(keyOf(links));
    stocks.set(keyOf(links), {
      initialStock: (known?.initialStock ?? 0) + pairs,
      initialFidelity: Math.min(known?.initialFidelity ?? 1, fidelity),
    });
  }
  return (hops) => stocks.get(keyOf(hops.map((hop) => (hop.kind === 'link' ? hop.link : -1)))) ?? NOTHING;
}

/** Names a sequence of links, from whichever end it starts. */
const keyOf = (links: readonly number[]): string =>
  [links.join(' '), links.toReversed().join(' ')].sort()[0]!;
