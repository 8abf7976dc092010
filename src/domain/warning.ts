/** What is allowed but probably a mistake: the closed vocabulary of warnings that are shown above a result. */
export const WARNING_KINDS = [
  'altitude',
  'exchanged-coordinates',
  'long-fibre',
  'isolated-end',
  'old-elements',
  'lost-satellite',
  'elements-left-out',
  'clouds-without-mode',
  'memory-fills-at-once',
  'memory-shorter-than-slot',
  'terminals',
  'converter-assumed',
  'range-of-numbers',
] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

export interface Warning {
  readonly kind: WarningKind;
  /** A place in the scenario, a name, or both. */
  readonly where: string;
  /** What is odd, and what it leads to. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}
