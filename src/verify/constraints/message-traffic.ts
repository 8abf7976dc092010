/** C9: Σ rate × bits per pair along each direction of a classical link within its bit/s. */
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const messageTraffic: CheckedFamily<'C9'> = {
  check({ indexed: { topology }, use }, { C9 }) {
    for (const [way, { from, to, bitsPerSecond }] of (topology.messageWays ?? []).entries()) {
      const sent = use.messages.get(way);
      for (let slot = 0; slot < topology.slotCount; slot++) {
        note(C9, excess(sent?.[slot] ?? 0, bitsPerSecond), () => `${from} to ${to}, ${slotName(slot)}`);
      }
    }
  },
  price({ from, to, slot, price }, { problem: { topology }, slotCount, fields }) {
    const ways = topology.messageWays ?? [];
    const index = ways.findIndex((way) => way.from === from && way.to === to);
    if (index < 0 || slot >= slotCount) return;
    fields.constant += price * ways[index]!.bitsPerSecond;
    fields.messages(index)[slot]! += price;
  },
};
