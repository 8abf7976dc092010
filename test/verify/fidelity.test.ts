import { describe, expect, it } from 'vitest';
import {
  losses,
  purified,
  ratedFidelity,
  swapProbability,
  swappedFidelity,
} from '../../src/verify/fidelity.ts';

const ideal = { singleQubit: 1, twoQubit: 1, readout: 1, swapSuccess: 1 };

describe('fidelity', () => {
  it('Werner chains at F = 0.96', () => {
    const golden = [0.96, 0.922133, 0.886286, 0.852351, 0.820226, 0.789814];
    golden.forEach((fidelity, index) => {
      expect(swappedFidelity(new Array(index + 1).fill(0.96), ideal)).toBeCloseTo(fidelity, 6);
    });
  });
  it('Briegel–Dür with imperfect gates', () => {
    expect(swappedFidelity([0.95, 0.9], ideal)).toBeCloseTo(0.85666667, 8);
    const gates = { ...ideal, twoQubit: 0.99, readout: 0.99 };
    expect(swappedFidelity([0.97, 0.98], gates)).toBeCloseTo(0.92538339, 8);
  });
  it('a stored hop with its own swaps inside counts as the links behind it', () => {
    const gates = { ...ideal, twoQubit: 0.98, readout: 0.97 };
    const stored = swappedFidelity([0.95, 0.97], gates);
    expect(swappedFidelity([0.96, stored], gates)).toBeCloseTo(
      swappedFidelity([0.96, 0.95, 0.97], gates),
      12,
    );
  });
  it('storage of both halves: F = 0.98 after t/T = 0.1', () => {
    const rate = (model: 'depolarising' | 'dephasing') =>
      ratedFidelity(0.98, { model, coherenceSeconds: 100, maximumStorageSlots: 1 }, 5);
    expect(rate('depolarising')).toBeCloseTo(0.84767345, 8);
    expect(rate('dephasing')).toBeCloseTo(0.8917823, 8);
    expect(ratedFidelity(0.98, { model: 'loss', coherenceSeconds: 100 }, 5)).toBe(0.98);
  });
  it('loss keeps e^(−2δ/T) per slot', () => {
    const lossy = losses({ model: 'loss', coherenceSeconds: 200 }, 10);
    // e^−0.1; its mean over the slot, (1 − e^−0.1)/0.1; and the first by the second.
    expect(lossy.survival).toBeCloseTo(0.904837418, 9);
    expect(lossy.arriving).toBeCloseTo(0.95162582, 8);
    expect(lossy.leaving).toBeCloseTo(0.95083319, 8);
    const nothing = { survival: 1, arriving: 1, leaving: 1 };
    expect(losses({ model: 'ideal' }, 10)).toEqual(nothing);
    expect(losses({ model: 'loss', coherenceSeconds: 1e300 }, 1e-30)).toEqual(nothing);
  });
});

describe('purification', () => {
  it.each([
    ['dejmps', 0.8, 0.9, 6.986762],
    ['dejmps', 0.85, 0.98, 12.793079],
    ['dejmps', 0.9, 0.94, 5.26347],
    ['dejmps', 0.95, 0.99, 4.580167],
    ['dejmps', 0.88, 0.9, 2.345216],
    ['dejmps', 0.97, 0.98, 4.336515],
    ['bbpssw', 0.8, 0.9, 15.237039],
    ['bbpssw', 0.85, 0.95, 27.765038],
    ['bbpssw', 0.9, 0.95, 10.811774],
    ['bbpssw', 0.97, 0.98, 4.279161],
  ] as const)('%s lifts %d to %d with %d pairs', (protocol, fidelity, target, cost) => {
    const result = purified(fidelity, target, protocol, ideal)!;
    expect(result.cost).toBeCloseTo(cost, 5);
    expect(result.fidelity).toBeGreaterThanOrEqual(target);
  });
  it('BBPSSW with noisy gates: 0.9 → 0.91659681 with p = 0.85350595', () => {
    const gates = { ...ideal, twoQubit: 0.99, readout: 0.99 };
    const result = purified(0.9, 0.91, 'bbpssw', gates)!;
    expect(result.fidelity).toBeCloseTo(0.91659681, 8);
    expect(result.cost).toBeCloseTo(2 / 0.85350595, 6);
  });
  it('needs one pair at the target, up to rounding, and is impossible if the target is out of reach', () => {
    expect(purified(0.9 - 1e-13, 0.9, 'none', ideal)).toMatchObject({ cost: 1 });
    expect(purified(0.89, 0.9, 'none', ideal)).toBeNull();
    expect(purified(0.5, 0.9, 'dejmps', ideal)).toBeNull();
    expect(purified(0.45, 0.9, 'bbpssw', ideal)).toBeNull();
  });
  it('two joins at q = ½ succeed once in four', () => {
    expect(swapProbability(3, { ...ideal, swapSuccess: 0.5 })).toBe(0.25);
  });
});
