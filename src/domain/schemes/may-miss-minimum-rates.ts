import type { RunStatus } from '../run-status.ts';
import { SCHEMES, type SchemeName } from './schemes.ts';

/**
 * Whether a plan may miss minimum rates (C7): its rule ignores them, or a run has ended because no plan can keep them all.
 */
export const mayMissMinimumRates = (scheme: SchemeName, status?: RunStatus): boolean =>
  SCHEMES[scheme].mayMissMinimumRates || status === 'infeasible';
