import { describe, expect, it } from 'vitest';
import { LEDGER_KEYS } from '../../src/domain/simulation.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { ledgerOf } from '../../src/simulation/ledger.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import type { SimulationEvent } from '../../src/simulation/trace.ts';
import { imbalance } from './fixture.ts';
import { randomCase } from './random-execution.ts';

const CASES = 200;

describe('the ledger', () => {
  it(`of three replications of ${CASES} random plans (seeds 1 to ${CASES}) balances exactly`, () => {
    const happened = new Set<string>();
    for (let seed = 1; seed <= CASES; seed++) {
      const { execution, options } = randomCase(seed);
      for (let index = 0; index < 3; index++) {
        const { ledger } = runPairs(execution, options, index, execution.demands.map(noLatencies));
        const found = ledgerOf(ledger);
        expect({ seed, index, imbalance: imbalance(found) }).toEqual({ seed, index, imbalance: 0 });
        for (const key of LEDGER_KEYS) {
          expect(Number.isInteger(found[key]) && found[key] >= 0, `${key}, seed ${seed}`).toBe(true);
          if (found[key] > 0) happened.add(key);
        }
      }
    }
    expect(LEDGER_KEYS.filter((key) => !happened.has(key))).toEqual([]);
  });

  it('is what the events of a trace add up to, and watching changes nothing', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { execution, options } = randomCase(seed);
      const latencies = () => execution.demands.map(noLatencies);
      const events: SimulationEvent[] = [];
      const watched = runPairs(execution, options, 0, latencies(), (event) => events.push(event));
      expect(watched, `seed ${seed}`).toEqual(runPairs(execution, options, 0, latencies()));
      const ledger = ledgerOf(watched.ledger);
      const pairsOf = (isIt: (event: SimulationEvent) => boolean) =>
        events.filter(isIt).reduce((sum, { pairs }) => sum + pairs, 0);
      expect(pairsOf(({ event }) => event === 'delivered')).toBe(ledger.delivered);
      for (const key of [
        'lostInSwaps',
        'lostInPurification',
        'unmatched',
        'relayBuffers',
        'tooOld',
        'noFreeMode',
      ] as const) {
        expect(
          pairsOf(({ cause }) => cause === key),
          `${key}, seed ${seed}`,
        ).toBe(ledger[key]);
      }
      expect(pairsOf(({ cause }) => cause === 'lostInStorage')).toBe(ledger.lostInStorage);
      expect(pairsOf(({ cause }) => cause === 'fullStores')).toBe(ledger.fullStores);
    }
  });
});
