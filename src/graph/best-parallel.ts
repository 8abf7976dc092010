import { costOf } from './slot-graph.ts';

/** Costs are whole, so a Werner parameter lower by more than this share costs at least one unit more. */
const ONE_UNIT = 2e-9;

/**
 * Removes from a slot the edges that none of its `count` best paths can take: of the edges in a bundle, which all join the
 * same two nodes, each path takes at most one, and would be better by any of those ranked before it. Virtual links are
 * many, one for every sub-path of a storage pair.
 *
 * @param werner per edge; NaN if it does not exist, and afterwards also for those that are removed
 * @param bundleOf per edge: its bundle, or −1 if it is kept in any case
 */
export function keepBestParallel(
  werner: Float64Array,
  bundleOf: Int32Array,
  bundleCount: number,
  count: number,
): void {
  const kept = new Int32Array(bundleCount);
  const costs = new Float64Array(bundleCount * count);
  const edges = new Int32Array(bundleCount * count);
  for (let edge = 0; edge < werner.length; edge++) {
    const bundle = bundleOf[edge]!;
    if (bundle < 0 || Number.isNaN(werner[edge]!)) continue;
    const first = bundle * count;
    const end = first + kept[bundle]!;
    const isFull = kept[bundle] === count;
    if (isFull && werner[edge]! < werner[edges[end - 1]!]! * (1 - ONE_UNIT)) {
      werner[edge] = Number.NaN;
      continue;
    }
    const cost = costOf(werner[edge]!);
    // Edges come in the order of their ranks, so the first of equal cost is the better one.
    if (isFull && cost >= costs[end - 1]!) {
      werner[edge] = Number.NaN;
      continue;
    }
    if (isFull) werner[edges[end - 1]!] = Number.NaN;
    else kept[bundle]!++;
    let at = isFull ? end - 1 : end;
    for (; at > first && costs[at - 1]! > cost; at--) {
      costs[at] = costs[at - 1]!;
      edges[at] = edges[at - 1]!;
    }
    costs[at] = cost;
    edges[at] = edge;
  }
}
