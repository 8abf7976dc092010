/**
 * The schemes that can be compared on one instance: PS-EGR, the paper's baselines SOS (satellite only),
 * RRS (random routing) and NSS (no storage), and two anchors that the paper lacks.
 */
export const SCHEME_NAMES = ['ps-egr', 'sos', 'rrs', 'nss', 'overlay-lp', 'greedy'] as const;
export type SchemeName = (typeof SCHEME_NAMES)[number];
