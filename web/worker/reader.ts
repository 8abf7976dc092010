/** All that takes a while but is no planning: reading, the network of every slot, figures, exports. */
import { expose } from 'comlink';
import * as z from 'zod';
import { InputError } from '../../src/base/errors.ts';
import type { Comparison } from '../../src/domain/comparison.ts';
import type { Topology } from '../../src/domain/network.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { type Ephemeris, sampleEphemeris } from '../../src/orbit/ephemeris.ts';
import { estimateTopologySize } from '../../src/orbit/size.ts';
import { type SlotBudget, slotBudget } from '../../src/orbit/slot-budget.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { FigureSubject } from '../../src/report/figures/figure-kind.ts';
import type { FigureName } from '../../src/report/figures/figures.ts';
import type { ScenarioEdit } from '../../src/scenario/edit.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { scenarioHash } from '../../src/scenario/hash.ts';
import { scenarioOfRecord } from '../../src/scenario/recorded.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { type Answer, answer } from './answer.ts';
import type { Companions } from './companions.ts';
import { BROWSER_MEMORY_BYTES } from './limits.ts';
import { loadPartsFor } from './parts-for.ts';
import { readScenarioText } from './read-scenario.ts';

declare const SATQN_VERSION: string;

// Compiled validators would break the content security policy.
z.config({ jitless: true });

interface ReadScenario {
  readonly scenario: Scenario;
  readonly hash: string;
}

/** A file of another format as a scenario, which its user has yet to agree to. */
export interface ImportedScenario {
  /** What the file was taken for. */
  readonly format: string;
  readonly text: string;
  readonly assumptions: readonly string[];
}

interface ReadRecord extends ReadScenario {
  readonly record: RunRecord;
  /** The recorded scenario as a text to go on with. */
  readonly text: string;
}

export interface FigureSummary {
  readonly name: FigureName;
  readonly title: string;
  readonly subject: FigureSubject;
}

/** Comes with the first record. */
const records = () => import('./records.ts');

let built: { readonly scenario: Scenario; readonly topology: Topology } | null = null;

const reader = {
  readScenario: (text: string, fileName: string, companions: Companions): Promise<Answer<ReadScenario>> =>
    answer(async () => {
      const scenario = await readScenarioText(text, fileName, companions);
      return { scenario, hash: await scenarioHash(scenario) };
    }),

  readRecord: (text: string, fileName: string): Promise<Answer<ReadRecord>> =>
    answer(async () => {
      const { parseRunRecord } = await records();
      const record = parseRunRecord(text, fileName, SATQN_VERSION);
      const scenario = await scenarioOfRecord(record);
      return { record, scenario, hash: record.scenario.hash, text: formatScenario(scenario) };
    }),

  importNetwork: (text: string, fileName: string): Promise<Answer<ImportedScenario>> =>
    answer(async () => {
      // Its parsers come when they are first needed.
      await loadPartsFor(text);
      const { importNetwork } = await import('../../src/exchange/import-network.ts');
      const { format, scenario, assumptions } = importNetwork(text, { fileName });
      return { format, text: formatScenario(scenario), assumptions };
    }),

  edit: (text: string, edit: ScenarioEdit): Promise<Answer<string>> =>
    answer(async () => {
      const { editScenario } = await import('../../src/scenario/edit.ts');
      return editScenario(text, edit);
    }),

  ephemeris: (scenario: Scenario): Promise<Answer<Ephemeris>> =>
    answer(async () => {
      await loadPartsFor(scenario);
      return sampleEphemeris(scenario);
    }),

  network: (scenario: Scenario, onProgress: (share: number) => void): Promise<Answer<Topology>> =>
    answer(async () => {
      await loadPartsFor(scenario);
      const { bytes } = estimateTopologySize(scenario);
      if (bytes > BROWSER_MEMORY_BYTES) throw tooLarge(bytes);
      let reported = 0;
      const topology = buildTopology(scenario, {
        onProgress(done, total) {
          if (done / total - reported < 0.05) return;
          reported = done / total;
          onProgress(reported);
        },
      });
      built = { scenario, topology };
      return topology;
    }),

  /** Of the network that was built last. */
  budget: (slot: number): SlotBudget | null =>
    built && slot < built.topology.slotCount ? slotBudget(built.scenario, built.topology, slot) : null,

  ping: () => {},
  formatRecord: async (record: RunRecord): Promise<string> => (await records()).formatRunRecord(record),
  ratesCsv: async (record: RunRecord): Promise<string> => (await records()).ratesCsv(record),
  stocksCsv: async (record: RunRecord): Promise<string> => (await records()).stocksCsv(record),
  controlCsv: async (record: RunRecord): Promise<string> => (await records()).controlCsv(record),
  pointingCsv: async (record: RunRecord): Promise<string> => (await records()).pointingCsv(record),

  /** What figures of a run there are; the library that draws them is large, and comes when it is first needed. */
  async figureKinds(): Promise<FigureSummary[]> {
    const { FIGURES } = await import('../../src/report/figures/figures.ts');
    return FIGURES.map(({ name, title, subject }) => ({ name, title, subject }));
  },

  async figures(record: RunRecord, width: number) {
    await loadPartsFor(record.scenario.document);
    const { figuresOf } = await import('../../src/report/figures/figures.ts');
    return figuresOf(record, width);
  },

  async figure(record: RunRecord, name: FigureName, width: number) {
    await loadPartsFor(record.scenario.document);
    const { figureKind } = await import('../../src/report/figures/figures.ts');
    return figureKind(name).draw(record, width, name);
  },

  async figureTable(record: RunRecord, name: FigureName) {
    await loadPartsFor(record.scenario.document);
    const { figureKind } = await import('../../src/report/figures/figures.ts');
    return figureKind(name).table(record);
  },

  async comparisonFigure(comparison: Comparison, width: number) {
    const { drawComparison } = await import('../../src/report/comparison-figure.ts');
    return drawComparison(comparison, { width });
  },
};
export type Reader = typeof reader;

function tooLarge(bytes: number): InputError {
  const message = `The network needs about ${(bytes / 2 ** 30).toFixed(1)} GiB, more than a browser allows.`;
  const hint = 'Use fewer or longer slots, fewer satellites, or plan it on the command line.';
  return new InputError([{ path: 'horizon', message, hint }]);
}

expose(reader);
