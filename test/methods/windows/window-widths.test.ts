import { describe, expect, it } from 'vitest';
import { windowWidths } from '../../../src/methods/windows/window-widths.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { handMade } from '../instances.ts';

/** Of a hub with a demand to each of 150 neighbours; slots of ten seconds. */
function widthsOf(slots: number, acquisitionSeconds: number, terminals: Record<string, number> = { A: 2 }) {
  const neighbours = Array.from({ length: 150 }, (_, index) => `N${index}`);
  const { problem } = handMade({
    slots,
    capacity: Object.fromEntries(neighbours.map((neighbour) => [`A-${neighbour}`, 10])),
    terminals,
    acquisitionSeconds,
    demands: neighbours.map((destination) => ({ source: 'A', destination })),
  });
  return windowWidths(incidenceOf(layOut(problem)));
}

describe('how wide windows are', () => {
  it('falls with what there is to choose in a slot', () => {
    expect(widthsOf(20, 0, {})).toMatchObject({ cuts: 3, bound: 3, roll: 5, improve: 3 });
    // In windows of plans, links to point along count, and fewer paths.
    expect(widthsOf(20, 0)).toMatchObject({ cuts: 3, bound: 3, roll: 3, improve: 3 });
  });

  it('suffices for windows of plans to acquire and then carry', () => {
    expect(widthsOf(20, 45)).toMatchObject({ roll: 6, improve: 6 });
    expect(widthsOf(4, 45)).toMatchObject({ roll: 4, improve: 4 });
  });
});
