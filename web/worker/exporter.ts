/** Writes the problem in the formats of other programs; a separate worker, so that its code is loaded only if needed. */
import { expose } from 'comlink';
import * as z from 'zod';
import type { Exporter } from '../../src/exchange/exporters/exporter.ts';
import { EXPORTERS } from '../../src/exchange/exporters/exporters.ts';
import { prepareWhole } from '../../src/planning/prepare.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { type Answer, answer } from './answer.ts';
import { BROWSER_MEMORY_BYTES } from './limits.ts';
import { loadPartsFor } from './parts-for.ts';

// Compiled validators would break the content security policy.
z.config({ jitless: true });

export type ExportFormat = Omit<Exporter, 'write'>;

const MACHINE = { now: () => performance.now() / 1000, memoryLimitBytes: BROWSER_MEMORY_BYTES };

const exporter = {
  formats: (): ExportFormat[] => EXPORTERS.map(({ name, title, extension }) => ({ name, title, extension })),

  write: (scenario: Scenario, format: string): Promise<Answer<string>> =>
    answer(async () => {
      await loadPartsFor(scenario);
      const problem = await prepareWhole(scenario, MACHINE, () => {});
      return EXPORTERS.find(({ name }) => name === format)!.write(problem);
    }),
};
export type ProblemExporter = typeof exporter;

expose(exporter);
