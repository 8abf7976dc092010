/** What the numbers of a run refer to where telescopes are limited. */
import { type PointingRule, UNRECORDED_POINTING } from './pointing.ts';

/**
 * `planned`: the best over all pointings. `strongest-first`: the best of what the strongest links leave; `unflyable`
 * also counts acquisition only when a contact begins, though telescopes would have to acquire at every re-pointing.
 */
export type PointingClaim = PointingRule | 'unflyable';

/** The parts of a scenario document on which it depends; a document may be of any version. */
interface TelescopeKeys {
  readonly maximumTerminals?: unknown;
  readonly acquisitionSeconds?: unknown;
  readonly timing?: unknown;
}
type Section = readonly TelescopeKeys[] | Readonly<Record<string, TelescopeKeys>>;
type Document = Readonly<Record<string, Section | undefined>>;

const entries = (section: Section | undefined): readonly TelescopeKeys[] => Object.values(section ?? {});

/**
 * What a run claims, by its options and scenario; null if no node limits its telescopes. Before plans pointed
 * telescopes, options did not say so.
 */
export function pointingClaimOf(options: unknown, document: unknown): PointingClaim | null {
  const { nodes, stations, platforms, satellites, links, linkClasses, timing } = document as Document;
  const limited = [nodes, stations, platforms, satellites].flatMap(entries);
  if (limited.every(({ maximumTerminals }) => maximumTerminals === undefined)) return null;
  const { pointing = UNRECORDED_POINTING } = options as { readonly pointing?: PointingRule };
  if (pointing === 'planned') return pointing;
  const acquires = [links, linkClasses].flatMap(entries);
  const takesTime =
    acquires.some(({ acquisitionSeconds = 0 }) => acquisitionSeconds !== 0) ||
    [timing, ...acquires.map((entry) => entry.timing)].some(synchronises);
  return takesTime ? 'unflyable' : pointing;
}

/** Whether synchronisation adds to acquisition. */
function synchronises(timing: unknown): boolean {
  if (typeof timing !== 'object' || timing === null) return false;
  const { syncSeconds = 0 } = timing as { readonly syncSeconds?: unknown };
  return syncSeconds !== 0;
}
