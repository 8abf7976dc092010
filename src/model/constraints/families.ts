/**
 * Program (1) of Zhang et al., "Efficient Entanglement Routing for Satellite-Aerial-Terrestrial Quantum
 * Networks" (arXiv 2409.13517), slots t = 0..T−1 (the paper's 1..T), stocks z^0..z^T, rates in pairs/s:
 *
 *   maximise  Σ_t Σ_k Σ_p α^t_k y^t_{k,p}              assemble.ts
 *   C1   y^t_{k,p} ≤ Y^{t,max}_{k,p} x^t_{k,p}          rate-caps.ts
 *   C2   Σ_p x^t_{k,p} = 1                              one-path.ts
 *   C3   Σ_{n∋m} Σ_{p_m} z^t_{n,p_m} ≤ B_m              memory-capacity.ts
 *   C4   Σ y g ≤ C^t of each link                       link-capacity.ts
 *   C5   Σ y^t g ψδ ≤ z^t_{n,p_m}                       stock-draws.ts
 *   C6   z^{t+1} = s (z^t − Σ y^t g ψδ) + y^t_n φδ      stock-balance.ts
 *
 * and ours:
 *
 *   age  z^t ≤ Σ_{a=1..A} y_n^{t−a} δ                   freshness.ts
 *   C7   Σ_p y^t_{k,p} ≥ minimum rate                   minimum-rates.ts
 *   C8   Σ (u/η)τ + Σ u h + Σ z ≤ M_m                   memory-modes.ts
 *   C9   Σ y·bits ≤ bit/s of each classical link        message-traffic.ts
 *
 * and where the plan points telescopes, w^t_e binary (pointed at), u^t_e in [0,1] (pointed anew), C2 ≤ 1, and
 *
 *   P1   Σ_e q_em w^t_e ≤ T_m                           terminals.ts
 *   P2   Σ y g ≤ C^t_e (w^t_e − Σ_j s_j u^{t−j}_e)      pointed-capacity.ts, in place of C4
 *   P3   u^t_e ≥ w^t_e − w^{t−1}_e                      slews.ts
 *   P4   Σ_{j<n} u^{t−j}_e ≤ w^t_e                      acquisition-time.ts
 *   P5   Σ_{p∋e} x^t_{k,p} ≤ w^t_e                      pointed-paths.ts
 *   P6   y_n ≤ Y^max_n w^t_e                            pointed-fills.ts
 *   S    Σ load_e / C_e ≤ 1 of each shared source       shared-sources.ts
 */
import { FAMILY_IDS, type FamilyId } from '../../domain/families.ts';
import { acquisitionTime } from './acquisition-time.ts';
import type { ConstraintFamily, SelectionConstraint } from './family.ts';
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
import { slews } from './slews.ts';
import { stockBalance } from './stock-balance.ts';
import { stockDraws } from './stock-draws.ts';
import { terminals } from './terminals.ts';

/** On x, w and u. */
export const SELECTION_CONSTRAINTS: Readonly<Record<'C1' | 'C2' | 'P3' | 'P4', SelectionConstraint>> = {
  C1: rateCaps,
  C2: onePath,
  P3: slews,
  P4: acquisitionTime,
};

/** On rates and stocks. */
export const CONSTRAINT_FAMILIES: Readonly<Record<FamilyId, ConstraintFamily>> = {
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

/** Those that say, like C1 to P4, what may be selected and pointed at. */
export const SELECTION_FAMILIES: readonly FamilyId[] = ['P1', 'P5'];

/** In the order of the paper, then our own. */
export const families: readonly (readonly [FamilyId, ConstraintFamily])[] = FAMILY_IDS.map((id) => [
  id,
  CONSTRAINT_FAMILIES[id],
]);

/** The slots or instants at which the whole program writes it. */
export const slotsOf = ({ writtenBy }: ConstraintFamily, slotCount: number): Iterable<number> =>
  Array(writtenBy === 'slot' ? slotCount : slotCount + 1).keys();
