/** One entry per family, as in domain/families.ts; a missing one does not compile. */
import type { FamilyId } from '../../domain/families.ts';
import type { CheckedFamily } from './family.ts';
import { freshness } from './freshness.ts';
import { linkCapacity } from './link-capacity.ts';
import { memoryCapacity } from './memory-capacity.ts';
import { minimumRates } from './minimum-rates.ts';
import { stockBalance } from './stock-balance.ts';
import { stockDraws } from './stock-draws.ts';

export const FAMILY_CHECKS: { readonly [F in FamilyId]: CheckedFamily<F> } = {
  C3: memoryCapacity,
  C4: linkCapacity,
  C5: stockDraws,
  C6: stockBalance,
  freshness,
  C7: minimumRates,
};
