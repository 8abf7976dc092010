import { describe, expect, it } from 'vitest';
import { shortestDelays } from '../../src/graph/shortest-delays.ts';

describe('shortestDelays', () => {
  const delaysFrom = shortestDelays(5, [
    { ends: [0, 1], delaySeconds: 5 },
    { ends: [1, 2], delaySeconds: 1 },
    { ends: [0, 3], delaySeconds: 1 },
    { ends: [3, 2], delaySeconds: 2 },
  ]);

  it('goes the shortest way, which may have more links', () => {
    expect([...delaysFrom(0)]).toEqual([0, 4, 3, 1, Number.POSITIVE_INFINITY]);
  });

  it('is the same in both directions', () => {
    expect(delaysFrom(1)[0]).toBe(delaysFrom(0)[1]);
  });

  it('knows no way to a node without links', () => {
    expect([...delaysFrom(4)].filter(Number.isFinite)).toEqual([0]);
  });
});
