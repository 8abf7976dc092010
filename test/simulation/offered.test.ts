import { expect, it } from 'vitest';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { optionsWith } from './fixture.ts';

/** 400 pairs are planned; the second link brings 30,000. */
const PLENTY = parseScenario(`
satqn: 1
name: plenty
horizon: { slots: 1, slotSeconds: 10 }
nodes: [{ id: a, kind: ground }, { id: m, kind: ground }, { id: b, kind: ground }]
links:
  - { ends: [a, m], capacity: 40, fidelity: 0.97 }
  - { ends: [m, b], capacity: 3000, fidelity: 0.97 }
demands: [{ source: a, destination: b, fidelityTarget: 0.9 }]
`);

it('follows what may find partners, and where pairs age, as many as keep waits short', async () => {
  const { record } = await run(PLENTY);
  const plan = await simulatedPlan(false, record, localEnvironment());
  const offered = (changes: Parameters<typeof optionsWith>[0]): number[] => {
    const [slot] = plan.prepare(optionsWith({ discipline: 'tokens', ...changes })).execution.slots;
    return slot!.links.map((link) => Math.round(link.offered));
  };
  // Six standard deviations and one pair each.
  expect(offered({})).toEqual([400, 400 + 6 * 21]);
  // 200 pairs while a pair forgets, at both ends: 2/T of 10 s.
  expect(offered({ coherenceSeconds: 4 })).toEqual([400, 400 + 200 * 0.5 * 10]);
  // At least twice the plan.
  expect(offered({ coherenceSeconds: 40 })).toEqual([400, 800]);
  expect(offered({ coherenceSeconds: 0.001 })).toEqual([400, 30_000]);
  expect(offered({ coherenceSeconds: 4, discipline: 'planned' })).toEqual([400, 400]);
});
