/** The order of rows in the whole program, and of prices in records. */
import { families } from './families.ts';
import type { FamilyMeaning } from './family.ts';

type PlacedRow = Pick<FamilyMeaning, 'entity' | 'slot'>;

interface Grouped {
  readonly groups: readonly { readonly demand: number; readonly slot: number }[];
}

/** Compares rows of one family. */
export function rowOrder(
  { groups }: Grouped,
  family: FamilyMeaning['constraint'],
): (a: PlacedRow, b: PlacedRow) => number {
  const { order } = families.find(([id]) => id === family)![1];
  if (order === 'slot') return (a, b) => a.slot - b.slot || a.entity - b.entity;
  if (order === 'entity') return (a, b) => a.entity - b.entity || a.slot - b.slot;
  const placeOf = new Map(groups.map(({ demand, slot }, group) => [`${demand} ${slot}`, group]));
  const place = ({ entity, slot }: PlacedRow) => placeOf.get(`${entity} ${slot}`) ?? -1;
  return (a, b) => place(a) - place(b);
}
