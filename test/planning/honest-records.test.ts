import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { SCHEME_NAMES } from '../../src/domain/schemes/schemes.ts';
import { formatRunRecord, parseRunRecord } from '../../src/io/run-record.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import { blocks } from '../../src/methods/blocks/method.ts';
import { layOut } from '../../src/model/layout.ts';
import { conduct } from '../../src/planning/conduct.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../src/planning/options.ts';
import { prepare } from '../../src/planning/prepare.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { smallInstance } from '../methods/instances.ts';
import { atStage, HARD, localEnvironment, recordsOf, run } from './run.ts';

/** What is wrong with those records, as they come back from their files, that hold a plan. */
async function faultsOf(records: readonly RunRecord[]): Promise<(string | null)[]> {
  const faults: (string | null)[] = [];
  for (const record of records) {
    if (record.plan === null) continue;
    const { checks } = await verifyRecord(parseRunRecord(formatRunRecord(record)), localEnvironment());
    // Above it, the rounding of a sum would be shown to the reader.
    faults.push(...checks.filter(({ maxViolation }) => maxViolation > 1e-9).map(({ worst }) => worst));
  }
  return faults;
}

const example = (name: string): Scenario =>
  parseScenario(readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8'));
const loss = { model: 'loss', coherenceSeconds: 100 } as const;
const age = { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 } as const;
const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'hard to solve': HARD,
  'examples/micius-2016': example('micius-2016'),
  'examples/drones': example('drones'),
  'memories with loss': smallInstance(3, { storage: true, memory: loss, outage: 0.5 }).scenario,
  'memories with an age': smallInstance(4, { storage: true, memory: age, initialStock: true, outage: 0.5 })
    .scenario,
  'minimum rates': smallInstance(1, { storage: true, minimumRate: 1.5, weights: true }).scenario,
};
const WAYS: readonly Partial<PlanOptions>[] = [
  ...METHOD_NAMES.map((method) => ({ method })),
  ...SCHEME_NAMES.map((scheme) => ({ scheme, draws: 3 })),
  {
    method: 'benders',
    timeLimitSeconds: 2,
    benders: { relaxationPhase: false, paretoCuts: false, inOut: false, hastyMasters: false },
  },
  { tightRateCaps: false, timeLimitSeconds: 0 },
];

describe('an honest record is verified, and so are all intermediate ones', () => {
  it.each(Object.keys(SCENARIOS))('%s', async (name) => {
    for (const options of WAYS) {
      const made = await run(SCENARIOS[name]!, { options });
      const faults = await faultsOf([...recordsOf(made).slice(-3), made.record]);
      expect(faults, JSON.stringify(options)).toEqual([]);
    }
  });

  it('of an interrupted run, and of one that resumes it', async () => {
    const interrupted = await run(HARD, {
      options: { method: 'benders', benders: TEXTBOOK },
      abortAt: (event) => event.kind === 'progress' && event.iteration > 2,
    });
    expect(interrupted.record.status).toBe('interrupted');
    const proofs = interrupted.events.flatMap((event) => (event.kind === 'proofs' ? event.proofs : []));
    const resume = { record: interrupted.record, proofs };
    const resumed = await run(HARD, { resume });
    const late = await run(HARD, {
      resume: { record: resumed.record, proofs: [] },
      abortAt: atStage('search'),
    });
    const records = [interrupted, resumed, late].flatMap((made) => [...recordsOf(made), made.record]);
    expect(await faultsOf(records)).toEqual([]);
  });

  it('of a horizon that is planned in blocks', async () => {
    const prepared = await prepare(HARD, localEnvironment(), () => {}, ['ps-egr']);
    const records: RunRecord[] = [];
    const last = await conduct(blocks, {
      prepared,
      layout: layOut(prepared.problem),
      input: { scenario: HARD, options: { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds: 10 } },
      environment: localEnvironment(),
      weighsLimits: true,
      onEvent: (event) => {
        if (event.kind === 'record') records.push(event.record);
      },
    });
    expect(records.length).toBeGreaterThan(0);
    expect(await faultsOf([...records, last])).toEqual([]);
  });
});
