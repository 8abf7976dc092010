import { LINK_CLASSES, type Link, type LinkClass } from '../domain/network.ts';
import type { Site } from './sites.ts';

/** An optical link that has been in contact, by the indices of its nodes. */
export interface OpticalLinkRecord {
  readonly link: Link;
  /** Orders links by class, then nodes, independent of when they were in contact. */
  readonly key: number;
  readonly first: number;
  readonly second: number;
  /** −1 if none. */
  readonly via: number;
  /** The node that holds the source. */
  readonly source: number;
}

/** The links found so far; each gets the next index when it is first requested. */
export interface LinkRegistry {
  readonly records: readonly OpticalLinkRecord[];
  /** @param upperSends whether the source is at `upper` rather than at `lower`. */
  readonly between: (linkClass: LinkClass, upper: number, lower: number, upperSends: boolean) => number;
  readonly dual: (linkClass: LinkClass, via: number, first: number, second: number) => number;
}

/** @param taken ids in use; an optical link with such an id gets `#2` appended, or the next free number */
export function linkRegistry(sites: readonly Site[], taken: Iterable<string>): LinkRegistry {
  const records: OpticalLinkRecord[] = [];
  const indexByKey = new Map<number, number>();
  const ids = new Set(taken);
  const count = sites.length;

  const add = (
    key: number,
    linkClass: LinkClass,
    ends: readonly [number, number],
    via: number,
    source: number,
  ) => {
    const [first, second] = ends;
    const names = [sites[first]!.id, sites[second]!.id].sort() as [string, string];
    const through = via < 0 ? null : sites[via]!.id;
    const plain = through === null ? names.join('~') : `${names.join('~')}@${through}`;
    let id = plain;
    for (let number = 2; ids.has(id); number += 1) id = `${plain}#${number}`;
    ids.add(id);
    const kind = through === null ? 'optical' : 'dual-downlink';
    const emitter = through === null ? sites[source]!.id : null;
    const link: Link = { id, ends: names, class: linkClass, kind, via: through, emitter };
    indexByKey.set(key, records.length);
    records.push({ link, key, first, second, via, source });
    return records.length - 1;
  };
  return {
    records,
    between(linkClass, upper, lower, upperSends) {
      const key = (LINK_CLASSES.indexOf(linkClass) * count + upper) * count + lower;
      const source = upperSends ? upper : lower;
      return indexByKey.get(key) ?? add(key, linkClass, [upper, lower], -1, source);
    },
    dual(linkClass, via, first, second) {
      const platform = LINK_CLASSES.length + LINK_CLASSES.indexOf(linkClass) * count + via;
      const key = (platform * count + first) * count + second;
      return indexByKey.get(key) ?? add(key, linkClass, [first, second], via, via);
    },
  };
}
