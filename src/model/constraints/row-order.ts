/** The order of rows in the whole program, and of prices in records. */

import type { FamilyId } from '../../domain/families.ts';
import { families } from './families.ts';

type PlacedRow = { readonly entity: number; readonly slot: number };

interface Grouped {
  readonly groups: readonly { readonly demand: number; readonly slot: number }[];
}

/** Compares rows of one family. */
export function rowOrder({ groups }: Grouped, family: FamilyId): (a: PlacedRow, b: PlacedRow) => number {
  const { order } = families.find(([id]) => id === family)![1];
  if (order === 'slot') return (a, b) => a.slot - b.slot || a.entity - b.entity;
  if (order === 'entity') return (a, b) => a.entity - b.entity || a.slot - b.slot;
  const placeOf = new Map(groups.map(({ demand, slot }, group) => [`${demand} ${slot}`, group]));
  const place = ({ entity, slot }: PlacedRow) => placeOf.get(`${entity} ${slot}`) ?? -1;
  return (a, b) => place(a) - place(b);
}
