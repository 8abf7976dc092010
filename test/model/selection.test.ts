import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/model/layout.ts';
import { bestRealPaths, indicator, roundSelection, type Selection } from '../../src/model/selection.ts';
import { handMade } from '../methods/instances.ts';

describe('a selection of paths', () => {
  /** m–n direct or over o in slot 1, in slot 2 from the stock alone. */
  const { problem } = handMade({
    slots: 2,
    capacity: { 'm-n': [10, 0], 'm-o': [30, 0], 'o-n': [30, 0] },
    stores: { m: 1000, n: 1000 },
    storage: { initialStock: [{ nodes: ['m', 'n'], pairs: 500, fidelity: 0.99 }] },
    demands: [{ source: 'm', destination: 'n' }],
  });
  const layout = layOut(problem);
  const namesOf = (selection: Selection) =>
    [...selection].map((choice) => problem.demands[0]!.paths[layout.choices[choice]!.path]!.id);
  const choiceOf = (id: string, slot: number) =>
    layout.choices.findIndex(
      ({ path, offer }) => problem.demands[0]!.paths[path]!.id === id && offer.slot === slot,
    );

  it('begins with the widest real path, and with a virtual one only if there is no other', () => {
    // The stock could carry 100 pairs/s in either slot, the way over o 3, the link 1.
    expect(layout.groups.map(({ slot }) => slot)).toEqual([0, 1]);
    const [first, second] = namesOf(bestRealPaths(layout));
    expect(first).toBe('m-o+o-n');
    expect(second).toMatch(/^\[m~n:/);
  });

  it('rounds to the largest of each group, the first among equals up to rounding', () => {
    const x = new Float64Array(layout.choices.length);
    const [direct, around] = [choiceOf('m-n', 0), choiceOf('m-o+o-n', 0)];
    const [earlier, later] = [Math.min(direct, around), Math.max(direct, around)];
    x[earlier] = 0.5;
    x[later] = 0.5 + 1e-10;
    expect(roundSelection(layout, x)[0]).toBe(earlier);
    x[later] = 0.5 + 1e-8;
    expect(roundSelection(layout, x)[0]).toBe(later);
  });

  it('is 1 at what it selects', () => {
    const selection = bestRealPaths(layout);
    const ones = [...indicator(layout, selection).entries()].filter(([, value]) => value !== 0);
    expect(ones).toEqual([...selection].sort((a, b) => a - b).map((choice) => [choice, 1]));
  });
});
