import { describe, expect, it } from 'vitest';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { SCHEME_NAMES, SCHEMES } from '../../src/domain/schemes/schemes.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import type { Scenario, ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { localEnvironment } from '../planning/run.ts';
import { handMade } from './instances.ts';
import { planned } from './solve.ts';

/** Half a slot is lost whenever A turns; if nothing is decided by hand, AC, AC, AB delivers most. */
function repointed(...pointings: NonNullable<ScenarioInput['pointings']>): Scenario {
  return handMade({
    slots: 3,
    capacity: { 'A-B': [10, 10, 10], 'A-C': [4, 24, 4] },
    terminals: { A: 1 },
    acquisitionSeconds: 5,
    demands: [
      { source: 'A', destination: 'B' },
      { source: 'A', destination: 'C' },
    ],
    pointings,
  }).scenario;
}

/** Slots of 10 s; capacities in pairs per slot, so that 10 pairs are 1 pair/s. */
const CASES: Readonly<Record<string, { readonly scenario: Scenario; readonly pairs: number }>> = {
  'the strongest links are wrong': {
    pairs: 10,
    scenario: handMade({
      pointing: 'planned',
      slots: 1,
      capacity: { 'S-A': 10, 'S-B': 10, 'S-X': 100 },
      terminals: { S: 2 },
      demands: [{ source: 'A', destination: 'B' }],
    }).scenario,
  },
  // AC, AC, AB: 2 + 24 + 5.
  'telescopes that turn lose half a slot': {
    pairs: 31,
    scenario: handMade({
      pointing: 'planned',
      slots: 3,
      capacity: { 'A-B': [10, 10, 10], 'A-C': [4, 24, 4] },
      terminals: { A: 1 },
      acquisitionSeconds: 5,
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'A', destination: 'C' },
      ],
    }).scenario,
  },
  // AB, AB, AC, AC, AC: 0 + 5 + 0 + ½ + 40.
  'telescopes that turn lose more than a slot': {
    pairs: 45.5,
    scenario: handMade({
      pointing: 'planned',
      slots: 5,
      capacity: { 'A-B': 10, 'A-C': [1, 1, 1, 1, 40] },
      terminals: { A: 1 },
      acquisitionSeconds: 15,
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'A', destination: 'C' },
      ],
    }).scenario,
  },
  'a wide link needs a whole telescope': {
    pairs: 10,
    scenario: handMade({
      pointing: 'planned',
      slots: 1,
      capacity: { 'A-S': 10, 'S-B': 1000, 'D-R': 10, 'R-B': 1000 },
      terminals: { B: 1 },
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'D', destination: 'B' },
      ],
    }).scenario,
  },
  'three share three telescopes': {
    pairs: 10,
    scenario: handMade({
      pointing: 'planned',
      slots: 1,
      capacity: { 'A-B': 10, 'B-C': 10, 'C-A': 10 },
      terminals: { A: 1, B: 1, C: 1 },
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'B', destination: 'C' },
        { source: 'C', destination: 'A' },
      ],
    }).scenario,
  },
  'a telescope fills a memory': {
    pairs: 10,
    scenario: handMade({
      pointing: 'planned',
      slots: 2,
      capacity: { 'A-S': [10, 0], 'A-D': [6, 0], 'S-D': [0, 10] },
      terminals: { A: 1 },
      stores: { A: 100, S: 100 },
      demands: [{ source: 'A', destination: 'D' }],
    }).scenario,
  },
  // By hand, AB has the telescope in slot 2, where AC would carry most: AB all the time.
  'a telescope is pinned': {
    pairs: 25,
    scenario: repointed({ link: 'A-B', from: 1, to: 2, use: 'pin' }),
  },
  // AC, AC, AC.
  'a pointing is forbidden': {
    pairs: 30,
    scenario: repointed({ link: 'A-B', from: 2, to: 3, use: 'forbid' }),
  },
  // AB, AC, AB: each turn loses half a slot.
  'a telescope is pinned, and forbidden to stay': {
    pairs: 22,
    scenario: repointed(
      { link: 'A-B', from: 0, to: 1, use: 'pin' },
      { link: 'A-B', from: 1, to: 2, use: 'forbid' },
    ),
  },
  // Nothing, AB, AB, AC, AC, AC: 0 + 5 + 0 + 10 + 20.
  'a telescope is pinned for as long as it turns': {
    pairs: 35,
    scenario: handMade({
      slots: 6,
      capacity: { 'A-B': [0, 10, 10, 10, 0, 0], 'A-C': 20 },
      terminals: { A: 1 },
      acquisitionSeconds: 15,
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'A', destination: 'C' },
      ],
      pointings: [{ link: 'A-B', from: 1, to: 3, use: 'pin' }],
    }).scenario,
  },
};

/** What the checker does not accept of a recorded plan, built anew from its scenario. */
const failures = async (record: PlanRecord) => {
  const { checks, tolerance } = await verifyRecord(record, localEnvironment());
  return checks.filter(({ maxViolation }) => maxViolation > tolerance);
};

describe.each(Object.entries(CASES))('%s', (_, { scenario, pairs }) => {
  it.each(METHOD_NAMES)('%s finds and proves the optimum', async (method) => {
    const { record } = await planned(scenario, { method, shadowPrices: false });
    expect(record).toMatchObject({ totalPairs: expect.closeTo(pairs, 4), status: 'optimal' });
    expect(record.bounds.bound! * 10).toBeCloseTo(pairs, 3);
    expect(await failures(record)).toEqual([]);
  });

  it.each(SCHEME_NAMES.filter((scheme) => SCHEMES[scheme].rule !== null))(
    '%s delivers no more, by a plan that holds',
    async (scheme) => {
      const { record } = await planned(scenario, { scheme });
      if (SCHEMES[scheme].hasOnePath) expect(record.totalPairs).toBeLessThanOrEqual(pairs + 1e-6);
      expect(record.totalPairs).toBeGreaterThan(0);
      expect(await failures(record)).toEqual([]);
    },
  );
});
