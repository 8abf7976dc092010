/**
 * A plan under construction that is valid after every step. Each demand takes one path in a slot. For a virtual path, the
 * plan fills storage in earlier slots, the latest first, as far as links, memories and the age of pairs allow. It fills
 * nothing that is not drawn, so C5, C6 and the age of pairs hold by construction. For C3, C4 and other families that
 * pack, it asks how much room is left (model/left-over.ts).
 */
import { stockChange } from '../../domain/memory.ts';
import type { Layout } from '../../model/layout.ts';
import { openLeftOver } from '../../model/left-over.ts';
import { bestRealPaths } from '../../model/selection.ts';
import type { Solution } from '../../model/solution.ts';
import { type Uses, usesOf } from '../../model/uses.ts';
import { createJournal, type Journal, openHoldings } from './holdings.ts';
import { openStockPull } from './stock-pull.ts';

/** A demand in a slot, on one of its paths. */
interface Placed {
  readonly choice: number;
  readonly rate: number;
  readonly journal: Journal;
}

export interface PulledPlan {
  readonly layout: Layout;
  /** Puts a demand-slot, which has to be empty, on the path that carries most now, up to a rate. */
  place(group: number, most?: number): void;
  /** Removes demand-slots; if initial pairs would then exceed the memory, changes nothing and returns null. */
  remove(groups: readonly number[]): readonly (Placed | null)[] | null;
  /** Puts back what was removed; everything else must be as it was then. */
  restore(groups: readonly number[], placed: readonly (Placed | null)[]): void;
  /** y, pairs/s. */
  rateOf(group: number): number;
  solution(): Solution;
}

/** Below this share of its cap, a path counts as carrying nothing. */
const NOTHING = 1e-9;
/** A path is better than another if it carries more by at least this share. */
const BETTER = 1e-9;

export function openPulledPlan(layout: Layout): PulledPlan {
  const { problem, choices, groups } = layout;
  const uses: Uses = usesOf(layout);
  const left = openLeftOver({ layout, ...uses });
  const holdings = openHoldings(layout, left);
  const draw = openStockPull(layout, uses, holdings);
  const { slotSeconds } = problem.topology;
  const pairsPerRate = slotSeconds * stockChange(problem.memory, slotSeconds).needed;
  const placed: (Placed | null)[] = groups.map(() => null);
  const emptySelection = bestRealPaths(layout);
  /** Choices of a group by descending cap; among equals, paths that draw on fewer stocks come first. */
  const ranked = groups.map(({ choices: own }) =>
    own.toSorted(
      (a, b) =>
        choices[b]!.offer.rateCap - choices[a]!.offer.rateCap ||
        uses.choiceUse[a]!.stocks.length - uses.choiceUse[b]!.stocks.length,
    ),
  );

  /** Together with what it needs of stocks when the slot begins. */
  const roomOf = (choice: number): number => {
    const { slot, cost } = choices[choice]!.offer;
    return left.roomWith(
      left.ofChoice(choice),
      uses.choiceUse[choice]!.stocks.map(
        (stock) => [left.ofStock(stock, slot), cost * pairsPerRate] as const,
      ),
    );
  };
  /** Takes as much as possible for a choice. */
  const attempt = (choice: number, most: number): Placed | null => {
    const { slot, rateCap, cost } = choices[choice]!.offer;
    const share = left.ofChoice(choice);
    const { stocks } = uses.choiceUse[choice]!;
    const room = Math.min(rateCap, most, left.mixesStocks ? roomOf(choice) : left.room(share));
    if (room <= NOTHING * rateCap) return null;
    const journal = createJournal();
    const rate = draw(stocks, slot, room, cost, journal);
    if (rate <= NOTHING * rateCap) {
      holdings.undo(journal);
      return null;
    }
    holdings.take(journal, share, rate);
    return { choice, rate, journal };
  };
  /** Whether memory has too little room for the initial pairs that nobody draws. */
  const lacksRoom = ({ shares, amounts }: Journal): boolean =>
    shares.some((share, index) => amounts[index]! < 0 && left.isOverfull(share));

  return {
    layout,
    place(group, most = Number.POSITIVE_INFINITY) {
      let best: Placed | null = null;
      for (const choice of ranked[group]!) {
        const known = best?.rate ?? 0;
        if (Math.min(most, choices[choice]!.offer.rateCap) <= known * (1 + BETTER)) break;
        if (best) holdings.undo(best.journal);
        const found = attempt(choice, most);
        if (found !== null && found.rate > known * (1 + BETTER)) best = found;
        else {
          if (found) holdings.undo(found.journal);
          if (best) holdings.redo(best.journal);
        }
      }
      placed[group] = best;
    },
    remove(removed) {
      const before = removed.map((group) => placed[group]!);
      for (const one of before) if (one) holdings.undo(one.journal);
      if (before.some((one) => one !== null && lacksRoom(one.journal))) {
        for (const one of before) if (one) holdings.redo(one.journal);
        return null;
      }
      for (const group of removed) placed[group] = null;
      return before;
    },
    restore(restored, before) {
      for (const group of restored) {
        const one = placed[group];
        if (one) holdings.undo(one.journal);
      }
      restored.forEach((group, index) => {
        const one = before[index]!;
        placed[group] = one;
        if (one) holdings.redo(one.journal);
      });
    },
    rateOf: (group) => placed[group]?.rate ?? 0,
    solution() {
      const selection = emptySelection.slice();
      const rates = new Float64Array(choices.length);
      let objective = 0;
      placed.forEach((one, group) => {
        if (one === null) return;
        const { demand, slot } = groups[group]!;
        selection[group] = one.choice;
        rates[one.choice] = one.rate;
        objective += problem.demands[demand]!.weight[slot]! * one.rate;
      });
      return {
        selection,
        objective,
        values: { rates, fillRates: holdings.fillRates.map((rate) => Math.max(0, rate)) },
      };
    },
  };
}
