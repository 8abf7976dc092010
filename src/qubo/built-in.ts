import { randomStream } from '../base/random.ts';
import { anneal, stepsWithin } from './anneal.ts';
import type { Sampler } from './sampler.ts';

/** Simulated annealing in this thread; its seconds are a number of steps, so that a seed gives the same reads everywhere. */
const annealer = (name: string, keepsGroups: boolean): Sampler => ({
  name,
  async sample({ qubo, groups, scale, reads, seconds, seed }) {
    const steps = stepsWithin(seconds, reads);
    const task = { qubo, groups: keepsGroups ? groups : [], scale, reads, steps };
    return { reads: anneal(task, randomStream(seed, 'reads')), trouble: null };
  },
});

/** Swaps the bits of a group, so that every read is feasible. */
export const swappingSampler = annealer('built-in', true);
/** Knows nothing of groups, like any foreign annealer. */
export const flippingSampler = annealer('single-flips', false);
