import { FAMILY_IDS, type FamilyId } from '../../domain/families.ts';
import type { CheckedConstraint, CheckedFamily } from './family.ts';
import { freshness } from './freshness.ts';
import { linkCapacity } from './link-capacity.ts';
import { memoryCapacity } from './memory-capacity.ts';
import { memoryModes } from './memory-modes.ts';
import { messageTraffic } from './message-traffic.ts';
import { minimumRates } from './minimum-rates.ts';
import { onePath } from './one-path.ts';
import { pointedCapacity } from './pointed-capacity.ts';
import { pointedFills } from './pointed-fills.ts';
import { pointedPaths } from './pointed-paths.ts';
import { rateCaps } from './rate-caps.ts';
import { sharedSources } from './shared-sources.ts';
import { stockBalance } from './stock-balance.ts';
import { stockDraws } from './stock-draws.ts';
import { terminals } from './terminals.ts';

/** One entry per family, as in domain/families.ts; a missing one does not compile. */
export const FAMILY_CHECKS: { readonly [F in FamilyId]: CheckedFamily<F> } = {
  C3: memoryCapacity,
  C4: linkCapacity,
  C5: stockDraws,
  C6: stockBalance,
  freshness,
  C7: minimumRates,
  C8: memoryModes,
  C9: messageTraffic,
  P1: terminals,
  P2: pointedCapacity,
  P5: pointedPaths,
  P6: pointedFills,
  S: sharedSources,
};

/** In the order of the paper, then our own. */
export const CONSTRAINT_CHECKS: readonly CheckedConstraint[] = [
  // C1 and C2
  rateCaps,
  onePath,
  ...FAMILY_IDS.map((id) => FAMILY_CHECKS[id]),
];
