import { describe, expect, it } from 'vitest';
import type { SimulationOptions } from '../../src/domain/simulation.ts';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { optionsWith, simulated } from './fixture.ts';

/** Two vacuum links of 1000 km whose pairs have to be purified once. */
const twoLinks = (target: number, extra = '') =>
  parseScenario(`satqn: 1
name: two links
horizon: {slots: 2, slotSeconds: 20}
nodes:
  - {id: a, kind: ground}
  - {id: s, kind: satellite}
  - {id: b, kind: ground}
links:
  - {ends: [a, s], capacity: 100, fidelity: 0.98, lengthKm: 1000, efficiency: 0.001${extra}}
  - {ends: [s, b], capacity: 100, fidelity: 0.97, lengthKm: 1000, efficiency: 0.001}
demands:
  - {source: a, destination: b, fidelityTarget: ${target}}
`);

async function realised(
  target: number,
  changes: Partial<SimulationOptions>,
  replications = 20,
  scenario = twoLinks(target),
) {
  const { record } = await run(scenario);
  const plan = await simulatedPlan(false, record, localEnvironment());
  const options = optionsWith(changes);
  return { record, ...simulated(plan.prepare(options).execution, options, replications) };
}

const LIGHT_MS = 1000 / 299.792458;

describe('signals', () => {
  it('make a pair wait for herald, swap news and one delay from end to end for its round', async () => {
    // Evenly spaced arrivals of both links coincide, so nothing waits but for the partner of the round: 10 ms.
    const { total, record } = await realised(0.96, { arrivals: 'regular' });
    const usable = record.assumptions!.latency!.largestSeconds;
    expect(usable * 1000).toBeCloseTo(5 * LIGHT_MS, 6);
    expect(usable * 1000).toBeCloseTo(16.678205, 5);
    expect(total.latencySeconds!.largest).toBeGreaterThan(usable + 0.01 - 1e-9);
    expect(total.latencySeconds!.median).toBeCloseTo(usable + 0.01, 3);
    expect(total.unknownLatencyShare).toBe(0);
  });

  it('age pairs by a_h = 3L/c for each hop and 2(L/c) for swap news before the round', async () => {
    const { total } = await realised(0.96, { arrivals: 'regular', coherenceSeconds: 1 });
    // F = .93234638 of .98 and .97 at T = 1 s.
    expect(total.fidelity!.before).toBeCloseTo(0.93234638, 7);
    expect(total.fidelity!.after).toBeGreaterThan(0.93);
    expect(total.fidelity!.after).toBeLessThan(0.94245835);
  });

  it('are not needed by attempts, which have their own times', async () => {
    const { total, ledger } = await realised(0.9, { arrivals: 'bernoulli' }, 40);
    expect(Math.abs(ledger.arrived / 40 - 8000)).toBeLessThan(100);
    expect(total.realised.mean / total.planned).toBeGreaterThan(0.95);
  });

  it('age pairs as the scenario states, by the rounds that the plan counts with', async () => {
    const stated = (hardware: NonNullable<Scenario['hardware']>) => ({ ...twoLinks(0.94), hardware });
    const all = await realised(0.94, { arrivals: 'regular' }, 20, stated({ coherenceSeconds: 1 }));
    expect(all.record.plan!.routes[0]).toMatchObject({ rounds: 2 });
    // It also counts waits for partners, of which evenly spaced arrivals have none.
    expect(all.record.plan!.routes[0]!.fidelity).toBeLessThan(0.93);
    expect(all.total.fidelity!.before).toBeCloseTo(0.93234638, 7);
    // Two rounds make one pair of four, each of two elementary ones.
    expect(all.ledger.delivered / (20 * all.total.realised.mean)).toBeCloseTo(8, 9);
    // Satellites alone forget: the ages of the halves in between, 2L/c of one hop and L/c of the other.
    const relay = await realised(
      0.94,
      { arrivals: 'regular' },
      20,
      stated({ coherenceSeconds: { kinds: { satellite: 1 } } }),
    );
    const werner = ((4 * 0.98 - 1) / 3) * ((4 * 0.97 - 1) / 3) * Math.exp((-3 * LIGHT_MS) / 1000);
    expect(relay.total.fidelity!.before).toBeCloseTo(0.25 + 0.75 * werner, 7);
  });
});
