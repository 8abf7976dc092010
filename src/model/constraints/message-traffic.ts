/** C9 (ours): messages along each classical link that limits them, each way, within its bit/s. */
import type { MessageUse } from '../../domain/problem.ts';
import type { Taken } from './family.ts';
import { packingFamily } from './packing.ts';

export const messageTraffic = packingFamily({
  rowName: (way, slot) => `C9(c${way},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  order: 'slot',
  limit: ({ problem }, way) => problem.topology.messageWays![way]!.bitsPerSecond,
  ofChoice: ({ layout }, choice) => sentBy(layout.choices[choice]!.offer.signals?.messages),
  ofFill: ({ layout }, fill) => sentBy(layout.fills[fill]!.fill.messages),
});

const sentBy = (messages: readonly MessageUse[] = []): Taken => ({
  entities: messages.map(({ way }) => way),
  each: messages.map(({ bits }) => bits),
});
