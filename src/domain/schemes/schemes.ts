/** The schemes that can be compared on one instance, in display order. */
import { greedy } from './greedy.ts';
import { nss } from './nss.ts';
import { overlayLp } from './overlay-lp.ts';
import { psEgr } from './ps-egr.ts';
import { pull } from './pull.ts';
import { rrs } from './rrs.ts';
import type { Scheme } from './scheme.ts';
import { sos } from './sos.ts';

const LIST = { 'ps-egr': psEgr, sos, rrs, nss, 'overlay-lp': overlayLp, greedy, pull } satisfies Record<
  string,
  Scheme
>;

export type SchemeName = keyof typeof LIST;

export const SCHEMES: Readonly<Record<SchemeName, Scheme>> = LIST;
export const SCHEME_NAMES = Object.keys(LIST) as [SchemeName, ...SchemeName[]];

/** The scheme with which the others are compared. */
export const REFERENCE_SCHEME: SchemeName = 'ps-egr';

/** The schemes of shared catalogues and studies that do not name them: a new scheme changes neither. */
export const SCHEMES_OF_UNNAMED_CATALOGUES: readonly SchemeName[] = [
  'ps-egr',
  'sos',
  'rrs',
  'nss',
  'overlay-lp',
  'greedy',
];
