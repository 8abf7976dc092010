/**
 * The share of a slot that acquisition leaves of a contact. A contact begins in the first of successive slots in which
 * the link exists, at the earliest in slot 0. Must be asked slot by slot.
 */
export function acquisition<Link>(slotSeconds: number) {
  const begun = new Map<Link, number>();
  const last = new Map<Link, number>();
  return (slot: number, link: Link, acquisitionSeconds: number): number => {
    if (last.get(link) !== slot - 1) begun.set(link, slot);
    last.set(link, slot);
    const since = (slot - begun.get(link)! + 1) * slotSeconds;
    return Math.min(1, Math.max(0, (since - acquisitionSeconds) / slotSeconds));
  };
}
