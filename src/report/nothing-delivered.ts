import type { IdleReason, RunRecord } from '../domain/run-record.ts';
import { formatNumber } from './numbers.ts';

/** A record whose plan delivers nothing is no success, however well it is proved. */
export interface NothingDelivered {
  /** Nothing better exists among the catalogued paths; otherwise the search ended before it found any. */
  readonly isProved: boolean;
  /** Why, to follow "because". */
  readonly because: string;
}

export const deliversNothing = ({ plan, totalPairs }: Pick<RunRecord, 'plan' | 'totalPairs'>): boolean =>
  plan !== null && totalPairs === 0;

/** Null where something is delivered, or there is no plan at all. */
export function nothingDelivered(record: RunRecord): NothingDelivered | null {
  if (!deliversNothing(record)) return null;
  const { bounds, catalogue, demands, horizon } = record;
  if (catalogue.choices === 0) return { isProved: true, because: noPath(record) };
  if (bounds.bound !== null && bounds.bound > 0) {
    const because = `the search ended (${record.status}) before it found a plan that does; up to ${formatNumber(bounds.bound * horizon.slotSeconds)} weighted pairs are not ruled out`;
    return { isProved: false, because };
  }
  return demands.every(({ idleSlots }) => idleSlots.length === horizon.slots) && bounds.bound === 0
    ? { isProved: true, because: 'no demand has a weight above 0 in a slot in which it could be served' }
    : { isProved: true, because: noPath(record) };
}

/** The commonest reasons, with the number of demands and slots that they hold for. */
function noPath({ demands, horizon }: RunRecord): string {
  const count = new Map<IdleReason, number>();
  for (const { idleSlots } of demands) {
    for (const { reason } of idleSlots) count.set(reason, (count.get(reason) ?? 0) + 1);
  }
  const total = demands.length * horizon.slots;
  const reasons = [...count]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, slots]) => `${reason} (${slots} of ${total} slots)`);
  return `no demand has a usable path in any slot: ${reasons.join('; ')}`;
}
