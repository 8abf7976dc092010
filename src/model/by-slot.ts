/** The items of each slot, in their given order. */
export function bySlot<Item>(
  slotCount: number,
  items: Iterable<Item>,
  slotOf: (item: Item) => number,
): Item[][] {
  const lists: Item[][] = Array.from({ length: slotCount }, () => []);
  for (const item of items) lists[slotOf(item)]!.push(item);
  return lists;
}

/** The slot of what is left out. */
export const NO_SLOT = -1;

/** The same of the indices below `count`, without lists in between: there may be millions. */
export function indicesBySlot(
  slotCount: number,
  count: number,
  slotOf: (index: number) => number,
): Int32Array[] {
  const slots = new Int32Array(count);
  const counts = new Int32Array(slotCount);
  for (let index = 0; index < count; index++) {
    const slot = slotOf(index);
    slots[index] = slot;
    if (slot !== NO_SLOT) counts[slot]!++;
  }
  const lists = Array.from(counts, (length) => new Int32Array(length));
  counts.fill(0);
  for (let index = 0; index < count; index++) {
    const slot = slots[index]!;
    if (slot !== NO_SLOT) lists[slot]![counts[slot]!++] = index;
  }
  return lists;
}
