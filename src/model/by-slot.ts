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
