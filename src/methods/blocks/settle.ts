/**
 * Rates and stocks of the whole layout from a plan that was made window by window. Windows leave out
 * stocks that nobody draws on any more, and so may fill more than is served: where nothing is discarded
 * (C6 as an equation), fillings are reduced from the first on until no pair is left that need not be.
 */
import { survivalPerSlot } from '../../domain/problem.ts';
import type { ColumnValues } from '../../model/decode.ts';
import type { Incidence } from '../../model/incidence.ts';
import { monolithOffsets } from '../../model/window.ts';

/** @param values by columns of the monolith; those left out are 0. @param end slots from this on are left empty. */
export function settle(
  incidence: Incidence,
  values: ReadonlyMap<number, number>,
  end: number,
): ColumnValues & { readonly objective: number } {
  const { layout, choicesOf, fillsOf, fillUse, choiceUse, stockOfFill } = incidence;
  const { problem } = layout;
  const { slotCount, slotSeconds } = problem.topology;
  const at = monolithOffsets(incidence);
  const instants = slotCount + 1;
  const rates = new Float64Array(layout.choices.length);
  const fillRates = new Float64Array(layout.fills.length);
  const draws = new Map<number, Float64Array>();
  const fillsOfStock = new Map<number, number[]>();
  const drawsOf = (stock: number): Float64Array => {
    const known = draws.get(stock) ?? new Float64Array(instants);
    draws.set(stock, known);
    return known;
  };
  let objective = 0;
  for (let slot = 0; slot < end; slot++) {
    for (const choice of choicesOf[slot]!) {
      const rate = Math.max(0, values.get(at.y + choice) ?? 0);
      if (rate === 0) continue;
      const { demand, offer } = layout.choices[choice]!;
      rates[choice] = rate;
      objective += rate * problem.demands[demand]!.weight[slot]!;
      for (const stock of choiceUse[choice]!.stocks) drawsOf(stock)[slot]! += rate * offer.cost * slotSeconds;
    }
    for (const fill of fillsOf[slot]!) {
      const rate = Math.max(0, values.get(at.fill + fill) ?? 0);
      if (rate === 0) continue;
      fillRates[fill] = rate;
      const stock = stockOfFill[fill]!;
      const known = fillsOfStock.get(stock);
      if (known) known.push(fill);
      else fillsOfStock.set(stock, [fill]);
      for (const drawn of fillUse[fill]!.stocks) {
        drawsOf(drawn)[slot]! += rate * layout.fills[fill]!.fill.cost * slotSeconds;
      }
    }
  }
  const stocks = new Float64Array(layout.stocks.length * instants);
  const initialOf = (stock: number): number => {
    const { pair, subPath } = layout.stocks[stock]!;
    return problem.storagePairs[pair]!.subPaths[subPath]!.initialStock;
  };
  const touched = new Set([...draws.keys(), ...fillsOfStock.keys()]);
  const filledBefore = layout.stocks.flatMap((_, stock) => (initialOf(stock) > 0 ? [stock] : []));
  for (const stock of filledBefore) touched.add(stock);
  if ('maximumStorageSlots' in problem.memory) {
    // What is too old or too much may be discarded: the windows' own stocks will do.
    for (const stock of touched) {
      stocks[stock * instants] = initialOf(stock);
      for (let slot = 1; slot < Math.min(end + 1, slotCount); slot++) {
        stocks[stock * instants + slot] = Math.max(0, values.get(at.stock + stock * instants + slot) ?? 0);
      }
    }
    return { rates, fillRates, stocks, objective };
  }
  const survival = survivalPerSlot(problem.memory, slotSeconds);
  // Stocks that fill from other stocks first, since what they need less the others need less, too.
  const nested = (stock: number): boolean =>
    (fillsOfStock.get(stock) ?? []).some((fill) => fillUse[fill]!.stocks.length > 0);
  const order = [...touched].sort((a, b) => Number(nested(b)) - Number(nested(a)) || a - b);
  for (const stock of order) {
    const drawn = draws.get(stock) ?? new Float64Array(instants);
    const filled = new Float64Array(instants);
    const fills = fillsOfStock.get(stock) ?? [];
    for (const fill of fills) filled[layout.fills[fill]!.fill.slot]! += fillRates[fill]! * slotSeconds;
    const stored = () => {
      const amounts = stocks.subarray(stock * instants, (stock + 1) * instants);
      amounts[0] = initialOf(stock);
      for (let slot = 0; slot < slotCount; slot++) {
        amounts[slot + 1] = Math.max(0, survival * (amounts[slot]! - drawn[slot]!) + filled[slot]!);
      }
      return amounts;
    };
    const amounts = stored();
    // Where a stock is there from the beginning, windows keep all stocks to the end, and there is nothing to do;
    // reduced fillings could leave it in a memory that has no room for it.
    if (filledBefore.length > 0) continue;
    const fillIn = new Map(fills.map((fill) => [layout.fills[fill]!.fill.slot, fill]));
    // What could be missing at the beginning of the next slot without anything served being missed.
    const spareAfter = new Float64Array(slotCount);
    for (let slot = slotCount - 1; slot >= 0; slot--) {
      const later = slot + 1 < slotCount ? spareAfter[slot + 1]! / survival : Number.POSITIVE_INFINITY;
      spareAfter[slot] = Math.min(amounts[slot + 1]! - drawn[slot + 1]!, later);
    }
    // From the first filling on: pairs that are cut late would wait in the memory for draws of later ones, and
    // fill it beyond what the windows allowed.
    let missing = 0;
    for (let slot = 0; slot < slotCount; slot++) {
      missing *= survival;
      const spare = spareAfter[slot]! - missing;
      const fill = fillIn.get(slot);
      if (fill === undefined || spare <= 0) continue;
      const cut = Math.min(filled[slot]!, spare);
      missing += cut;
      filled[slot]! -= cut;
      fillRates[fill] = filled[slot]! / slotSeconds;
      const { cost } = layout.fills[fill]!.fill;
      for (const other of fillUse[fill]!.stocks) drawsOf(other)[slot]! -= cut * cost;
    }
    stored();
  }
  return { rates, fillRates, stocks, objective };
}
