/** The limits of the path catalogue, keys of `paths` in a scenario. */
export const CATALOGUE_LIMITS = [
  'maximumHops',
  'realPaths',
  'pointingPool',
  'virtualPaths',
  'subPaths',
  'virtualSubPaths',
  'maximumVirtualLinks',
] as const;
export type CatalogueLimit = (typeof CATALOGUE_LIMITS)[number];

/** Real paths per demand and slot where the plan points telescopes and the scenario does not say how many. */
export const DEFAULT_POINTING_POOL = 16;

/** Why the cost of a limit was not computed: the closed vocabulary. */
export const SKIP_REASONS = ['too-large', 'time-limit', 'interrupted', 'numerical'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What a limit of the catalogue may cost the plan, or why that is unknown. */
export type LimitFinding = {
  readonly limit: CatalogueLimit;
  /** As the scenario sets it. */
  readonly value: number;
} & (
  | {
      readonly doubled: number;
      /** Σ α y of the LP relaxation with this one limit doubled: no plan over that catalogue exceeds it. */
      readonly bound: number;
      /** `bound` minus the value of the plan. */
      readonly more: number;
    }
  | { readonly skipped: SkipReason }
);
