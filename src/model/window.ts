/**
 * The program over the slots from ≤ t < to, compact. Over all slots it has the optimum of (1), C1..C7;
 * over fewer it is what a plan can do there with any stock at hand when the window begins, which
 * every plan of the whole horizon satisfies within the window: so what is proved of a window holds.
 *
 * Besides what incidence.ts leaves out:
 * - C2 as ≤: a selected path may carry nothing, so a pair that selects none selects any;
 * - C4 where it follows from C1 and C2: one demand alone uses the link, nothing fills over it, and
 *   g·Y^max ≤ C for each of its choices, so that Σ g y ≤ Σ g Y^max x ≤ C Σ x ≤ C (checked by the numbers);
 * - C3 where all stocks at their most fit;
 * - z^T, with C3 and C6 of it: what is left after the last slot fits where it was before.
 *
 * A memory with a maximum age looks back before the window: there all fillings count at their most,
 * a relaxation, so that only the window over all slots is exact.
 */
import { stockChange } from '../domain/memory.ts';
import { capacityAsRate, capacityIn } from '../domain/network.ts';
import { type Column, type LinearProgram, packColumns } from '../lp/program.ts';
import { createRowBuilder, type RowBuilder } from '../lp/row-builder.ts';
import type { RowMeaning } from './equations.ts';
import type { Incidence, Use } from './incidence.ts';
import { type Offsets, offsetsOf } from './layout.ts';

/**
 * How the paths of a slot are chosen: `binary` by x; `relaxed` with x projected out of the LP relaxation,
 * Σ_p y/Y^max ≤ 1; `fixed`: only the choices kept, which carry what they like up to Y^max.
 */
export type SlotMode = 'binary' | 'relaxed' | 'fixed';

export interface WindowRequest {
  readonly from: number;
  readonly to: number;
  readonly mode: (slot: number) => SlotMode;
  /** Whether a choice is offered; all by default. */
  readonly keeps?: (choice: number) => boolean;
}

export interface WindowModel {
  readonly from: number;
  readonly to: number;
  readonly program: LinearProgram;
  /** What each column is in the monolith (x, y, y_n, z by `offsetsOf(layout, true)`). */
  readonly columns: Int32Array;
  /** One entry a row; null for Σ y/Y^max ≤ 1. */
  readonly meanings: readonly (RowMeaning | null)[];
  /** Column of a column of the monolith, or −1. */
  columnOf(monolithColumn: number): number;
}

export function assembleWindow(incidence: Incidence, request: WindowRequest): WindowModel {
  const at = monolithOffsets(incidence);
  const columns: Column[] = [];
  const identities: number[] = [];
  const position = new Map<number, number>();
  const addColumn = (identity: number, column: Column): void => {
    position.set(identity, columns.length);
    identities.push(identity);
    columns.push(column);
  };
  const kept = addColumns(incidence, request, at, addColumn);

  const meanings: (RowMeaning | null)[] = [];
  const rows = createRowBuilder();
  const begin = (meaning: RowMeaning | null, lower: number, upper: number): void => {
    meanings.push(meaning);
    rows.begin(`r${meanings.length}`, lower, upper);
  };
  const draft: Draft = { incidence, request, at, position, kept, rows, begin };
  for (let slot = request.from; slot < request.to; slot++) {
    selectionRows(draft, slot);
    linkRows(draft, slot);
    stockRows(draft, slot);
  }
  for (let slot = request.from; slot <= request.to; slot++) {
    memoryRows(draft, slot);
    freshnessRows(draft, slot);
  }
  return {
    from: request.from,
    to: request.to,
    program: {
      name: `slots ${request.from + 1} to ${request.to}`,
      columns: packColumns(columns),
      rows: rows.build(),
    },
    columns: Int32Array.from(identities),
    meanings,
    columnOf: (identity) => position.get(identity) ?? -1,
  };
}

export const monolithOffsets = ({ layout }: Incidence): Offsets & { readonly x: number } => ({
  ...offsetsOf(layout, true),
  x: 0,
});

/** What the rows are made from. */
interface Draft {
  readonly incidence: Incidence;
  readonly request: WindowRequest;
  readonly at: Offsets & { readonly x: number };
  /** Column of each column of the monolith that is in the window. */
  readonly position: ReadonlyMap<number, number>;
  /** Kept choices of each slot of the window. */
  readonly kept: readonly (readonly number[])[];
  readonly rows: RowBuilder;
  readonly begin: (meaning: RowMeaning | null, lower: number, upper: number) => void;
}

const UNBOUNDED = Number.NEGATIVE_INFINITY;

function addColumns(
  { layout, choicesOf, fillsOf, reachable, stocksOf }: Incidence,
  { from, to, mode, keeps }: WindowRequest,
  at: Offsets,
  add: (identity: number, column: Column) => void,
): number[][] {
  const { demands, storagePairs, topology } = layout.problem;
  const instants = topology.slotCount + 1;
  const kept: number[][] = [];
  for (let slot = from; slot < to; slot++) {
    const offered = [...choicesOf[slot]!].filter((choice) => keeps?.(choice) ?? true);
    kept[slot] = offered;
    for (const choice of offered) {
      const { demand, offer } = layout.choices[choice]!;
      const cost = demands[demand]!.weight[slot]!;
      add(at.y + choice, { name: `y${choice}`, cost, lower: 0, upper: offer.rateCap });
    }
    if (mode(slot) === 'binary') {
      for (const choice of offered) {
        add(choice, { name: `x${choice}`, cost: 0, lower: 0, upper: 1, integer: true });
      }
    }
    for (const fill of fillsOf[slot]!) {
      add(at.fill + fill, { name: `f${fill}`, cost: 0, lower: 0, upper: layout.fills[fill]!.fill.rateCap });
    }
  }
  for (let slot = from; slot <= Math.min(to, topology.slotCount - 1); slot++) {
    for (const stock of stocksOf[slot]!) {
      const { pair, subPath } = layout.stocks[stock]!;
      const upper = reachable[stock]![slot]!;
      const lower = slot === 0 ? storagePairs[pair]!.subPaths[subPath]!.initialStock : 0;
      add(at.stock + stock * instants + slot, { name: `z${stock},${slot}`, cost: 0, lower, upper });
    }
  }
  return kept;
}

/** C1 and C2, or what the mode of the slot makes of them, and C7. */
function selectionRows({ incidence, request, at, position, kept, rows, begin }: Draft, slot: number): void {
  const { layout } = incidence;
  const mode = request.mode(slot);
  const byGroup = new Map<number, number[]>();
  for (const choice of kept[slot]!) {
    const { group, offer } = layout.choices[choice]!;
    const members = byGroup.get(group);
    if (members) members.push(choice);
    else byGroup.set(group, [choice]);
    if (mode !== 'binary') continue;
    begin({ constraint: 'C1', choice }, UNBOUNDED, 0);
    rows.add(position.get(at.y + choice)!, 1);
    rows.add(position.get(choice)!, -offer.rateCap);
  }
  for (const [group, members] of byGroup) {
    if (mode === 'binary') {
      begin({ constraint: 'C2', group }, UNBOUNDED, 1);
      for (const choice of members) rows.add(position.get(choice)!, 1);
    } else if (mode === 'relaxed') {
      // Scaled by the largest Y^max, so that the row is of the size of rates.
      const scale = Math.max(...members.map((choice) => layout.choices[choice]!.offer.rateCap));
      begin(null, UNBOUNDED, scale);
      for (const choice of members) {
        rows.add(position.get(at.y + choice)!, scale / layout.choices[choice]!.offer.rateCap);
      }
    }
  }
  for (const [demand, { minimumRate, reach }] of layout.problem.demands.entries()) {
    if (minimumRate === 0 || reach[slot] !== 'usable') continue;
    begin({ constraint: 'C7', demand, slot }, minimumRate, Number.POSITIVE_INFINITY);
    for (const choice of kept[slot]!) {
      if (layout.choices[choice]!.demand === demand) rows.add(position.get(at.y + choice)!, 1);
    }
  }
}

/** C4, but where C1 and C2 imply it. */
function linkRows({ incidence, at, position, kept, rows, begin }: Draft, slot: number): void {
  const { layout, choiceUse, fillUse, fillsOf } = incidence;
  const { topology } = layout.problem;
  const links = topology.slots[slot]!;
  const users = new Map<number, { readonly choices: number[]; readonly fills: number[] }>();
  const usersOf = (link: number) => {
    const known = users.get(link) ?? { choices: [], fills: [] };
    users.set(link, known);
    return known;
  };
  for (const choice of kept[slot]!) {
    for (const link of choiceUse[choice]!.links) usersOf(link).choices.push(choice);
  }
  for (const fill of fillsOf[slot]!) for (const link of fillUse[fill]!.links) usersOf(link).fills.push(fill);
  for (const [link, { choices, fills }] of users) {
    const capacity = capacityAsRate(capacityIn(links, link), topology);
    const offers = choices.map((choice) => layout.choices[choice]!);
    const isImplied =
      fills.length === 0 &&
      new Set(choices).size === choices.length &&
      offers.every(
        ({ group, offer }) =>
          group === offers[0]!.group && offer.cost * offer.rateCap <= capacity * (1 + 1e-12),
      );
    if (isImplied) continue;
    begin({ constraint: 'C4', link, slot }, UNBOUNDED, capacity);
    for (const choice of choices) rows.add(position.get(at.y + choice)!, layout.choices[choice]!.offer.cost);
    for (const fill of fills) rows.add(position.get(at.fill + fill)!, layout.fills[fill]!.fill.cost);
  }
}

/** C5 and C6 of a slot. */
function stockRows({ incidence, at, position, kept, rows, begin }: Draft, slot: number): void {
  const { layout, choiceUse, fillUse, fillsOf, stockOfFill, stocksOf } = incidence;
  const { topology, memory } = layout.problem;
  const { survival, kept: keptOfFill, needed } = stockChange(memory, topology.slotSeconds);
  const draws = new Map<number, (readonly [column: number, pairs: number])[]>();
  const draw = ({ stocks }: Use, column: number, cost: number) => {
    for (const stock of stocks) {
      const entry = [column, cost * topology.slotSeconds * needed] as const;
      const known = draws.get(stock);
      if (known) known.push(entry);
      else draws.set(stock, [entry]);
    }
  };
  for (const choice of kept[slot]!) {
    draw(choiceUse[choice]!, position.get(at.y + choice)!, layout.choices[choice]!.offer.cost);
  }
  const filling = new Map<number, number[]>();
  for (const fill of fillsOf[slot]!) {
    const column = position.get(at.fill + fill)!;
    draw(fillUse[fill]!, column, layout.fills[fill]!.fill.cost);
    const stock = stockOfFill[fill]!;
    filling.set(stock, [...(filling.get(stock) ?? []), column]);
  }
  const stockAt = (stock: number, instant: number) =>
    position.get(at.stock + stock * (topology.slotCount + 1) + instant);
  for (const [stock, entries] of draws) {
    begin({ constraint: 'C5', stock, slot }, UNBOUNDED, 0);
    for (const [column, pairs] of entries) rows.add(column, pairs);
    rows.add(stockAt(stock, slot)!, -1);
  }
  for (const stock of stocksOf[slot + 1] ?? []) {
    const [before, after] = [stockAt(stock, slot), stockAt(stock, slot + 1)];
    if (after === undefined) continue;
    begin({ constraint: 'C6', stock, slot: slot + 1 }, 'maximumStorageSlots' in memory ? UNBOUNDED : 0, 0);
    rows.add(after, 1);
    if (before !== undefined) rows.add(before, -survival);
    for (const [column, pairs] of draws.get(stock) ?? []) rows.add(column, survival * pairs);
    for (const column of filling.get(stock) ?? []) rows.add(column, -topology.slotSeconds * keptOfFill);
  }
}

/** C3 at the beginning of a slot, where it can bind. */
function memoryRows({ incidence, at, position, rows, begin }: Draft, slot: number): void {
  const { layout, reachable, stocksOf } = incidence;
  const { problem } = layout;
  const instants = problem.topology.slotCount + 1;
  const stores = new Map<string, { readonly columns: number[]; most: number }>();
  for (const stock of stocksOf[slot] ?? []) {
    const column = position.get(at.stock + stock * instants + slot)!;
    for (const node of problem.storagePairs[layout.stocks[stock]!.pair]!.ends) {
      const store = stores.get(node) ?? { columns: [], most: 0 };
      store.columns.push(column);
      store.most += reachable[stock]![slot]!;
      stores.set(node, store);
    }
  }
  problem.storageNodes.forEach(({ node, capacity }, storageNode) => {
    const store = stores.get(node);
    if (store === undefined || store.most <= capacity) return;
    begin({ constraint: 'C3', storageNode, slot }, UNBOUNDED, capacity);
    for (const column of store.columns) rows.add(column, 1);
  });
}

/** z^t ≤ Σ_{a=1..A} y^{t−a} δ; fillings before the window count at their most. */
function freshnessRows({ incidence, request, at, position, rows, begin }: Draft, slot: number): void {
  const { layout, fillsOf, stockOfFill, stocksOf } = incidence;
  const { memory, topology, storagePairs } = layout.problem;
  if (!('maximumStorageSlots' in memory) || slot === 0) return;
  const age = memory.maximumStorageSlots;
  const recent = new Map<number, { readonly columns: number[]; before: number }>();
  for (let filled = Math.max(0, slot - age); filled < slot; filled++) {
    for (const fill of fillsOf[filled]!) {
      const stock = stockOfFill[fill]!;
      const known = recent.get(stock) ?? { columns: [], before: 0 };
      if (filled >= request.from) known.columns.push(position.get(at.fill + fill)!);
      else known.before += layout.fills[fill]!.fill.rateCap * topology.slotSeconds;
      recent.set(stock, known);
    }
  }
  for (const stock of stocksOf[slot] ?? []) {
    const { pair, subPath } = layout.stocks[stock]!;
    const column = position.get(at.stock + stock * (topology.slotCount + 1) + slot)!;
    const { columns, before } = recent.get(stock) ?? { columns: [], before: 0 };
    const initial = slot < age ? storagePairs[pair]!.subPaths[subPath]!.initialStock : 0;
    begin({ constraint: 'freshness', stock, slot }, UNBOUNDED, before + initial);
    rows.add(column, 1);
    for (const fill of columns) rows.add(fill, -topology.slotSeconds);
  }
}
