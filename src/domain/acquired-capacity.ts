import { positionInSlot, type SlotLinks } from './network.ts';

/** C^t of a link once it is acquired, in the topology's unit; 0 where there is no contact. */
export function acquiredCapacity(slot: SlotLinks, link: number): number {
  const position = positionInSlot(slot, link);
  const { pointing } = slot;
  if (position >= 0) return (pointing?.acquired ?? slot.capacity)[position]!;
  const place = pointing?.acquiring.indexOf(link) ?? -1;
  return place < 0 ? 0 : pointing!.acquiringCapacity[place]!;
}
