import { deliveryOf } from '../domain/delivery.ts';
import type { IdleReason } from '../domain/idle-reason.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { REFERENCE_SCHEME, SCHEMES } from '../domain/schemes/schemes.ts';
import { nameOfReason } from './idle-words.ts';
import { formatPairs } from './numbers.ts';

/** Why a plan is empty. */
type NothingReason =
  | 'no usable path'
  | 'no weight'
  | 'no terminal'
  | 'no capacity'
  | 'rule ended'
  | 'search ended';

/** An empty plan is not a success, even if it is proved optimal. */
interface NothingDelivered {
  readonly reason: NothingReason;
  /** The headline, without its full stop. */
  readonly title: string;
  /** The explanation, as a sentence. */
  readonly meaning: string;
}

/** Null if something is delivered, or if there is no plan at all. */
export function nothingDelivered(record: RunRecord): NothingDelivered | null {
  const delivery = deliveryOf(record);
  if (delivery === 'something' || delivery === 'no plan') return null;
  const reason = delivery === 'nothing yet' ? 'search ended' : reasonOf(record);
  const is = delivery === 'nothing yet' ? 'is delivered yet' : 'can be delivered';
  return {
    reason,
    title: `Nothing ${is}, because ${BECAUSE[reason](record)}`,
    meaning: reason === 'search ended' ? roomLeft(record) : slotReasons(record),
  };
}

const BECAUSE: Readonly<Record<NothingReason, (record: RunRecord) => string>> = {
  'no usable path': ({ scheme }) =>
    scheme === REFERENCE_SCHEME
      ? 'no demand has a usable path in any slot'
      : `no demand has a path that ${SCHEMES[scheme].title} may use in any slot`,
  'no weight': () => 'no demand that could be served has a weight above 0',
  'no terminal': () => 'nodes on the paths of the demands have too few telescopes',
  'no capacity': () => 'the paths of the demands can carry no pair',
  'rule ended': ({ scheme }) => `the rule of ${SCHEMES[scheme].title} serves no demand`,
  'search ended': () => 'the search ended before it found a plan that delivers anything',
};

function reasonOf({ catalogue, status, demands }: RunRecord): NothingReason {
  if (catalogue.choices === 0) return 'no usable path';
  if (status === 'completed') return 'rule ended';
  const has = (reason: IdleReason) =>
    demands.some(({ idleSlots }) => idleSlots.some(({ reasons }) => reasons.includes(reason)));
  // What an optimum leaves aside though it has room is worth nothing.
  if (has('better used elsewhere') || has('not planned yet')) return 'no weight';
  return has('no terminal') ? 'no terminal' : 'no capacity';
}

function roomLeft({ bounds, horizon }: RunRecord): string {
  return bounds.bound === null
    ? 'No upper bound is known.'
    : `Up to ${formatPairs(bounds.bound * horizon.slotSeconds)} weighted pairs may still be possible.`;
}

/** The most frequent reasons first, with the number of demands and slots to which they apply. */
function slotReasons({ demands, exempt }: RunRecord): string {
  const count = new Map<IdleReason, number>();
  for (const { idleSlots } of demands) {
    for (const reason of idleSlots.flatMap(({ reasons }) => reasons)) {
      count.set(reason, (count.get(reason) ?? 0) + 1);
    }
  }
  const reasons = [...count].sort((a, b) => b[1] - a[1]);
  const [first] = reasons;
  const list =
    reasons.length === 1
      ? `In every slot: ${nameOfReason(first![0])}.`
      : `By demand and slot: ${reasons.map(([reason, slots]) => `${nameOfReason(reason)} (${slots})`).join(', ')}.`;
  return exempt.length > 0 ? `${list} All demands are exempt from their minimum rates.` : list;
}
