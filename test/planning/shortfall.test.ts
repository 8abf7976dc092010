import { describe, expect, it } from 'vitest';
import { notRecomputedOf } from '../../src/planning/record-check/not-recomputed.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { statusWords } from '../../src/report/labels.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { localEnvironment, run } from './run.ts';

/** A has one telescope; B and C both want 6 of the 10 pairs/s that a link to A carries. D is not short of any. */
const scenario = parseScenario(
  JSON.stringify({
    satqn: 1,
    horizon: { slots: 2, slotSeconds: 1 },
    nodes: [
      { id: 'A', kind: 'satellite', maximumTerminals: 1 },
      { id: 'B', kind: 'ground' },
      { id: 'C', kind: 'ground' },
      { id: 'D', kind: 'ground' },
    ],
    links: [
      { ends: ['A', 'B'], capacity: [10, 10], fidelity: 0.99 },
      { ends: ['A', 'C'], capacity: [10, 3], fidelity: 0.99 },
      { ends: ['C', 'D'], capacity: [7, 7], fidelity: 0.99 },
    ],
    demands: [
      { id: 'to B', source: 'A', destination: 'B', minimumRate: 6, fidelityTarget: 0.9 },
      { id: 'to C', source: 'A', destination: 'C', minimumRate: 3, fidelityTarget: 0.9 },
      { id: 'C to D', source: 'C', destination: 'D', minimumRate: 2, fidelityTarget: 0.9 },
    ],
  }),
);

describe('minimum rates that telescopes make impossible', () => {
  it.each(['milp', 'auto', 'benders', 'blocks'] as const)(
    '%s ends with the plan of least shortfall',
    async (method) => {
      const { record } = await run(scenario, { options: { method } });
      expect(record.status).toBe('infeasible');
      // A serves B, whose minimum is larger: C is short of 3 in both slots. What serves it delivers all it can.
      expect(record.shortages).toEqual([
        { demand: 'to C', slot: 0, missingRate: 3, busyTelescopes: ['A'] },
        { demand: 'to C', slot: 1, missingRate: 3, busyTelescopes: ['A'] },
      ]);
      expect(record.objective).toBeCloseTo(2 * 10 + 2 * 7, 9);
      expect(record.plan!.pointing).toEqual([{ link: 'A~B', from: 0, to: 2 }]);
      expect(record.bounds).toMatchObject({ bound: null, relativeGap: null, boundBy: 'none' });
      expect(record.certificate).toMatchObject({ status: 'verified', bound: 'none' });
      expect(statusWords(record).meaning).toContain('cannot all be met. The plan misses as little');
      const certificate = await verifyRecord(record, localEnvironment());
      expect(certificate.checks.filter(({ maxViolation }) => maxViolation > 1e-9)).toEqual([]);
      expect(certificate.checks.find(({ constraint }) => constraint === 'C7')).toMatchObject({ missed: 2 });
    },
  );

  it.each([
    ['another status', { status: 'optimal' }],
    ['fewer shortages', { shortages: [] }],
    ['a bound', { bounds: { incumbent: 34, bound: 40, relativeGap: 6 / 34, boundBy: 'rate caps' } }],
  ] as const)('a record that claims %s does not verify', async (_, claimed) => {
    const { record } = await run(scenario, { options: { method: 'milp' } });
    const certificate = await verifyRecord({ ...record, ...(claimed as object) }, localEnvironment());
    expect(certificate.status).toBe('failed');
  });

  it('the plan of least shortfall delivers all that it can without missing more', async () => {
    // Over C and D, three quarters of the weight is on a demand without a minimum: 2 and 5 of 7 pairs/s.
    const [toB, toC, cToD] = scenario.demands;
    const heavy = {
      ...cToD!,
      id: 'C to D, too',
      minimumRate: 0,
      weight: 3,
    };
    const demands = [toB!, toC!, cToD!, heavy];
    const { record } = await run({ ...scenario, demands }, { options: { method: 'milp' } });
    expect(record.shortages.map(({ demand }) => demand)).toEqual(['to C', 'to C']);
    expect(record.objective).toBeCloseTo(2 * 10 + 2 * (2 + 3 * 5), 4);
  });

  it('a plan that misses more verifies, so verification says that it does not settle this', async () => {
    const { record: least } = await run(scenario, { options: { method: 'milp' } });
    // Where the link to B carries next to nothing, A serves C, which needs less.
    const links = scenario.links.map((link, index) => (index === 0 ? { ...link, capacity: [1, 1] } : link));
    const { record: worse } = await run({ ...scenario, links }, { options: { method: 'milp' } });
    const missing = ({ shortages }: typeof least) => shortages.reduce((sum, one) => sum + one.missingRate, 0);
    expect(missing(worse)).toBeGreaterThan(missing(least));
    const forged = { ...worse, scenario: least.scenario };
    const certificate = await verifyRecord(forged, localEnvironment());
    expect(certificate.status).toBe('verified');
    expect(notRecomputedOf(forged, certificate)).toContainEqual({
      part: 'shortages',
      checked: 'in part',
      what: 'that no plan misses less; what this one misses is checked',
    });
    const { record: greedy } = await run(scenario, { options: { scheme: 'greedy' } });
    expect(greedy.status).toBe('minimum-rate-missed');
    expect(notRecomputedOf(greedy, greedy.certificate!).map(({ part }) => part)).not.toContain('shortages');
  });

  it('a network without telescopes keeps its record of no plan', async () => {
    const { nodes, ...rest } = scenario;
    const free = nodes.map(({ maximumTerminals: _, ...node }) => node);
    const links = rest.links.map((link) => ({ ...link, capacity: [1, 1] }));
    const { record } = await run({ ...rest, nodes: free, links }, { options: { method: 'milp' } });
    expect(record).toMatchObject({ status: 'infeasible', plan: null });
    expect(record.shortages).toContainEqual({ demand: 'to B', slot: 0, missingRate: 5 });
  });
});
