/** The methods compared on the families of instances, and what is recorded about a run. */

import type { TrajectoryPoint } from '../src/domain/run-record.ts';
import { type BendersOptions, TEXTBOOK } from '../src/methods/benders/options.ts';
import type { PlanOptions } from '../src/planning/options.ts';

/**
 * Limit for the monolith and every other solver, whatever the limit of the family, so that nobody wins on easy
 * instances.
 */
const MONOLITH_SECONDS = 200;

interface MethodUnderTest {
  readonly options: Partial<PlanOptions>;
  /** Replaces the limit of the family. */
  readonly seconds?: number;
  /** The executable that it needs. */
  readonly executable?: string;
}

const benders = (options: Partial<BendersOptions>): MethodUnderTest => ({
  options: { method: 'benders', benders: { ...TEXTBOOK, ...options } },
});

export const METHODS = {
  auto: { options: { method: 'auto' } },
  'auto-1s': { options: { method: 'auto' }, seconds: 1 },
  'auto-10s': { options: { method: 'auto' }, seconds: 10 },
  'auto-30s': { options: { method: 'auto' }, seconds: 30 },
  monolith: { options: { method: 'milp' }, seconds: MONOLITH_SECONDS },
  cbc: { options: { method: 'milp', solver: 'cbc' }, seconds: MONOLITH_SECONDS, executable: 'cbc' },
  highs: { options: { method: 'milp', solver: 'highs' }, seconds: MONOLITH_SECONDS, executable: 'highs' },
  scip: { options: { method: 'milp', solver: 'scip' }, seconds: MONOLITH_SECONDS, executable: 'scip' },
  gurobi_cl: {
    options: { method: 'milp', solver: 'gurobi_cl' },
    seconds: MONOLITH_SECONDS,
    executable: 'gurobi_cl',
  },
  textbook: { options: { method: 'benders', benders: TEXTBOOK, tightRateCaps: false } },
  'tight-caps': benders({}),
  'relaxation-phase': benders({ relaxationPhase: true }),
  'pareto-cuts': benders({ paretoCuts: true }),
  'in-out': benders({ relaxationPhase: true, inOut: true }),
  'hasty-masters': benders({ hastyMasters: true }),
  benders: { options: { method: 'benders' } },
} as const satisfies Readonly<Record<string, MethodUnderTest>>;

export type MethodLabel = keyof typeof METHODS;
export const methodOf = (label: MethodLabel): MethodUnderTest => METHODS[label];

export interface Outcome {
  readonly method: string;
  readonly seed: number;
  /** Commit of the code that ran. */
  readonly commit: string;
  readonly limitSeconds: number;
  readonly status: string;
  readonly certificate: string;
  readonly incumbentPairs: number | null;
  readonly boundPairs: number | null;
  readonly boundBy: string;
  readonly gap: number | null;
  readonly topologySeconds: number;
  readonly catalogueSeconds: number;
  /** Time from the beginning of planning to the verified record. */
  readonly backAfterSeconds: number;
  readonly peakMemoryMiB: number;
  readonly load: number;
  readonly notes: readonly string[];
  readonly trajectory: readonly Pick<TrajectoryPoint, 'seconds' | 'incumbent' | 'bound'>[];
}
