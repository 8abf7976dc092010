/** Which engine simulates an execution, and whether it can. */
import { InputError } from '../base/errors.ts';
import type { SimulationOptions } from '../domain/simulation.ts';
import type { Execution } from './execution.ts';

/** Above so many arrivals a replication, `auto` counts pairs instead of following them, where it can. */
const MOST_FOLLOWED = 2e7;

/** Mean number of pairs that are followed one by one in a replication by the engine `pairs`. */
export const meanArrivals = ({ slots }: Execution): number =>
  slots.reduce((sum, { links }) => links.reduce((all, { offered }) => all + offered, sum), 0);

/** @throws InputError with all that keeps the engine `batch` from simulating what is asked for */
export function engineFor(execution: Execution, options: SimulationOptions): 'pairs' | 'batch' {
  if (options.engine === 'pairs') return 'pairs';
  const obstacles = obstaclesOf(execution, options);
  if (options.engine === 'auto') {
    return obstacles.length === 0 && meanArrivals(execution) > MOST_FOLLOWED ? 'batch' : 'pairs';
  }
  if (obstacles.length === 0) return 'batch';
  throw new InputError(
    obstacles.map(([message, hint]) => ({ path: 'options.engine', message: `batch: ${message}`, hint })),
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
            'Choose the discipline planned, or the engine pairs.',
          ] as const,
        ]),
    ...(arrivals === 'regular'
      ? [
          [
            'It draws numbers of arrivals at random, so they cannot be evenly spaced.',
            'Choose the arrivals poisson or bernoulli, or the engine pairs.',
          ] as const,
        ]
      : []),
    ...(relayBuffer === null
      ? []
      : [
          [
            'It knows how many pairs arrive in a slot but not in which order, which decides when the queue of a relay is full.',
            'Leave out the relay buffer, or choose the engine pairs.',
          ] as const,
        ]),
    ...(ages
      ? [
          [
            'It does not know how long a pair waits at relays and users, where halves age.',
            'Choose the engine pairs, or leave out the coherence time of waiting halves.',
          ] as const,
        ]
      : []),
    ...(execution.limitsModes
      ? [
          [
            'It does not know when a pair finds no free memory mode.',
            'Choose the engine pairs, or leave memoryModes out of the scenario.',
          ] as const,
        ]
      : []),
  ];
}
