import { beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import type { SimulationOptions } from '../../src/domain/simulation.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { type SimulatedPlan, simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { driveSimulation } from '../../src/simulation/drive.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import { simulationResult } from '../../src/simulation/result.ts';
import { runBlock } from '../../src/simulation/run-block.ts';
import { HARD, localEnvironment, run } from '../planning/run.ts';
import { optionsWith, simulated } from './fixture.ts';

let record: PlanRecord;
let plan: SimulatedPlan;

beforeAll(async () => {
  record = (await run(HARD)).record;
  plan = await simulatedPlan(false, record, localEnvironment());
});

describe('a plan of a small network of the kind of the paper', () => {
  it('comes true pair for pair where nothing is random and everybody gets what is planned', () => {
    const options = optionsWith({ discipline: 'planned', arrivals: 'regular' });
    const { execution } = plan.prepare(options);
    const { slotCount, slotSeconds, flows, slots } = execution;
    const delivered = flows.map(() => new Float64Array(slotCount));
    const indexOf = new Map(flows.map(({ key }, index) => [key, index]));
    runPairs(execution, options, 0, execution.demands.map(noLatencies), ({ event, flow, seconds }) => {
      if (event === 'delivered') delivered[indexOf.get(flow!)!]![Math.floor(seconds / slotSeconds)]! += 1;
    });
    let compared = 0;
    flows.forEach(({ key, demand, draws }, index) => {
      if (demand < 0) return;
      // Itself, and the fills of its stocks.
      const feeding = 1 + flows.filter(({ fills }) => draws.includes(fills)).length;
      let [expected, found] = [0, 0];
      for (let slot = 0; slot < slotCount; slot++) {
        expected += slots[slot]!.flows.find(({ flow }) => flow === index)?.planned ?? 0;
        found += delivered[index]![slot]!;
        expect(Math.abs(found - expected), `${key}, slot ${slot}`).toBeLessThanOrEqual(feeding);
        compared += 1;
      }
    });
    expect(compared).toBeGreaterThan(8);
  });

  it.each(['planned', 'tokens', 'greedy'] as const)(
    'comes true but for a few per cent with %s',
    (discipline) => {
      const { execution } = plan.prepare(optionsWith({ discipline }));
      const { total } = simulated(execution, optionsWith({ discipline }), 40);
      const share = total.realised.mean / total.planned;
      expect(total.planned).toBeCloseTo(record.totalPairs!, 6);
      expect(share).toBeGreaterThan(0.9);
      expect(share).toBeLessThan(1.1);
      expect(total.inSpec.mean).toBe(total.realised.mean);
    },
  );

  it('collapses if swaps fail that it takes for granted', () => {
    const options = optionsWith({ swapSuccess: 0.5 });
    const { total, ledger } = simulated(plan.prepare(options).execution, options, 20);
    expect(total.realised.mean / total.planned).toBeLessThan(0.7);
    expect(ledger.lostInSwaps).toBeGreaterThan(0);
  });

  it('refuses attempts on links that do not state how often they succeed, and says how to mend it', () => {
    expect(() => plan.prepare(optionsWith({ arrivals: 'bernoulli' }))).toThrow(/efficiency/);
  });

  it.each<Partial<SimulationOptions>>([
    { seed: -1 },
    { relayBuffer: 0 },
    { coherenceSeconds: 0 },
    { swapSuccess: 1.1 },
  ])('refuses %j', (changes) => {
    expect(() => plan.prepare(optionsWith(changes))).toThrow(InputError);
  });
});

describe('replications', () => {
  /** Makes later replications first. */
  const unruly = (workers: number) => {
    const { execution, options } = plan.prepare(optionsWith({}));
    return {
      workers,
      run: async (range: { from: number; to: number }) => {
        await new Promise((resolve) => setTimeout(resolve, range.from % 2 === 0 ? 8 : 1));
        return runBlock(execution, options, range);
      },
    };
  };
  const outcome = async (workers: number, precision: number | null = null) => {
    const { execution, options, plan: of } = plan.prepare(optionsWith({}));
    const { tally, ended } = await driveSimulation(
      execution,
      { replications: 45, precision },
      unruly(workers),
    );
    return JSON.stringify(simulationResult(execution, options, tally, { version: 'test', plan: of, ended }));
  };

  it('add up to the same, whoever makes them', async () => {
    const one = await outcome(1);
    expect(JSON.parse(one)).toMatchObject({ replications: 45, ended: 'replications' });
    expect(await outcome(3)).toBe(one);
  });

  it('end once they are precise, which is tested after every twenty', async () => {
    const precise = JSON.parse(await outcome(3, 0.05));
    expect(precise).toMatchObject({ ended: 'precision', replications: 20 });
    expect(precise.precision).toBeLessThanOrEqual(0.05);
    expect(JSON.parse(await outcome(1, 1e-9))).toMatchObject({ ended: 'replications', replications: 45 });
  });

  it('go on from earlier ones as if there had been no break', async () => {
    const { execution, options, plan: of } = plan.prepare(optionsWith({}));
    const earlier = runBlock(execution, options, { from: 0, to: 13 });
    const { tally, ended } = await driveSimulation(
      execution,
      { replications: 45, precision: null },
      unruly(2),
      { earlier },
    );
    const result = simulationResult(execution, options, tally, { version: 'test', plan: of, ended });
    expect(JSON.stringify(result)).toBe(await outcome(1));
  });

  it('keep what is done when they are interrupted', async () => {
    const { execution } = plan.prepare(optionsWith({}));
    const interruption = new AbortController();
    const { tally, ended } = await driveSimulation(
      execution,
      { replications: 1000, precision: null },
      unruly(2),
      {
        signal: interruption.signal,
        onProgress: ({ replications }) => {
          if (replications === 7) interruption.abort();
        },
      },
    );
    expect({ ended, done: tally.outcomes.length }).toEqual({ ended: 'interrupted', done: 7 });
  });
});

describe('a plan that does not verify', () => {
  const damaged = (): PlanRecord => {
    const routes = record.plan!.routes.map((route, index) =>
      index === 0 ? { ...route, rate: 3 * route.rate } : route,
    );
    return { ...record, plan: { ...record.plan!, routes } };
  };

  it('is refused unless it is trusted', async () => {
    await expect(simulatedPlan(false, damaged(), localEnvironment())).rejects.toThrow(
      /does not verify.*--trust/s,
    );
    const trusted = await simulatedPlan(true, damaged(), localEnvironment());
    expect(trusted.prepare(optionsWith({})).plan.verified).toBe(false);
  });

  it('is refused even then if it names what does not exist', async () => {
    const routes = record.plan!.routes.map((route) => ({ ...route, hops: [{ link: 'nowhere' }] }));
    const unknown = { ...record, plan: { ...record.plan!, routes } };
    await expect(simulatedPlan(true, unknown, localEnvironment())).rejects.toThrow(InputError);
  });
});
