/** Plans of small random networks, whose scenarios are mutated at random, and what every replication of them has to hold. */
import { describe, expect, it } from 'vitest';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import { ARRIVALS, DISCIPLINES, FULL_BUFFERS, type SimulationOptions } from '../../src/domain/simulation.ts';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario, ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { ledgerOf } from '../../src/simulation/ledger.ts';
import { runBlock } from '../../src/simulation/run-block.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { imbalance, optionsWith } from './fixture.ts';

/** A scenario with limits, memories and gates at random. */
function mutatedScenario(stream: RandomStream): Scenario {
  const below = (count: number): number => Math.floor(stream() * count);
  const oneOf = <One>(all: readonly One[]): One => all[below(all.length)]!;
  const base: ScenarioInput = generatePaper({
    seed: 1 + below(1e6),
    satellites: 1,
    haps: 1,
    stations: 2 + 2 * below(2),
    pairs: 1,
    slots: 2 + below(3),
    paths: 2,
    virtualPaths: 2,
    contactProbability: 0.7,
    storageCapacity: oneOf([20, 200, 800]),
    lengths: true,
  });
  const memory = oneOf([
    { model: 'ideal' },
    { model: 'loss', coherenceSeconds: 30 },
    { model: 'depolarising', coherenceSeconds: 600, maximumStorageSlots: 1 },
  ] as const);
  return parseScenario(
    formatScenario({
      ...base,
      storage: { ...base.storage, memory },
      gates: { swapSuccess: oneOf([1, 0.8]) },
      ...(stream() < 0.4 && { hardware: { memoryModes: { satellite: oneOf([300, 3000]) } } }),
    }),
  );
}

function mutatedOptions(stream: RandomStream): SimulationOptions {
  const oneOf = <One>(all: readonly One[]): One => all[Math.floor(stream() * all.length)]!;
  return optionsWith({
    discipline: oneOf(DISCIPLINES),
    arrivals: oneOf(ARRIVALS),
    relayBuffer: oneOf([null, null, 5]),
    bufferFull: oneOf(FULL_BUFFERS),
    coherenceSeconds: oneOf([null, 5]),
    swapSuccess: oneOf([null, 0.6]),
  });
}

/** @param seeds so many scenarios, by seeds from 1 on */
export function describeMutated(seeds: number): void {
  describe(`the ledger of plans of mutated scenarios (seeds 1 to ${seeds})`, () => {
    it('balances exactly, whichever engine counts', async () => {
      let counted = 0;
      for (let seed = 1; seed <= seeds; seed++) {
        const stream = randomStream(seed, 'mutated');
        const { record } = await run(mutatedScenario(stream), {
          options: { scheme: 'ps-egr', timeLimitSeconds: 5 },
        });
        if (record.plan === null) continue;
        const plan = await simulatedPlan(false, record, localEnvironment());
        const asked = mutatedOptions(stream);
        const byBatch = {
          ...asked,
          ...COUNTED,
          arrivals: asked.arrivals === 'regular' ? 'poisson' : asked.arrivals,
        } as const;
        for (const options of [asked, byBatch]) {
          if (options.engine === 'batch' && plan.prepare(asked).execution.modes !== null) continue;
          const { execution, options: chosen } = plan.prepare(options);
          for (const { ledger } of runBlock(execution, chosen, { from: 0, to: 2 }).outcomes) {
            const found = ledgerOf(ledger);
            expect({ seed, engine: chosen.engine, imbalance: imbalance(found) }).toEqual({
              seed,
              engine: chosen.engine,
              imbalance: 0,
            });
            expect(
              ledger.every((pairs) => Number.isInteger(pairs) && pairs >= 0),
              `seed ${seed}`,
            ).toBe(true);
            counted += found.arrived;
          }
        }
      }
      expect(counted).toBeGreaterThan(1000 * seeds);
    });
  });
}

/** What the engine `batch` can count. */
const COUNTED = {
  engine: 'batch',
  discipline: 'planned',
  relayBuffer: null,
  coherenceSeconds: null,
} as const;
