import { describe, expect, it } from 'vitest';
import type { ContactWindow } from '../../src/domain/contact-window.ts';
import { contactWindows } from '../../src/orbit/contact-windows.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { scenarioOf } from './setting.ts';

const all = (scenario: Scenario, between?: readonly [string, string]): ContactWindow[] => [
  ...contactWindows(scenario, between && { between }).windows(),
];

describe('stated links and fibres', () => {
  const scenario = scenarioOf({
    horizon: { slots: 5, slotSeconds: 20 },
    nodes: [
      { id: 's', kind: 'satellite' },
      { id: 'g', kind: 'ground' },
    ],
    links: [
      { ends: ['s', 'g'], capacity: [10, 20, 0, 30, 0], fidelity: [0.9, 0.8, 0.9, 0.7, 0.9] },
      { id: 'always', ends: ['g', 's'], capacity: 5, fidelity: 0.95 },
    ],
    fibres: [{ ends: ['a', 'b'], lengthKm: 50 }],
  } as never);

  it('are open in their slots, and without a clock in seconds only', () => {
    const windows = all({ ...scenario, capacityUnit: 'pairs-per-slot' });
    const none = {
      peakSeconds: null,
      peakUtc: null,
      peakIs: null,
      startUtc: null,
      endUtc: null,
      elevationDeg: null,
    };
    expect(windows).toMatchObject([
      {
        ...none,
        link: 's~g',
        kind: 'explicit',
        class: 'S2G',
        startSeconds: 0,
        startIs: 'horizon',
        endSeconds: 40,
        endIs: 'slot',
        ratePairsPerSecond: 1,
        fidelity: 0.8,
        lossDb: null,
      },
      {
        ...none,
        link: 's~g',
        startSeconds: 60,
        startIs: 'slot',
        endSeconds: 80,
        endIs: 'slot',
        ratePairsPerSecond: 1.5,
        fidelity: 0.7,
      },
      {
        ...none,
        link: 'always',
        startSeconds: 0,
        endSeconds: 100,
        durationSeconds: 100,
        startIs: 'horizon',
        endIs: 'horizon',
      },
      {
        ...none,
        link: 'a~b',
        kind: 'fibre',
        class: 'G2G',
        rangeKm: 50,
        lossDb: expect.closeTo(14.56, 2),
        startIs: 'horizon',
      },
    ]);
    expect(windows).toHaveLength(4);
  });

  it('have times in UTC with a clock', () => {
    const timed = { ...scenario, horizon: { ...scenario.horizon, start: '2026-01-01T00:00:00+01:00' } };
    expect(all(timed, ['s', 'g'])[2]).toMatchObject({
      startUtc: '2025-12-31T23:01:00Z',
      endUtc: '2025-12-31T23:01:20Z',
    });
  });
});
