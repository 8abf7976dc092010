import { InputError } from '../../base/errors.ts';
import type { CheckedCertificate } from '../../domain/certificate.ts';
import type { CheckedRecord } from '../../domain/run-record.ts';
import type { SimulationOptions, SimulationResult } from '../../domain/simulation.ts';
import { effortOf, engineFor, type SimulationEffort } from '../../simulation/engine-choice.ts';
import type { Execution } from '../../simulation/execution.ts';
import { prepareExecution } from '../../simulation/prepare-execution.ts';
import { type RecomputedRecord, recomputeRecord } from '../recomputed-record.ts';
import { certifyRecord } from '../verify.ts';
import { checkSimulationOptions } from './check-options.ts';
import { networkSignals } from './signals.ts';

export interface PreparedSimulation {
  readonly execution: Execution;
  /** With the engine that was chosen. */
  readonly options: SimulationOptions;
  readonly effort: SimulationEffort;
  readonly plan: SimulationResult['plan'];
  /** The record with what the checker found just now. */
  readonly record: CheckedRecord;
}

/** A recorded plan that was checked, of which several simulations can be made. */
export interface SimulatedPlan {
  readonly record: CheckedRecord;
  /**
   * @throws InputError for wrong options, for attempts on links that do not state how often these succeed, and for what the
   * engine that is asked for cannot tell
   */
  prepare(options: SimulationOptions): PreparedSimulation;
}

/**
 * Checks a recorded plan and makes it ready to be simulated.
 * @param trust simulate it even if it does not verify
 * @throws InputError as {@link recomputeRecord} does, and for a plan that does not verify
 */
export const simulatedPlan = async (
  trust: boolean,
  ...asked: Parameters<typeof recomputeRecord>
): Promise<SimulatedPlan> => preparedPlan(await recomputeRecord(...asked), trust);

/**
 * The same of a record whose network is built already.
 * @throws InputError for a plan that does not verify
 */
export function preparedPlan(recomputed: RecomputedRecord, trust: boolean): SimulatedPlan {
  const certificate = certifyRecord(recomputed);
  refuseUnverified(certificate, trust);
  const { scenario, problem, plan, record, objective, swapSuccess } = recomputed;
  const checked: CheckedRecord = { ...record, certificate };
  const signals = networkSignals(scenario, problem, plan);
  return {
    record: checked,
    prepare(options) {
      checkSimulationOptions(options);
      const toExecute = {
        scenario,
        topology: problem.topology,
        plan,
        storageNodes: problem.storageNodes,
        exempt: record.exempt,
        signals,
      };
      const execution = prepareExecution(toExecute, {
        ...options,
        swapSuccess: options.swapSuccess ?? swapSuccess,
      });
      const engine = engineFor(execution, options);
      return {
        execution,
        options: { ...options, engine },
        effort: effortOf(execution, engine),
        plan: {
          scenario: record.scenario.name,
          hash: record.scenario.hash,
          scheme: record.scheme,
          objective,
          verified: certificate.status === 'verified',
        },
        record: checked,
      };
    },
  };
}

function refuseUnverified({ status, checks, tolerance }: CheckedCertificate, trust: boolean): void {
  if (status === 'verified') return;
  const worst = checks.filter(({ maxViolation }) => maxViolation > tolerance);
  // Names that nobody knows cannot be simulated.
  const isUnknown = worst.some(({ constraint }) => constraint === 'path');
  if (trust && !isUnknown) return;
  const where = worst.map(({ constraint, worst: at }) => (at ? `${constraint} (${at})` : constraint));
  throw new InputError([
    {
      path: '',
      message: `The plan does not verify: ${where.join(', ')}.`,
      hint: isUnknown
        ? 'The record was changed or damaged after the run: use the original, or plan again.'
        : 'Use the original record or plan again; --trust simulates it as it is.',
    },
  ]);
}
