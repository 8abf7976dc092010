/** Which engine simulates an execution, and whether it can. */
import { InputError } from '../base/errors.ts';
import type { SimulationOptions } from '../domain/simulation.ts';
import { stepsOf } from './batch/steps.ts';
import type { Execution } from './execution.ts';

/** Above so many arrivals a replication, `auto` counts pairs instead of following them, where it can. */
const MOST_FOLLOWED = 2e7;

/** Mean number of pairs that are followed one by one in a replication by the engine `pairs`. */
const meanArrivals = ({ slots }: Execution): number =>
  slots.reduce((sum, { links }) => links.reduce((all, { offered }) => all + offered, sum), 0);

export interface SimulationEffort {
  /** Mean number of pairs that arrive in a replication and are offered to flows. */
  readonly arrivals: number;
  /** About as long as one replication takes on one processor, s. */
  readonly secondsPerReplication: number;
}

/** Seconds on the machine of docs/performance.md: for an arrival that is followed; for a link in a slot, and a flow in a step. */
const PER_ARRIVAL = 2.5e-7;
const PER_LINK = 4e-6;
const PER_FLOW_AND_STEP = 2e-6;

/** What a replication costs with an engine. */
export function effortOf(execution: Execution, engine: 'pairs' | 'batch'): SimulationEffort {
  const arrivals = meanArrivals(execution);
  const counted = execution.slots.reduce(
    (sum, slot) =>
      sum +
      slot.links.length * PER_LINK +
      slot.flows.length * Math.max(1, stepsOf(execution, slot)) * PER_FLOW_AND_STEP,
    0,
  );
  return { arrivals, secondsPerReplication: engine === 'pairs' ? arrivals * PER_ARRIVAL : counted };
}

/** @throws InputError with all that keeps the engine `batch` from simulating what is asked for */
export function engineFor(execution: Execution, options: SimulationOptions): 'pairs' | 'batch' {
  if (options.engine === 'pairs') return 'pairs';
  const obstacles = obstaclesOf(execution, options);
  if (options.engine === 'auto') {
    return obstacles.length === 0 && meanArrivals(execution) > MOST_FOLLOWED ? 'batch' : 'pairs';
  }
  if (obstacles.length === 0) return 'batch';
  throw new InputError(
    obstacles.map(([message, hint]) => ({
      path: 'options.engine',
      message: `The engine batch cannot do this. ${message}`,
      hint,
    })),
  );
}

/** What the engine `batch` cannot tell of pairs that it counts, and what to do instead. */
function obstaclesOf(
  execution: Execution,
  { discipline, arrivals, relayBuffer }: SimulationOptions,
): (readonly [message: string, hint: string])[] {
  const ages =
    execution.demands.some(({ forgets }) => forgets > 0) ||
    execution.flows.some(
      ({ endForgets, hopForgets }) => endForgets > 0 || hopForgets.some((forgets) => forgets > 0),
    );
  return [
    ...(discipline === 'planned'
      ? []
      : [
          [
            `It gives pairs to flows by their planned shares, and not by what these have received, as ${discipline} does.`,
            'Choose --discipline planned, or --engine pairs.',
          ] as const,
        ]),
    ...(arrivals === 'regular'
      ? [
          [
            'It draws numbers of arrivals at random, so they cannot be evenly spaced.',
            'Choose --arrivals poisson or bernoulli, or --engine pairs.',
          ] as const,
        ]
      : []),
    ...(relayBuffer === null
      ? []
      : [
          [
            'It knows how many pairs arrive in a slot but not in which order, which decides when the queue of a relay is full.',
            'Leave out --relay-buffer, or choose --engine pairs.',
          ] as const,
        ]),
    ...(ages
      ? [
          [
            'It does not know how long a pair waits at relays and users, where halves age.',
            'Choose --engine pairs, or leave out --coherence-seconds or hardware.coherenceSeconds.',
          ] as const,
        ]
      : []),
    ...(execution.modes !== null
      ? [
          [
            'It does not know when a pair finds no free memory mode.',
            'Choose --engine pairs, or plan without memoryModes.',
          ] as const,
        ]
      : []),
  ];
}
