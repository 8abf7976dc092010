/** The families of instances on which methods are compared, all from the seeded generator of the paper's evaluation. */
import { formatScenario } from '../src/scenario/format.ts';
import { generatePaper, type PaperOptions } from '../src/scenario/generate-paper.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import type { Scenario } from '../src/scenario/schema/scenario.ts';

export interface Family {
  readonly options: PaperOptions;
  /** Of solving. */
  readonly timeLimitSeconds: number;
}

/** Storage of B = 1500 pairs at satellites and platforms, C in pairs per slot: the generator's defaults. */
export const FAMILIES = {
  paper: { options: {}, timeLimitSeconds: 60 },
  metro: {
    options: { satellites: 4, haps: 4, stations: 20, pairs: 10, slots: 20, paths: 5, virtualPaths: 5 },
    timeLimitSeconds: 60,
  },
  continental: {
    options: { satellites: 8, haps: 6, stations: 40, pairs: 20, slots: 40, paths: 8, virtualPaths: 8 },
    timeLimitSeconds: 200,
  },
} as const satisfies Readonly<Record<string, Family>>;

export type FamilyName = keyof typeof FAMILIES;

export const scenarioOf = (family: FamilyName, seed: number): Scenario =>
  parseScenario(formatScenario(generatePaper({ ...FAMILIES[family].options, seed })));
