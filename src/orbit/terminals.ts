import { limitBit } from '../domain/idle-reason.ts';
import type { DropLog } from './drop-log.ts';
import type { OpticalLinkRecord } from './link-registry.ts';
import type { Site } from './sites.ts';

/** The optical links of one slot; parallel lists in the order of their keys. */
export interface Contacts {
  /** Index into the records of the registry. */
  readonly link: number[];
  /** Pairs/s. */
  readonly rate: number[];
  readonly fidelity: number[];
  /** The rate once acquired, pairs/s; that of a link that the plan points is more than `rate` while it is acquired. */
  readonly acquired: number[];
}

/** Digits of a rate that geometry and link budgets give alike on every machine. */
const SIGNIFICANT_DIGITS = 9;

/**
 * Drops the contacts for which a node has no free terminal: in descending order of rate, with ties by id, each is kept
 * while all its ends have one (a dual downlink takes two of its platform). Changes `contacts` and records what is
 * dropped. Rates that agree to nine digits are a tie: the rest is rounding, which differs between machines.
 *
 * @returns how many were dropped
 */
export function limitTerminals(
  contacts: Contacts,
  sites: readonly Site[],
  records: readonly OpticalLinkRecord[],
  drops: DropLog,
): number {
  const free = sites.map(({ maximumTerminals }) => maximumTerminals);
  const order = contacts.link
    .map((link, position) => ({
      position,
      record: records[link]!,
      rate: Number(contacts.rate[position]!.toPrecision(SIGNIFICANT_DIGITS)),
    }))
    .sort((a, b) => b.rate - a.rate || compare(a.record.link.id, b.record.link.id));
  const kept = new Uint8Array(order.length);
  for (const { position, record } of order) {
    const { first, second, via } = record;
    if (free[first]! < 1 || free[second]! < 1 || (via >= 0 && free[via]! < 2)) {
      drops.add(first, second, via, limitBit('terminal'));
      continue;
    }
    free[first]! -= 1;
    free[second]! -= 1;
    if (via >= 0) free[via]! -= 2;
    kept[position] = 1;
  }
  return retain(contacts, (position) => kept[position] === 1);
}

/** Divides the source rate of each node that shares one among the links that it feeds. Changes `contacts`. */
export function shareSources(
  contacts: Contacts,
  sites: readonly Site[],
  records: readonly OpticalLinkRecord[],
): void {
  const fed = new Uint32Array(sites.length);
  for (const link of contacts.link) fed[records[link]!.source]! += 1;
  contacts.link.forEach((link, position) => {
    const { source } = records[link]!;
    if (sites[source]!.sharedSource) contacts.rate[position]! /= fed[source]!;
  });
}

function retain(contacts: Contacts, keep: (position: number) => boolean): number {
  const before = contacts.link.length;
  let length = 0;
  for (let position = 0; position < before; position += 1) {
    if (!keep(position)) continue;
    contacts.link[length] = contacts.link[position]!;
    contacts.rate[length] = contacts.rate[position]!;
    contacts.fidelity[length] = contacts.fidelity[position]!;
    contacts.acquired[length] = contacts.acquired[position]!;
    length += 1;
  }
  for (const list of [contacts.link, contacts.rate, contacts.fidelity, contacts.acquired])
    list.length = length;
  return before - length;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
