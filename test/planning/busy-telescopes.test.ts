import { describe, expect, it } from 'vitest';
import { withBusyTelescopes } from '../../src/planning/busy-telescopes.ts';
import { handMade } from '../methods/instances.ts';

describe('nodes without a telescope left', () => {
  // A has two telescopes: both are taken in slot 0, one of them in slots 1 and 2. E is in contact in slot 1 alone.
  const { problem } = handMade({
    slots: 3,
    capacity: { 'A-B': 10, 'A-C': 10, 'A-D': 10, 'A-E': [0, 10, 0] },
    terminals: { A: 2, C: 1 },
    demands: [
      { source: 'A', destination: 'B', minimumRate: 20 },
      { source: 'A', destination: 'C', minimumRate: 1 },
      { source: 'A', destination: 'E', minimumRate: 1 },
      { source: 'B', destination: 'C', minimumRate: 1 },
    ],
  });
  const plan = {
    routes: [],
    subPaths: [],
    fills: [],
    stocks: [],
    pointing: [
      { link: 'A-B', from: 0, to: 3 },
      { link: 'A-D', from: 0, to: 1 },
    ],
  };
  const busy = (demand: string, slot: number) =>
    withBusyTelescopes([{ demand, slot, missingRate: 1 }], problem, plan)[0]!.busyTelescopes;

  it('are those whose telescopes all point at other links in that slot', () => {
    expect(busy('A~C', 0)).toEqual(['A']);
    expect(busy('A~C', 1)).toBeUndefined();
    expect(busy('A~E', 1)).toBeUndefined();
  });

  it('are not asked for a telescope of a link at which they point anyway', () => {
    // From B by way of A: one telescope is at B already.
    expect(busy('B~C', 0)).toEqual(['A']);
    expect(busy('B~C', 2)).toBeUndefined();
    expect(busy('A~B', 0)).toBeUndefined();
  });

  it('are not looked for in slots in which no path could be used', () => {
    expect(busy('A~E', 0)).toBeUndefined();
  });
});
