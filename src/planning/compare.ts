/** Runs all schemes on one instance and one path catalogue; each result is verified like any plan. */
import type { Comparison, MethodAttempt, SchemeResult } from '../domain/comparison.ts';
import type { Plan } from '../domain/plan.ts';
import { pointingClaimOf } from '../domain/pointing-claim.ts';
import type { Problem } from '../domain/problem.ts';
import type { DrawSummary } from '../domain/run-record.ts';
import { usesEverything } from '../domain/schemes/scheme.ts';
import { REFERENCE_SCHEME, SCHEME_NAMES, SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { scenarioHash } from '../scenario/hash.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { checkComparisonOptions } from './check-options.ts';
import type { ComparisonOptions } from './comparison-options.ts';
import type { Environment } from './environment.ts';
import { DEFAULT_PLAN_OPTIONS, withPointing } from './options.ts';
import { planPrepared } from './plan.ts';
import type { PlanEvent } from './plan-task.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { PlanRecord } from './record.ts';
import { factsOfProblem } from './record-facts.ts';
import { warningsOf } from './warnings.ts';

export type ComparisonEvent =
  | { readonly kind: 'scheme'; readonly scheme: SchemeName; readonly method: string }
  | { readonly kind: 'plan'; readonly scheme: SchemeName; readonly event: PlanEvent }
  /** A scheme is done: its result and the record of the run that made it. */
  | { readonly kind: 'result'; readonly result: SchemeResult; readonly record: PlanRecord };

/**
 * Runs the schemes on the union of their own paths, so differences come from the schemes alone. PS-EGR runs last and
 * starts from the best of the other solutions.
 * @throws InputError for invalid options, and for mistakes of the scenario that only its topology or its size reveals
 */
export async function compareSchemes(
  scenario: Scenario,
  options: ComparisonOptions,
  environment: Environment,
  onEvent: (event: ComparisonEvent) => void,
): Promise<Comparison> {
  checkComparisonOptions(options);
  const compared = options.keepMinimum ? scenario : withoutMinimum(scenario);
  const prepared = await prepare(
    compared,
    environment,
    (stage, share) =>
      onEvent({ kind: 'plan', scheme: REFERENCE_SCHEME, event: { kind: 'stage', stage, share } }),
    SCHEME_NAMES,
  );
  const results = new Map<SchemeName, SchemeResult>();
  const starts: Plan[] = [];
  let relaxationBound: number | null = null;
  const run: ComparisonRun = { prepared, scenario: compared, options, environment, onEvent };
  for (const scheme of referenceLast(options.schemes)) {
    const records = await runScheme(run, scheme, scheme === REFERENCE_SCHEME ? starts : []);
    const first = firstClosed(records);
    if (first === undefined) break;
    if (first.plan) starts.push(first.plan);
    // Rules are set beside the relaxation of PS-EGR, too.
    if (usesEverything(SCHEMES[scheme])) relaxationBound ??= first.relaxation.bound;
    const result = schemeResult(scheme, first, records);
    results.set(scheme, result);
    onEvent({ kind: 'result', result, record: first });
  }
  const pointing = pointingClaimOf(withPointing(DEFAULT_PLAN_OPTIONS, { scenario }), scenario);
  return {
    satqn: { comparison: 1, version: environment.version },
    scenario: { name: scenario.name, hash: await scenarioHash(scenario) },
    warnings: warningsOf(compared, prepared.problem),
    catalogue: factsOfProblem(prepared.problem).catalogue,
    ...(pointing && { pointing }),
    relaxationBound,
    pairsPerObjective: pairsPerObjective(prepared.problem),
    results: options.schemes.flatMap((scheme) => results.get(scheme) ?? []),
  };
}

function pairsPerObjective({ demands, topology }: Problem): number | null {
  const weights = new Set(demands.flatMap(({ weight }) => weight));
  const [weight = 0] = weights;
  return weights.size === 1 && weight > 0 ? topology.slotSeconds / weight : null;
}

const referenceLast = (schemes: readonly SchemeName[]): SchemeName[] => [
  ...schemes.filter((scheme) => scheme !== REFERENCE_SCHEME),
  ...schemes.filter((scheme) => scheme === REFERENCE_SCHEME),
];

/** What the runs of a comparison share. */
interface ComparisonRun {
  readonly prepared: Prepared;
  readonly scenario: Scenario;
  readonly options: ComparisonOptions;
  readonly environment: Environment;
  readonly onEvent: (event: ComparisonEvent) => void;
}

/** The records of a scheme by each method, a rule having none; fewer if it is stopped. */
async function runScheme(
  { prepared, scenario, options, environment, onEvent }: ComparisonRun,
  scheme: SchemeName,
  starts: readonly Plan[],
): Promise<PlanRecord[]> {
  const { rule } = SCHEMES[scheme];
  const { gap, draws, seed } = options;
  const records: PlanRecord[] = [];
  for (const { method, timeLimitSeconds } of rule ? options.methods.slice(0, 1) : options.methods) {
    if (environment.signal?.aborted) break;
    onEvent({ kind: 'scheme', scheme, method: rule ?? method });
    const asked = withPointing(
      {
        ...DEFAULT_PLAN_OPTIONS,
        scheme,
        catalogue: 'shared',
        catalogueSchemes: SCHEME_NAMES,
        method,
        gap,
        timeLimitSeconds,
        draws,
        seed,
        shadowPrices: false,
      },
      { scenario },
    );
    const input = { scenario, options: asked, starts };
    const record = await planPrepared(prepared, input, environment, (event) =>
      onEvent({ kind: 'plan', scheme, event }),
    );
    records.push(record);
  }
  return records;
}

/** The run that reached its gap first; if none did, the one with the smallest gap. */
function firstClosed(records: readonly PlanRecord[]): PlanRecord | undefined {
  const isClosed = ({ status }: PlanRecord) => status === 'optimal' || status === 'gap-reached';
  const gapOf = ({ bounds }: PlanRecord) => bounds.relativeGap ?? Number.POSITIVE_INFINITY;
  return records.toSorted(
    (a, b) =>
      Number(isClosed(b)) - Number(isClosed(a)) ||
      (isClosed(a) ? a.seconds.solve - b.seconds.solve : gapOf(a) - gapOf(b)),
  )[0];
}

/**
 * The result of a scheme, also while it is still running.
 * @param records of all methods that were requested
 */
export function schemeResult(
  scheme: SchemeName,
  record: PlanRecord,
  records: readonly PlanRecord[] = [record],
): SchemeResult {
  const { status, method, bounds, draws, certificate } = record;
  // A rule proves nothing of its own: the bound of its record is that of PS-EGR.
  const isBounded =
    status !== 'completed' && status !== 'minimum-rate-missed' && SCHEMES[scheme].boundsItself;
  return {
    scheme,
    status,
    method,
    objective: (draws && mean(draws, 'objective')) ?? record.objective,
    totalPairs: (draws && mean(draws, 'totalPairs')) ?? record.totalPairs,
    bound: isBounded ? bounds.bound : null,
    relativeGap: isBounded ? bounds.relativeGap : null,
    boundBy: isBounded ? bounds.boundBy : 'none',
    fidelity: meanFidelity(record),
    seconds: record.seconds.solve,
    maxViolation: draws
      ? draws.reduce<number | null>(
          (most, draw) => largest(most, draw.maxViolation),
          certificate?.maxViolation ?? null,
        )
      : (certificate?.maxViolation ?? null),
    draws,
    ...(record.exempt.length > 0 && { exemptSlots: record.exempt.length }),
    ...(record.assumptions && { assumptions: record.assumptions }),
    attempts: SCHEMES[scheme].rule === null ? records.map(attemptOf) : [],
  };
}

const attemptOf = ({ method, status, seconds, objective, bounds }: PlanRecord): MethodAttempt => ({
  method,
  status,
  seconds: seconds.solve,
  objective,
  bound: bounds.bound,
  relativeGap: bounds.relativeGap,
});

/** Mean over the draws that have a value; null if none has. */
function mean(draws: readonly DrawSummary[], of: 'objective' | 'totalPairs'): number | null {
  const values = draws.flatMap((draw) => draw[of] ?? []);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const largest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

function meanFidelity({ demands }: PlanRecord): number | null {
  const served = demands.filter(({ fidelityAfter }) => fidelityAfter !== null);
  const pairs = served.reduce((sum, { deliveredPairs }) => sum + deliveredPairs, 0);
  return pairs > 0
    ? served.reduce((sum, { deliveredPairs, fidelityAfter }) => sum + deliveredPairs * fidelityAfter!, 0) /
        pairs
    : null;
}

const withoutMinimum = (scenario: Scenario): Scenario => ({
  ...scenario,
  demands: scenario.demands.map((demand) => ({ ...demand, minimumRate: 0 })),
});
