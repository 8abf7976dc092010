import type { HybridOptions } from '../domain/hybrid.ts';
import type { InSpecOptions } from '../domain/margins.ts';
import type { MethodName } from '../domain/methods/methods.ts';
import { DEFAULT_POINTING, type PointingRule, UNRECORDED_POINTING } from '../domain/pointing.ts';
import type { RunRecord } from '../domain/run-record.ts';
import {
  REFERENCE_SCHEME,
  SCHEME_NAMES,
  SCHEMES_OF_UNNAMED_CATALOGUES,
  type SchemeName,
} from '../domain/schemes/schemes.ts';
import type { BendersOptions } from '../methods/benders/options.ts';
import { ACCELERATED } from '../methods/benders/options.ts';
import { limitsTerminals } from '../scenario/nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Who solves the MILP: the HiGHS that comes with the software, or an executable installed on the machine. */
export const SOLVER_NAMES = ['built-in', 'cbc', 'highs', 'scip', 'gurobi_cl'] as const;
type SolverName = (typeof SOLVER_NAMES)[number];
export type ExternalSolverName = Exclude<SolverName, 'built-in'>;

/** Options of a run. */
export interface PlanOptions {
  readonly scheme: SchemeName;
  /** Paths to choose from: the scheme's own, or the union over all schemes, on which they can be compared. */
  readonly catalogue: 'own' | 'shared';
  /** The schemes of a shared catalogue, so that it stays the same when schemes are added; all by default. */
  readonly catalogueSchemes?: readonly SchemeName[];
  /** Who points the telescopes of nodes that limit them; absent if none does. */
  readonly pointing?: PointingRule;
  /** For schemes without a rule of their own. */
  readonly method: MethodName;
  /** For method `milp`; relaxation, rates and prices always come from the built-in solver. */
  readonly solver: SolverName;
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  /** Counts solving only, not topology and catalogue. */
  readonly timeLimitSeconds: number;
  readonly iterationLimit: number;
  readonly seed: number;
  /** Search with Y^max tightened to the stock that can exist at all; the plan shows the paper's Y^max. */
  readonly tightRateCaps: boolean;
  /** Number of draws of random routing. */
  readonly draws: number;
  /** Whether to determine the most valuable links and memories at the end. */
  readonly shadowPrices: boolean;
  readonly benders: BendersOptions;
  /** How Benders' master is sampled; absent if it is solved exactly. */
  readonly hybrid?: HybridOptions;
  /** What the plan is to keep when it is simulated, and its margins; absent if nothing was asked for. */
  readonly inSpec?: InSpecOptions;
}

/** What a hybrid master takes where nothing else is said; a sampler of the user's has more seconds. */
export const DEFAULT_HYBRID: HybridOptions = {
  encoding: 'envelope',
  weights: 'annealing',
  sampler: 'built-in',
  reads: 20,
  samplerSeconds: 0.4,
  certify: 10,
};
export const FOREIGN_SAMPLER_SECONDS = 10;

/** Has every key: nothing else is read from a record. */
export const DEFAULT_PLAN_OPTIONS: Required<
  Omit<PlanOptions, 'catalogueSchemes' | 'pointing' | 'hybrid' | 'inSpec'>
> = {
  scheme: REFERENCE_SCHEME,
  catalogue: 'own',
  method: 'auto',
  solver: 'built-in',
  gap: 1e-4,
  timeLimitSeconds: 600,
  iterationLimit: 1_000_000,
  seed: 1,
  tightRateCaps: true,
  draws: 20,
  shadowPrices: true,
  benders: ACCELERATED,
};

/** The schemes whose paths a run chooses from. */
export const schemesOfCatalogue = ({
  scheme,
  catalogue,
  catalogueSchemes,
}: PlanOptions): readonly SchemeName[] =>
  catalogue === 'shared' ? (catalogueSchemes ?? SCHEME_NAMES) : [scheme];

/** Names the schemes of a shared catalogue, so a record of the run says what it chose from. */
export const withNamedCatalogue = (options: PlanOptions): PlanOptions =>
  options.catalogue === 'shared' ? { catalogueSchemes: SCHEME_NAMES, ...options } : options;

/**
 * The options of a recorded run; options that its version did not have take their defaults, unknown ones are left out.
 */
export function optionsOfRecord({ options }: RunRecord): PlanOptions {
  const recorded = options as Partial<PlanOptions>;
  const { benders } = DEFAULT_PLAN_OPTIONS;
  const { catalogueSchemes = SCHEMES_OF_UNNAMED_CATALOGUES } = recorded;
  return {
    ...overlaid(DEFAULT_PLAN_OPTIONS, recorded),
    ...(recorded.catalogue === 'shared' && { catalogueSchemes }),
    ...(recorded.pointing && { pointing: recorded.pointing }),
    benders: overlaid(benders, recorded.benders ?? benders),
    ...(recorded.hybrid && { hybrid: overlaid(DEFAULT_HYBRID, recorded.hybrid) }),
    ...(recorded.inSpec && { inSpec: recorded.inSpec }),
  };
}

/** The values, overridden by the others where these have the same key. */
const overlaid = <Values extends object>(values: Values, others: Partial<Values>): Values =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, others[key as keyof Values] ?? value]),
  ) as Values;

/** Says who points telescopes, where a node limits them: in a resumed run, whoever did so before. */
export function withPointing(
  options: PlanOptions,
  { scenario, resume }: { readonly scenario: Scenario; readonly resume?: { readonly record: RunRecord } },
): PlanOptions {
  if (!limitsTerminals(scenario)) return options;
  const { pointing: stated = DEFAULT_POINTING } = scenario;
  const pointing = resume ? pointingOf(optionsOfRecord(resume.record)) : stated;
  return { ...options, pointing };
}

/** The scenario as a run with this rule plans it, whatever a document that does not say who points means by now. */
export const asPointed = (scenario: Scenario, rule: PointingRule | undefined): Scenario =>
  rule === undefined || rule === (scenario.pointing ?? DEFAULT_POINTING)
    ? scenario
    : { ...scenario, pointing: rule };

/** The scenario with the probability of swaps that a calibrated run counts with. */
export const asAsked = (scenario: Scenario, { inSpec }: Pick<PlanOptions, 'inSpec'>): Scenario =>
  inSpec?.swapSuccess == null
    ? scenario
    : { ...scenario, gates: { ...scenario.gates, swapSuccess: inSpec.swapSuccess } };

/** Who pointed the telescopes of a run, by its record. */
export const pointingOf = ({ pointing = UNRECORDED_POINTING }: Pick<PlanOptions, 'pointing'>): PointingRule =>
  pointing;
