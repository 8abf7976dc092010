/** The limits of the path catalogue, keys of `paths` in a scenario. */
export const CATALOGUE_LIMITS = [
  'maximumHops',
  'realPaths',
  'virtualPaths',
  'subPaths',
  'virtualSubPaths',
  'maximumVirtualLinks',
] as const;
export type CatalogueLimit = (typeof CATALOGUE_LIMITS)[number];

/** Why it was not computed what a limit costs: the closed vocabulary. */
export const SKIP_REASONS = ['too-large', 'time-limit', 'interrupted', 'numerical'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What a limit of the catalogue may cost the plan, or why that is not known. */
export type LimitFinding = {
  readonly limit: CatalogueLimit;
  /** As the scenario sets it. */
  readonly value: number;
} & (
  | {
      readonly doubled: number;
      /** No plan over the catalogue with this one limit doubled exceeds it: Σ α y of the LP relaxation. */
      readonly bound: number;
      /** `bound` less what the plan delivers. */
      readonly more: number;
    }
  | { readonly skipped: SkipReason }
);
