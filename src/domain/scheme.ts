/**
 * The schemes that can be compared on one instance: PS-EGR, the paper's baselines SOS (satellite only),
 * RRS (random routing) and NSS (no storage), and two anchors that the paper lacks.
 */
export const SCHEME_NAMES = ['ps-egr', 'sos', 'rrs', 'nss', 'overlay-lp', 'greedy'] as const;
export type SchemeName = (typeof SCHEME_NAMES)[number];

/** The schemes that have a rule of their own instead of a choice of method. */
export const RULE_NAMES = ['random-routes', 'overlay-lp', 'greedy'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** Whether a plan of the scheme may miss minimum rates (C7), since its rule knows nothing of them. */
export const mayMissMinimumRates = (scheme: SchemeName): boolean => scheme === 'rrs' || scheme === 'greedy';

/** The rule of a scheme; null where the program is solved, by any method. */
export function ruleOf(scheme: SchemeName): RuleName | null {
  if (scheme === 'rrs') return 'random-routes';
  return scheme === 'overlay-lp' || scheme === 'greedy' ? scheme : null;
}
