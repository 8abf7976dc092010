/**
 * Why two telescopes in line of sight have no link; the position in the list is the bit in {@link
 * DroppedContacts.lacks}.
 */
export const CONTACT_LIMITS = ['terminal', 'daylight', 'cloud', 'elevation', 'range', 'acquisition'] as const;
export type ContactLimit = (typeof CONTACT_LIMITS)[number];

/** The bit of a limit. */
export const limitBit = (limit: ContactLimit): number => 1 << CONTACT_LIMITS.indexOf(limit);

/**
 * Limits of a scenario, and the scheme of the run; each alone may leave a demand without a usable path. They are in the
 * order in which they are shown.
 */
export const IDLE_LIMITS = [
  'terminal',
  'daylight',
  'cloud',
  'elevation',
  'range',
  'maximumHops',
  'realPaths',
  'virtualPaths',
  'fidelity target',
  'acquisition',
  'coherence',
  'messages',
  'latency',
  'scheme',
] as const;
export type IdleLimit = (typeof IDLE_LIMITS)[number];

/**
 * Why a demand gets nothing in a slot. Without a usable path: every limit whose removal alone would help, if halves that wait
 * did not age (`coherence` says that they alone keep the path out, `messages` that no news gets through along its paths); otherwise one
 * of `several limits` (lifting all of them would join the ends), `no contact` (nothing would) and `not examined` (too
 * many such slots). With a usable path: `no terminal` if all it lacks is a telescope, and `acquiring` if that telescope
 * has not pointed along it for long enough; `forbidden by hand` if a pointing that it needs is; otherwise one of the last three, or `scheme` if its rule left the path out.
 */
export const IDLE_REASONS = [
  ...IDLE_LIMITS,
  'several limits',
  'no contact',
  'not examined',
  'no terminal',
  'acquiring',
  'forbidden by hand',
  'no usable path has residual capacity or stock',
  'better used elsewhere',
  'not planned yet',
] as const;
export type IdleReason = (typeof IDLE_REASONS)[number];

/** A slot in which a demand gets nothing. */
export interface IdleSlot {
  readonly slot: number;
  /** Not empty, in the order of {@link IDLE_REASONS}. */
  readonly reasons: readonly IdleReason[];
  /**
   * Hops of the shortest usable path, and the number that `paths.maximumHops` allows; present if that limit keeps the
   * path out.
   */
  readonly hops?: { readonly needed: number; readonly allowed: number };
}
