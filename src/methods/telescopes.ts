/**
 * Telescopes while a plan is made part by part: which are still free, what they can carry, and where they point. Where
 * acquisition takes time, telescopes turn as early as they are free.
 */
import type { Layout } from '../model/layout.ts';
import type { PointingColumns } from '../model/pointing-columns.ts';
import { pointedBy, type Selection } from '../model/selection.ts';

export interface Telescopes {
  /** Pairs/s that a path along these links could have; 0 where a telescope is missing, Infinity where none is limited. */
  room(links: readonly number[], slot: number): number;
  /** Points telescopes along the links, and on the way there. */
  point(links: readonly number[], slot: number): void;
  /** Takes pairs/s of each link. */
  take(links: readonly number[], slot: number, rate: number): void;
}

/** @param selection says where telescopes point, and is changed as they turn */
export function openTelescopes(layout: Layout, selection: Selection): Telescopes {
  return layout.pointing === null ? UNLIMITED : openLimited(layout.pointing, pointedBy(layout, selection));
}

const UNLIMITED: Telescopes = { room: () => Number.POSITIVE_INFINITY, point() {}, take() {} };

function openLimited(pointing: PointingColumns, pointed: Int32Array): Telescopes {
  const { columns, limits, indexOf, lostShares } = pointing;
  const used = new Float64Array(columns.length);
  const slotCount = pointing.firstOf.length - 1;
  const takenAt = new Map<number, number>();
  const terminalsOf = (index: number) => limits.links[columns[index]!.link]!.terminals;
  const key = (node: number, slot: number) => node * slotCount + slot;
  const isFree = (index: number, alsoTaken: ReadonlyMap<number, number>): boolean => {
    const { slot, most } = columns[index]!;
    if (most === 0) return false;
    for (const [node, count] of terminalsOf(index)) {
      const taken = (takenAt.get(key(node, slot)) ?? 0) + (alsoTaken.get(node) ?? 0);
      if (taken + count > limits.terminals.get(node)!) return false;
    }
    return true;
  };
  /** The slots before this one in which telescopes have to point along the link, and do or may. */
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
  const capacityOf = (index: number): number => {
    const { link, capacity } = columns[index]!;
    return capacity * (1 - (lostShares(link)[approach(index).length] ?? 0));
  };
  const occupy = (index: number): void => {
    for (const [node, count] of terminalsOf(index)) {
      const at = key(node, columns[index]!.slot);
      takenAt.set(at, (takenAt.get(at) ?? 0) + count);
    }
  };
  const turn = (index: number): void => {
    if (pointed[index] === 1) return;
    pointed[index] = 1;
    occupy(index);
  };
  pointed.forEach((isPointed, index) => {
    if (isPointed === 1) occupy(index);
  });
  const columnsOf = (links: readonly number[], slot: number): number[] => {
    const found: number[] = [];
    for (const link of links) {
      const index = indexOf(link, slot);
      if (index >= 0) found.push(index);
    }
    return found;
  };
  return {
    room(links, slot) {
      let room = Number.POSITIVE_INFINITY;
      const alsoTaken = new Map<number, number>();
      for (const index of columnsOf(links, slot)) {
        if (pointed[index] !== 1) {
          if (!isFree(index, alsoTaken)) return 0;
          for (const [node, count] of terminalsOf(index)) {
            alsoTaken.set(node, (alsoTaken.get(node) ?? 0) + count);
          }
        }
        room = Math.min(room, capacityOf(index) - used[index]!);
      }
      return Math.max(0, room);
    },
    point(links, slot) {
      for (const index of columnsOf(links, slot)) {
        turn(index);
        // Also where telescopes are pinned: nobody has turned them there.
        for (const earlier of approach(index)) turn(earlier);
      }
    },
    take(links, slot, rate) {
      for (const index of columnsOf(links, slot)) used[index]! += rate;
    },
  };
}

const NONE: ReadonlyMap<number, number> = new Map();
