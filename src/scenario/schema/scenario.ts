import * as z from 'zod';
import { classical, hardware, timing } from './hardware.ts';
import * as network from './network.ts';
import * as routing from './routing.ts';

/**
 * A scenario file, after its preset is merged in. One convention for units: every key with a
 * dimension ends in its unit (`lengthKm`, `slotSeconds`); fidelities, efficiencies and
 * probabilities are plain numbers from 0 to 1; rates are pairs per second.
 */
export const scenarioSchema = z.strictObject({
  satqn: z.literal(1).describe('Version of the scenario format.'),
  name: z.string().default('unnamed'),
  description: z.string().default(''),
  preset: z
    .enum(['paper', 'physical', 'hardware'])
    .optional()
    .describe('Defaults for everything that the file does not state.'),
  seed: z
    .int()
    .nonnegative()
    .max(2 ** 31 - 1)
    .default(1)
    .describe('Seed of everything drawn at random (clouds).'),
  horizon: network.horizon,
  capacityUnit: z
    .enum(['pairs-per-second', 'pairs-per-slot'])
    .default('pairs-per-second')
    .describe('Unit of explicit capacities; those of physical links are always in pairs per second.'),
  nodes: z.array(network.abstractNode).default([]),
  stations: z.array(network.station).default([]),
  platforms: z.array(network.platform).default([]),
  satellites: z.array(network.satellite).default([]),
  links: z.array(network.link).default([]),
  fibres: z.array(network.fibre).default([]),
  linkClasses: network.linkClasses.prefault({}),
  pointing: network.pointing.optional(),
  pointings: z.array(network.statedPointing).optional(),
  timing: timing.optional(),
  hardware: hardware.optional(),
  classical: classical.optional(),
  noise: network.noise.prefault({}),
  clouds: network.clouds.prefault({}),
  storage: routing.storage.prefault({}),
  demands: z.array(routing.demand).min(1),
  paths: routing.paths.prefault({}),
  purification: routing.purification.prefault({}),
  gates: routing.gates.prefault({}),
});

/** A scenario with every default filled in. */
export type Scenario = z.output<typeof scenarioSchema>;
/** A scenario as people write it. */
export type ScenarioInput = z.input<typeof scenarioSchema>;
