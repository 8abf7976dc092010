import { expect, it } from 'vitest';
import { CONVERTERS, converted } from '../../src/physics/interfaces.ts';

it.each([
  [1e-3, 1e-5, 0.99009901],
  [0.5, 0.01, 0.98039216],
])(
  'a converter behind a link of efficiency %f that adds %f photons a window leaves w × %f',
  (eta, n, factor) => {
    const link = { rate: 200, werner: 0.9, efficiency: eta };
    const behind = converted(link, { efficiency: 0.25, noisePerWindow: n });
    expect(behind.werner / 0.9).toBeCloseTo(factor, 8);
    expect(behind.rate).toBe(50);
  },
);

it('the presets lose photons and, as they state no noise, keep the state', () => {
  const link = { rate: 200, werner: 0.9, efficiency: 0.5 };
  expect(converted(link, CONVERTERS['frequency-conversion'])).toEqual({ rate: 100, werner: 0.9 });
  expect(converted(link, CONVERTERS['microwave-optical'])).toEqual({ rate: 2, werner: 0.9 });
});
