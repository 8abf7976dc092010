import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import {
  gridFigure,
  gridPoints,
  gridTable,
  optionsAt,
  parseGridAxis,
} from '../../src/cli/simulation-grid.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../src/domain/simulation.ts';

describe('a grid of simulations', () => {
  const axes = parseGridAxis('swap-success=0.9,1', parseGridAxis('coherence-seconds=1,10'));

  it('goes through all values of both options, over the others', () => {
    const points = gridPoints(axes);
    expect(points).toEqual([
      [1, 0.9],
      [1, 1],
      [10, 0.9],
      [10, 1],
    ]);
    expect(optionsAt({ ...DEFAULT_SIMULATION_OPTIONS, seed: 7 }, axes, points[2]!)).toMatchObject({
      seed: 7,
      coherenceSeconds: 10,
      swapSuccess: 0.9,
      relayBuffer: null,
    });
  });

  it.each([
    ['swap=1', 'Write one of coherence-seconds, swap-success, relay-buffer'],
    ['constructor=1', 'Write one of coherence-seconds, swap-success, relay-buffer'],
    ['coherence-seconds=1=2', 'Write seconds above 0'],
    ['coherence-seconds', 'Write seconds above 0'],
    ['swap-success=0.5,1.5', 'Write probabilities above 0'],
    ['relay-buffer=1.5', 'Write whole numbers of pairs'],
    ['coherence-seconds=', 'Write seconds above 0'],
    ['coherence-seconds=0', 'Write seconds above 0'],
  ])('refuses %s', (text, message) => {
    expect(() => parseGridAxis(text)).toThrow(message);
  });

  it('refuses an option that is given twice, and a third one', () => {
    expect(() => parseGridAxis('swap-success=1', axes)).toThrow('swap-success is given twice');
    expect(() => parseGridAxis('relay-buffer=1', axes)).toThrow('at most two options');
  });

  it('has no shares of a plan that delivers nothing', () => {
    const none = { mean: 0, halfWidth: 0, quantiles: { p5: 0, p50: 0, p95: 0 } };
    const total = { planned: 0, realised: none, inSpec: none, fidelity: null, latencySeconds: null };
    const points = [{ at: [1, 1], replications: 2, total: { ...total, unknownLatencyShare: 0 } }];
    expect(gridTable(axes, points, createColors(false))).not.toContain('%');
  });

  it('is drawn with a line for each value of the second option', () => {
    const total = {
      planned: 10,
      realised: { mean: 9, halfWidth: 1, quantiles: { p5: 8, p50: 9, p95: 10 } },
      inSpec: { mean: 5, halfWidth: 1 },
      fidelity: null,
      latencySeconds: null,
      unknownLatencyShare: 0,
    };
    const svg = gridFigure(
      'towns',
      axes,
      gridPoints(axes).map((at) => ({ at, replications: 3, total })),
    );
    expect(svg).toContain('towns: pairs in spec');
    for (const text of ['delivered in spec', 'coherence of halves', '0.9']) expect(svg).toContain(text);
  });
});
