/**
 * The program of Zhang et al., "Efficient Entanglement Routing for Satellite-Aerial-Terrestrial
 * Quantum Networks" (arXiv 2409.13517), equation (1) and C1..C6, and C7 of our own: one function
 * each. Slots t = 0..T−1 (the paper's 1..T), stocks z^0..z^T, rates in pairs/s.
 *
 *   maximise  Σ_t Σ_k Σ_p α^t_k y^t_{k,p}
 */
import { stockChange } from '../domain/memory.ts';
import { capacityAsRate } from '../domain/network.ts';
import { ownLinks, storedHops } from '../domain/problem.ts';
import type { Row } from '../lp/program.ts';
import { type Layout, type Offsets, stockColumn } from './layout.ts';

/** What a row of the program stands for, so that its dual can be read as a price. */
export type RowMeaning =
  | { readonly constraint: 'C1'; readonly choice: number }
  | { readonly constraint: 'C2'; readonly group: number }
  | { readonly constraint: 'C3'; readonly storageNode: number; readonly slot: number }
  | { readonly constraint: 'C4'; readonly link: number; readonly slot: number }
  | { readonly constraint: 'C5' | 'C6' | 'freshness'; readonly stock: number; readonly slot: number }
  | { readonly constraint: 'C7'; readonly demand: number; readonly slot: number };

export interface ModelRow extends Row {
  readonly meaning: RowMeaning;
}

type Entry = readonly [column: number, value: number];

/** (1): the coefficient α^t_k of y^t_{k,p}. */
export function objective(layout: Layout): Float64Array {
  return Float64Array.from(
    layout.choices,
    ({ demand, offer }) => layout.problem.demands[demand]!.weight[offer.slot]!,
  );
}

/** C1: y^t_{k,p} ≤ Y^{t,max}_{k,p} x^t_{k,p}. */
export function c1(layout: Layout, at: Offsets & { readonly x: number }): ModelRow[] {
  return layout.choices.map(({ demand, path, offer }, choice) => ({
    name: `C1(k${demand},p${path},t${offer.slot})`,
    lower: Number.NEGATIVE_INFINITY,
    upper: 0,
    entries: [
      [at.y + choice, 1],
      [at.x + choice, -offer.rateCap],
    ],
    meaning: { constraint: 'C1', choice },
  }));
}

/** C2: Σ_p x^t_{k,p} = 1 for every pair and slot with a usable path. */
export function c2(layout: Layout, at: { readonly x: number }): ModelRow[] {
  return layout.groups.map(({ demand, slot, choices }, group) => ({
    name: `C2(k${demand},t${slot})`,
    lower: 1,
    upper: 1,
    entries: choices.map((choice): Entry => [at.x + choice, 1]),
    meaning: { constraint: 'C2', group },
  }));
}

/** C3: Σ_{n∋m} Σ_{p_m} z^t_{n,p_m} ≤ B_m for t = 0..T; a stored pair holds a memory at both ends. */
export function c3(layout: Layout, at: Offsets): ModelRow[] {
  const { problem } = layout;
  return problem.storageNodes.flatMap(({ node, capacity }, storageNode) => {
    const stored = layout.stocks.flatMap(({ pair }, stock) =>
      problem.storagePairs[pair]!.ends.includes(node) ? [stock] : [],
    );
    if (stored.length === 0) return [];
    return Array.from(
      { length: problem.topology.slotCount + 1 },
      (_, slot): ModelRow => ({
        name: `C3(m${storageNode},t${slot})`,
        lower: Number.NEGATIVE_INFINITY,
        upper: capacity,
        entries: stored.map((stock): Entry => [stockColumn(layout, at, stock, slot), 1]),
        meaning: { constraint: 'C3', storageNode, slot },
      }),
    );
  });
}

/**
 * C4: per link and slot, Σ y·g over the user and storage paths whose own real hops contain the
 * link ≤ C^t (as a rate; the sub-path behind a virtual link is charged when it fills).
 */
export function c4(layout: Layout, at: Offsets): ModelRow[] {
  const { topology, demands, storagePairs } = layout.problem;
  const usersOf = Array.from({ length: topology.slotCount }, () => new Map<number, Entry[]>());
  const charge = (slot: number, link: number, entry: Entry) => {
    const users = usersOf[slot]!.get(link);
    if (users) users.push(entry);
    else usersOf[slot]!.set(link, [entry]);
  };
  layout.choices.forEach(({ demand, path, offer }, choice) => {
    for (const link of ownLinks(demands[demand]!.paths[path]!.hops)) {
      charge(offer.slot, link, [at.y + choice, offer.cost]);
    }
  });
  layout.fills.forEach(({ pair, subPath, fill }, index) => {
    for (const link of ownLinks(storagePairs[pair]!.subPaths[subPath]!.hops)) {
      charge(fill.slot, link, [at.fill + index, fill.cost]);
    }
  });
  return topology.slots.flatMap((links, slot) => {
    const rows: ModelRow[] = [];
    links.link.forEach((link, position) => {
      const entries = usersOf[slot]!.get(link);
      if (!entries) return;
      rows.push({
        name: `C4(e${link},t${slot})`,
        lower: Number.NEGATIVE_INFINITY,
        upper: capacityAsRate(links.capacity[position]!, topology),
        entries,
        meaning: { constraint: 'C4', link, slot },
      });
    });
    return rows;
  });
}

/** Pairs that each stock needs in each slot: Σ y·g·ψδ over users and over fills of other pairs, with ψ = 1 unless it loses pairs. */
function served(layout: Layout, at: Offsets): Entry[][][] {
  const { topology, demands, storagePairs, memory } = layout.problem;
  const { needed } = stockChange(memory, topology.slotSeconds);
  const uses: Entry[][][] = layout.stocks.map(() => Array.from({ length: topology.slotCount }, () => []));
  layout.choices.forEach(({ demand, path, offer }, choice) => {
    for (const hop of storedHops(demands[demand]!.paths[path]!.hops)) {
      const stock = layout.stockIndex[hop.pair]![hop.subPath]!;
      uses[stock]![offer.slot]!.push([at.y + choice, offer.cost * topology.slotSeconds * needed]);
    }
  });
  layout.fills.forEach(({ pair, subPath, fill }, index) => {
    for (const hop of storedHops(storagePairs[pair]!.subPaths[subPath]!.hops)) {
      const stock = layout.stockIndex[hop.pair]![hop.subPath]!;
      uses[stock]![fill.slot]!.push([at.fill + index, fill.cost * topology.slotSeconds * needed]);
    }
  });
  return uses;
}

/** C5: Σ y^t·g·ψδ through virtual link (n,p_m) ≤ z^t_{n,p_m}, where ψ = 1 unless the memory loses pairs. */
export function c5(layout: Layout, at: Offsets): ModelRow[] {
  return served(layout, at).flatMap((bySlot, stock) =>
    bySlot.flatMap((uses, slot): ModelRow[] =>
      uses.length === 0
        ? []
        : [
            {
              name: `C5(s${stock},t${slot})`,
              lower: Number.NEGATIVE_INFINITY,
              upper: 0,
              entries: [...uses, [stockColumn(layout, at, stock, slot), -1]],
              meaning: { constraint: 'C5', stock, slot },
            },
          ],
    ),
  );
}

/**
 * C6: z^{t+1} = s (z^t − served^t) + y^t_{n,p_m} φδ, where s = φ = 1 unless the memory loses pairs (domain/memory.ts).
 * A memory with a maximum age may discard, so there it is ≤.
 */
export function c6(layout: Layout, at: Offsets): ModelRow[] {
  const { topology, memory } = layout.problem;
  const { survival, kept } = stockChange(memory, topology.slotSeconds);
  const filled = filling(layout, at);
  return served(layout, at).flatMap((bySlot, stock) =>
    bySlot.map(
      (uses, slot): ModelRow => ({
        name: `C6(s${stock},t${slot + 1})`,
        lower: 'maximumStorageSlots' in memory ? Number.NEGATIVE_INFINITY : 0,
        upper: 0,
        entries: [
          [stockColumn(layout, at, stock, slot + 1), 1],
          [stockColumn(layout, at, stock, slot), -survival],
          ...uses.map(([column, pairs]): Entry => [column, survival * pairs]),
          ...filled[stock]![slot]!.map((column): Entry => [column, -topology.slotSeconds * kept]),
        ],
        meaning: { constraint: 'C6', stock, slot: slot + 1 },
      }),
    ),
  );
}

/** First in, first out with a maximum age A: z^t ≤ Σ_{a=1..A} y^{t−a} δ, an initial stock as if filled in slot −1. */
export function freshness(layout: Layout, at: Offsets): ModelRow[] {
  const { topology, memory, storagePairs } = layout.problem;
  if (!('maximumStorageSlots' in memory)) return [];
  const age = memory.maximumStorageSlots;
  const filled = filling(layout, at);
  return layout.stocks.flatMap(({ pair, subPath }, stock) =>
    Array.from({ length: topology.slotCount }, (_, index): ModelRow => {
      const slot = index + 1;
      const recent = filled[stock]!.slice(Math.max(0, slot - age), slot).flat();
      return {
        name: `age(s${stock},t${slot})`,
        lower: Number.NEGATIVE_INFINITY,
        upper: slot < age ? storagePairs[pair]!.subPaths[subPath]!.initialStock : 0,
        entries: [
          [stockColumn(layout, at, stock, slot), 1],
          ...recent.map((column): Entry => [column, -topology.slotSeconds]),
        ],
        meaning: { constraint: 'freshness', stock, slot },
      };
    }),
  );
}

/** C7 (ours): Σ_p y^t_{k,p} ≥ minimumRate in every slot with a usable path. */
export function c7(layout: Layout, at: Offsets): ModelRow[] {
  return layout.groups.flatMap(({ demand, slot, choices }): ModelRow[] => {
    const minimumRate = layout.problem.demands[demand]!.minimumRate;
    if (minimumRate === 0) return [];
    return [
      {
        name: `C7(k${demand},t${slot})`,
        lower: minimumRate,
        upper: Number.POSITIVE_INFINITY,
        entries: choices.map((choice): Entry => [at.y + choice, 1]),
        meaning: { constraint: 'C7', demand, slot },
      },
    ];
  });
}

/** Fill columns of each stock in each slot. */
function filling(layout: Layout, at: Offsets): number[][][] {
  const filled: number[][][] = layout.stocks.map(() =>
    Array.from({ length: layout.problem.topology.slotCount }, () => []),
  );
  layout.fills.forEach(({ pair, subPath, fill }, index) => {
    filled[layout.stockIndex[pair]![subPath]!]![fill.slot]!.push(at.fill + index);
  });
  return filled;
}
