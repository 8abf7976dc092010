/**
 * Where telescopes point in a first plan: demand by demand and slot by slot, each takes the path that carries most over
 * telescopes that are free or already point along its links, from where telescopes are pinned by hand. Where acquisition takes time, telescopes turn as early as they
 * are free.
 */
import type { Layout } from '../../model/layout.ts';
import type { PointingColumns } from '../../model/pointing-columns.ts';
import { pointedBy, type Selection, selectionOf } from '../../model/selection.ts';
import { usesOf } from '../../model/uses.ts';

/** @param order the C2 groups, in the order in which they choose */
export function pointTelescopes(layout: Layout, order: Iterable<number>): Selection {
  const { groups, choices } = layout;
  const { choiceUse } = usesOf(layout);
  const selection = selectionOf(
    layout,
    groups.map(({ choices: own }) => own[0]!),
  );
  const telescopes = openTelescopes(layout.pointing!, pointedBy(layout, selection));
  for (const group of order) {
    const { slot, choices: own } = groups[group]!;
    let best = { choice: -1, rate: 0 };
    for (const choice of own) {
      // Pairs from memory need telescopes at other times, too; they take what is left.
      if (choiceUse[choice]!.stocks.length > 0) continue;
      const { rateCap, cost } = choices[choice]!.offer;
      if (rateCap <= best.rate) continue;
      const rate = Math.min(rateCap, telescopes.room(choiceUse[choice]!.links, slot) / cost);
      if (rate > best.rate) best = { choice, rate };
    }
    if (best.choice < 0) continue;
    const { cost } = choices[best.choice]!.offer;
    telescopes.take(choiceUse[best.choice]!.links, slot, best.rate * cost);
    selection[group] = best.choice;
  }
  return selection;
}

interface Telescopes {
  /** Pairs/s that a path along these links could have; 0 where a telescope is missing. */
  room(links: readonly number[], slot: number): number;
  /** Points telescopes along the links, and takes pairs/s of each. */
  take(links: readonly number[], slot: number, rate: number): void;
}

function openTelescopes(pointing: PointingColumns, pointed: Int32Array): Telescopes {
  const { columns, limits, indexOf, lostShares } = pointing;
  const used = new Float64Array(columns.length);
  const takenAt = new Map<string, number>();
  const terminalsOf = (index: number) => limits.links[columns[index]!.link]!.terminals;
  const key = (node: number, slot: number) => `${node} ${slot}`;
  const isFree = (index: number, alsoTaken: ReadonlyMap<number, number>): boolean =>
    columns[index]!.most === 1 &&
    terminalsOf(index).every(([node, count]) => {
      const taken = (takenAt.get(key(node, columns[index]!.slot)) ?? 0) + (alsoTaken.get(node) ?? 0);
      return taken + count <= limits.terminals.get(node)!;
    });
  /** The slots before this one in which telescopes have to point along the link, and may. */
  const approach = (index: number): number[] => {
    const { link, slot } = columns[index]!;
    const before: number[] = [];
    for (let j = 1; j <= lostShares(link).length; j++) {
      const earlier = indexOf(link, slot - j);
      if (earlier < 0 || (pointed[earlier] !== 1 && !isFree(earlier, NONE))) break;
      before.push(earlier);
    }
    return before;
  };
  /** Slots of uninterrupted pointing before this one, up to those that acquisition takes. */
  const acquiredFor = (index: number): number => {
    const { link, slot } = columns[index]!;
    let j = 0;
    while (j < lostShares(link).length) {
      const earlier = indexOf(link, slot - j - 1);
      if (earlier < 0 || pointed[earlier] !== 1) break;
      j++;
    }
    return j;
  };
  const capacityOf = (index: number): number => {
    const { link, capacity } = columns[index]!;
    const slots = pointed[index] === 1 ? acquiredFor(index) : approach(index).length;
    return capacity * (1 - (lostShares(link)[slots] ?? 0));
  };
  const occupy = (index: number): void => {
    for (const [node, count] of terminalsOf(index)) {
      const at = key(node, columns[index]!.slot);
      takenAt.set(at, (takenAt.get(at) ?? 0) + count);
    }
  };
  const point = (index: number): void => {
    if (pointed[index] === 1) return;
    pointed[index] = 1;
    occupy(index);
  };
  pointed.forEach((isPinned, index) => {
    if (isPinned === 1) occupy(index);
  });
  return {
    room(links, slot) {
      let room = Number.POSITIVE_INFINITY;
      const alsoTaken = new Map<number, number>();
      for (const link of links) {
        const index = indexOf(link, slot);
        if (index < 0) continue;
        if (pointed[index] !== 1) {
          if (!isFree(index, alsoTaken)) return 0;
          for (const [node, count] of terminalsOf(index)) {
            alsoTaken.set(node, (alsoTaken.get(node) ?? 0) + count);
          }
        }
        room = Math.min(room, capacityOf(index) - used[index]!);
      }
      return room;
    },
    take(links, slot, rate) {
      for (const link of links) {
        const index = indexOf(link, slot);
        if (index < 0) continue;
        if (pointed[index] !== 1) for (const earlier of approach(index)) point(earlier);
        point(index);
        used[index]! += rate;
      }
    },
  };
}

const NONE: ReadonlyMap<number, number> = new Map();
