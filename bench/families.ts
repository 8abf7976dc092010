/** Families of instances for comparing methods; each instance is drawn by a seed. */
import { formatScenario } from '../src/scenario/format.ts';
import { generatePaper, type PaperOptions } from '../src/scenario/generate-paper.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import type { Scenario, ScenarioInput } from '../src/scenario/schema/scenario.ts';
import { agencyScenario } from './agency.ts';
import { dayScenario } from './day.ts';

interface Family {
  readonly draw: (seed: number) => ScenarioInput;
  /** Limit on the solving time. */
  readonly timeLimitSeconds: number;
}

/**
 * The paper's evaluation at various sizes: memories of B = 1500 pairs at satellites and platforms, C in pairs per slot.
 */
const paperOf =
  (options: PaperOptions): Family['draw'] =>
  (seed) =>
    generatePaper({ ...options, seed });

/** The strongest links keep the telescopes, as before plans pointed them. */
const strongestFirst =
  (draw: Family['draw']): Family['draw'] =>
  (seed) => ({ ...draw(seed), pointing: 'strongest-first' });

export const FAMILIES = {
  paper: { draw: paperOf({}), timeLimitSeconds: 60 },
  metro: {
    draw: paperOf({ satellites: 4, haps: 4, stations: 20, pairs: 10, slots: 20, paths: 5, virtualPaths: 5 }),
    timeLimitSeconds: 60,
  },
  continental: {
    draw: paperOf({ satellites: 8, haps: 6, stations: 40, pairs: 20, slots: 40, paths: 8, virtualPaths: 8 }),
    timeLimitSeconds: 200,
  },
  /** Real orbits and link budgets. The limit is half of the ten minutes in which we aim at 5 %. */
  day: { draw: strongestFirst(dayScenario), timeLimitSeconds: 300 },
  'day-pointed': { draw: dayScenario, timeLimitSeconds: 300 },
  agency: { draw: strongestFirst(agencyScenario), timeLimitSeconds: 30 },
  'agency-pointed': { draw: agencyScenario, timeLimitSeconds: 30 },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof FAMILIES;

export const scenarioOf = (family: FamilyName, seed: number): Scenario =>
  parseScenario(formatScenario(FAMILIES[family].draw(seed)));
