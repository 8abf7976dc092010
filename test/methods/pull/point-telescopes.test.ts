import { describe, expect, it } from 'vitest';
import { pointTelescopes } from '../../../src/methods/pull/point-telescopes.ts';
import { layOut } from '../../../src/model/layout.ts';
import { pointedBy } from '../../../src/model/selection.ts';
import { instanceOf } from '../instances.ts';

/** Along which links, and in which slots, telescopes point where demands choose in the order of slots. */
function pointedIn(scenario: Parameters<typeof instanceOf>[0]): string[] {
  const { problem } = instanceOf(scenario);
  const layout = layOut(problem);
  const order = [...layout.groups.keys()].sort((a, b) => layout.groups[a]!.slot - layout.groups[b]!.slot);
  const selection = pointedBy(layout, pointTelescopes(layout, order));
  return layout.pointing!.columns.flatMap(({ link, slot }, index) =>
    selection[index] === 1 ? [`${problem.topology.links[link]!.id} ${slot}`] : [],
  );
}

/**
 * S has two telescopes. X is served at once, in slot 0 alone; a pair from A to B in slot 1 needs both telescopes there, and
 * both in slot 0, while they acquire.
 */
function pointed(minimumRate: { readonly ofB?: number; readonly ofX?: number }): string[] {
  return pointedIn({
    satqn: 1,
    horizon: { slots: 2, slotSeconds: 1 },
    nodes: [
      { id: 'A', kind: 'aerial' },
      { id: 'B', kind: 'aerial' },
      { id: 'S', kind: 'aerial', maximumTerminals: 2 },
      { id: 'X', kind: 'aerial' },
    ],
    links: [
      { ends: ['A', 'S'], capacity: 10, fidelity: 0.99, acquisitionSeconds: 1 },
      { ends: ['S', 'B'], capacity: 10, fidelity: 0.99, acquisitionSeconds: 1 },
      { ends: ['S', 'X'], capacity: [5, 0], fidelity: 0.99 },
    ],
    demands: [
      { source: 'S', destination: 'X', minimumRate: minimumRate.ofX ?? 0 },
      { source: 'A', destination: 'B', minimumRate: minimumRate.ofB ?? 0 },
    ],
  });
}

describe('where telescopes point in a first plan', () => {
  it('is first where a minimum rate would be missed, also if one link of a path takes what the other needs to acquire', () => {
    expect(pointed({ ofB: 1 })).toEqual(['A~S 0', 'S~B 0', 'A~S 1', 'S~B 1']);
  });

  it('is where those that come first want it, if nobody misses anything', () => {
    expect(pointed({})).toContain('S~X 0');
    expect(pointed({ ofX: 1 })).toContain('S~X 0');
  });

  it('is where a path still has room in what needs no telescope', () => {
    const taken = pointedIn({
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 1 },
      nodes: [
        ...['A', 'B', 'C', 'H'].map((id) => ({ id, kind: 'aerial' as const })),
        { id: 'R', kind: 'aerial', maximumTerminals: 2 },
      ],
      links: [
        { ends: ['A', 'H'], capacity: 10, fidelity: 0.99 },
        { ends: ['C', 'H'], capacity: 10, fidelity: 0.99 },
        { ends: ['H', 'B'], capacity: 10, fidelity: 0.99 },
        { ends: ['C', 'R'], capacity: 6, fidelity: 0.99 },
        { ends: ['R', 'B'], capacity: 6, fidelity: 0.99 },
      ],
      // Either would have 10 over H, but not both.
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'C', destination: 'B' },
      ],
    });
    expect(taken).toEqual(['C~R 0', 'R~B 0']);
  });
});
