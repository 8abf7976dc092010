import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scenarioOf } from '../../bench/families.ts';
import { nodeEnvironment } from '../../src/node/environment.ts';
import { createRunDirectory, readProofs, readRun } from '../../src/node/run-directory.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';

/** Eight hours of the bench family `day`. */
function eightHours(): Scenario {
  const day = scenarioOf('day', 7);
  return { ...day, horizon: { ...day.horizon, slots: 480 } };
}

describe('a long horizon', () => {
  it('interrupted and resumed keeps plan and bound, and ends within 5 %', async () => {
    const scenario = eightHours();
    const path = join(await mkdtemp(join(tmpdir(), 'satqn-long-')), 'run');
    const directory = await createRunDirectory(path, () => {});
    const options = { ...DEFAULT_PLAN_OPTIONS, gap: 0.02, timeLimitSeconds: 300 };
    const interruption = new AbortController();
    let proofs = 0;
    const first = await planScenario({ scenario, options }, nodeEnvironment(interruption.signal), (event) => {
      if (event.kind === 'record') directory.save(event.record);
      if (event.kind !== 'proofs') return;
      directory.saveProofs(event.proofs);
      proofs += event.proofs.length;
      if (proofs >= 4) interruption.abort();
    });
    expect(await directory.finish(first)).toEqual([]);
    await directory.close();
    expect(first.status).toBe('interrupted');
    expect(first.certificate!.status).toBe('verified');
    expect(existsSync(join(path, 'proofs.ndjson'))).toBe(true);
    expect(readFileSync(join(path, 'proofs.ndjson'), 'utf8').trim().split('\n').length).toBe(proofs);

    const resume = { record: await readRun(path), proofs: await readProofs(path) };
    const second = await planScenario({ scenario, options, resume }, nodeEnvironment(), () => {});
    expect(second.certificate!.status).toBe('verified');
    expect(second.objective!).toBeGreaterThanOrEqual(first.objective!);
    expect(second.bounds.bound!).toBeLessThanOrEqual(first.bounds.bound!);
    expect(second.bounds.relativeGap!).toBeLessThan(0.05);
  });
});
