import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointingClaimOf } from '../../src/domain/pointing-claim.ts';
import { contactWindows } from '../../src/orbit/contact-windows.ts';
import { budgetReader } from '../../src/orbit/link-budgets.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { bestWindow } from '../../src/physics/coincidence-window.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { midnight, platform, second, stations } from './hap-pair.ts';
import { capacities, fidelities, refusalsOf, scenarioOf } from './setting.ts';

const wernerOf = (fidelity: number) => (4 * fidelity - 1) / 3;

/** Two HAPs over two stations that a fibre joins, too: 50 km of η = 0.1 × 0.01 from a source of 1 MHz. */
const scenarioWith = (more: Partial<ScenarioInput> = {}) =>
  scenarioOf({
    horizon: midnight,
    stations,
    platforms: [platform, second],
    fibres: [{ ends: ['a', 'b'], lengthKm: 50 }],
    linkClasses: { G2G: { efficiency: 0.01 } },
    ...more,
  });
const networkOf = (more: Partial<ScenarioInput> = {}) => {
  const topology = buildTopology(scenarioWith(more));
  return { topology, capacity: capacities(topology)[0]!, fidelity: fidelities(topology)[0]! };
};
const plain = networkOf();
/** Only the fibre has clocks. */
const fibreTimed = (timing: object, more: Partial<ScenarioInput> = {}) =>
  networkOf({ linkClasses: { G2G: { efficiency: 0.01, timing } }, ...more });

describe('timing takes what falls outside the window', () => {
  it.each([
    { sigmaNs: 0.3, offsetNs: 0, captured: 0.9044193 },
    { sigmaNs: 0.3, offsetNs: 0.2, captured: 0.83152942 },
    { sigmaNs: 0.3, offsetNs: -0.5, captured: 0.49957094 },
    { sigmaNs: 0.5, offsetNs: 0.3, captured: 0.60062245 },
  ])('σ $sigmaNs ns, µ $offsetNs ns: $captured of the rate', ({ sigmaNs, offsetNs, captured }) => {
    const { capacity, fidelity } = fibreTimed({ x0Seconds: sigmaNs * 1e-9, offsetNs });
    expect(capacity['a~b']! / plain.capacity['a~b']!).toBeCloseTo(captured, 8);
    // C = 1e6 × 1e-3 × captured, A = 1e6 (1e3 + 500) × 1 ns.
    const [genuine, accidental] = [1e3 * captured, 1e6 * 1.5e3 * 1e-9];
    expect(wernerOf(fidelity['a~b']!)).toBeCloseTo((0.98 * genuine) / (genuine + accidental), 8);
    expect(capacity['a~h']).toBe(plain.capacity['a~h']);
  });

  it('counts clocks just before they are synchronised again, and a detector at either end', () => {
    const clock = {
      x0Seconds: 1e-10,
      y0: 1e-12,
      sigmaYPerRootSecond: 1e-11,
      syncIntervalSeconds: 100,
    };
    // σ_clk = 173.2051 ps, with twice 86.60254 ps squared: 212.132 ps, 2.3570226 of which are half the window.
    const { capacity } = fibreTimed({ ...clock, detectorJitterPs: 86.60254 });
    expect(capacity['a~b']! / plain.capacity['a~b']!).toBeCloseTo(0.98157791, 6);
    expect(fibreTimed(clock).capacity['a~b']! / plain.capacity['a~b']!).toBeCloseTo(0.99610758, 6);
  });

  it('holds for every class, of which each may state keys of its own', () => {
    const top = { x0Seconds: 3e-10, offsetNs: 0.2 };
    const shares = ({ capacity }: ReturnType<typeof networkOf>) =>
      Object.fromEntries(
        Object.entries(capacity).map(([id, rate]) => [id, Number((rate / plain.capacity[id]!).toFixed(8))]),
      );
    const all = shares(networkOf({ timing: top }));
    expect(new Set(Object.values(all))).toEqual(new Set([0.83152942]));
    const own = shares(
      networkOf({
        timing: top,
        linkClasses: { G2G: { efficiency: 0.01, timing: { offsetNs: 0 } }, A2G: { timing: 'white-rabbit' } },
      }),
    );
    expect(own['a~b']).toBeCloseTo(0.9044193, 7);
    // 10 ps, but the offset of 0.2 ns.
    expect(own['a~h']).toBe(1);
    expect(own['h~i']).toBe(0.83152942);
  });

  it('holds for dual downlinks, whose budget stays the capacity over B', () => {
    const middle = { platforms: [{ ...platform, longitudeDeg: 0.1, memory: false }], fibres: [] };
    const timing = { x0Seconds: 3e-10, offsetNs: 0.2 };
    const { topology, capacity } = networkOf({ ...middle, timing });
    const ideal = networkOf(middle).capacity['a~b@h']!;
    expect(capacity['a~b@h']! / ideal).toBeCloseTo(0.83152942, 8);
    const { efficiency, arms, captured } = budgetReader(
      scenarioWith({ ...middle, timing }),
      topology,
    )(0).budgetOf(0);
    expect(1e6 * efficiency).toBeCloseTo(capacity['a~b@h']!, 6);
    expect(captured).toBeCloseTo(0.83152942, 8);
    expect(arms![0].efficiency * arms![1].efficiency * captured).toBeCloseTo(efficiency, 14);
  });

  it('shows in windows of contact as in the network', () => {
    const timing = { x0Seconds: 3e-10, offsetNs: 0.2 };
    const of = (more: Partial<ScenarioInput>) =>
      [...contactWindows(scenarioWith(more)).windows()].map(({ ratePairsPerSecond, lossDb }) => ({
        rate: ratePairsPerSecond!,
        lossDb: lossDb!,
      }));
    const [ideal, real] = [of({}), of({ timing })];
    expect(real.length).toBeGreaterThan(4);
    real.forEach(({ rate, lossDb }, index) => {
      expect(rate / ideal[index]!.rate).toBeCloseTo(0.83152942, 8);
      expect(lossDb - ideal[index]!.lossDb).toBeCloseTo(-10 * Math.log10(0.83152942), 6);
    });
  });

  it('leaves explicit links alone, which state what they carry', () => {
    const links = [{ id: 'x', ends: ['a', 'b'] as [string, string], capacity: 5, fidelity: 0.9 }];
    const { capacity, fidelity } = networkOf({ links, timing: { x0Seconds: 1e-8 } });
    expect([capacity.x, fidelity.x]).toEqual([5, 0.9]);
  });

  const seed = 1504;
  it(`falls as σ grows, from the ideal rate at σ = 0 (seed ${seed})`, () => {
    const rate = (x0Seconds: number, offsetNs: number) =>
      fibreTimed({ x0Seconds, offsetNs }, { platforms: [] }).capacity['a~b']!;
    const ideal = plain.capacity['a~b']!;
    expect(rate(0, 0)).toBe(ideal);
    const sigma = fc.double({ min: 1e-12, max: 1e-8, noNaN: true });
    fc.assert(
      fc.property(sigma, sigma, fc.double({ min: 0, max: 0.4, noNaN: true }), (a, b, offsetNs) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(rate(less, offsetNs)).toBeGreaterThanOrEqual(rate(more, offsetNs) * (1 - 1e-12));
        expect(rate(less, offsetNs)).toBeLessThanOrEqual(ideal);
        expect(rate(less * 1e-6, offsetNs)).toBeCloseTo(ideal, 9);
      }),
      { seed, numRuns: 40 },
    );
  });
});

describe('window: auto', () => {
  const clicks = {
    sourceRate: 1e6,
    efficiency1: 1,
    efficiency2: 1e-3,
    background1: 0,
    background2: 500,
    sourceWerner: 0.98,
    jitterSeconds: 4e-10,
  };

  it('gives each link the window with most key', () => {
    const { capacity, fidelity, topology } = fibreTimed({ x0Seconds: 4e-10, window: 'auto' });
    const best = bestWindow(clicks)!;
    const genuine = capacity['a~b']!;
    const werner = wernerOf(fidelity['a~b']!);
    const accidental = (genuine * 0.98) / werner - genuine;
    // A = 1e6 (1e3 + 500) τ gives the window away.
    expect(accidental / 1.5e9).toBeCloseTo(best.windowSeconds, 11);
    const entropy = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    const key = (genuine + accidental) * (1 - 2 * entropy((1 - werner) / 2));
    expect(key / best.keyBitsPerSecond).toBeCloseTo(1, 6);
    expect(topology.notes).toEqual([]);
  });

  it('keeps the stated one where none gives key, and says so', () => {
    const noise = { darkCountsPerSecond: 1e9 };
    const stated = fibreTimed({ x0Seconds: 4e-10 }, { noise });
    const free = fibreTimed({ x0Seconds: 4e-10, window: 'auto' }, { noise });
    expect([free.capacity, free.fidelity]).toEqual([stated.capacity, stated.fidelity]);
    expect(free.topology.notes).toEqual([
      'timing: no coincidence window gives key on a~b at some time; there it is 1 ns, as stated in noise',
    ]);
    const all = networkOf({ timing: { x0Seconds: 4e-10, window: 'auto' }, noise });
    expect(all.topology.notes[0]).toMatch(/on 6 links, such as a~b, at some time/);
  });
});

describe('syncSeconds', () => {
  it('is lost beside acquisition whenever a contact begins or telescopes are pointed anew', () => {
    const a2g = { acquisitionSeconds: 4, timing: { x0Seconds: 0, syncSeconds: 6 } };
    const { capacity } = networkOf({ linkClasses: { A2G: a2g } });
    expect(capacity['a~h']! / plain.capacity['a~h']!).toBeCloseTo(0.5, 12);
    const { topology } = networkOf({
      linkClasses: { A2G: a2g, G2G: { efficiency: 0.01 } },
      timing: { x0Seconds: 0, syncSeconds: 1 },
      stations: [{ ...stations[0]!, maximumTerminals: 1 }, stations[1]!],
    });
    const acquisition = Object.fromEntries(
      topology.links.map(({ id }, link) => [id, topology.pointing!.links[link]?.acquisitionSeconds]),
    );
    expect(acquisition).toEqual({
      'a~b': undefined,
      'a~h': 10,
      'a~i': 10,
      'b~h': undefined,
      'b~i': undefined,
      'h~i': undefined,
    });
  });

  it('makes a plan that points the strongest first one that cannot be flown', () => {
    const options = { pointing: 'strongest-first' };
    const document = { stations: [{ maximumTerminals: 1 }] };
    expect(pointingClaimOf(options, { ...document, timing: 'gnss' })).toBe('strongest-first');
    expect(pointingClaimOf(options, { ...document, timing: { syncSeconds: 1 } })).toBe('unflyable');
    const linkClasses = { S2G: { timing: { syncSeconds: 1 } } };
    expect(pointingClaimOf(options, { ...document, linkClasses })).toBe('unflyable');
  });
});

describe('timing is refused', () => {
  const refused = (more: Partial<ScenarioInput>) => refusalsOf(() => networkOf(more));
  const satellites = [{ circular: { id: 's', altitudeKm: 500, inclinationDeg: 0 } }];

  it('with an offset that is unstated where satellites move', () => {
    const issue =
      'timing: satellites move, and the offset that Doppler compensation leaves is not given (S2S, S2A, S2G).';
    expect(refused({ satellites, timing: 'gnss' })).toEqual([issue]);
    expect(refused({ satellites, timing: { x0Seconds: 0, offsetNs: 0 } })).toEqual([]);
    expect(refused({ timing: 'gnss' })).toEqual([]);
    expect(
      refused({
        satellites,
        timing: 'gnss',
        linkClasses: { S2S: { enabled: false }, S2A: { timing: {} }, S2G: { timing: { offsetNs: 0.1 } } },
      }),
    ).toEqual([
      'linkClasses.S2A.timing: satellites move, and the offset that Doppler compensation leaves is not given (S2A).',
    ]);
  });

  it.each([
    ['without clocks', { offsetNs: 0.1 }, 'the error of the clocks is not given'],
    [
      'if clocks drift for an unknown time',
      { x0Seconds: 1e-11, y0: 1e-13 },
      'the clocks drift, and it is not given for how long',
    ],
    [
      'with the best window of perfect clocks',
      { x0Seconds: 0, window: 'auto' },
      'clocks and detectors are perfect, so the best window is infinitely short',
    ],
  ] as [string, ScenarioInput['timing'], string][])('%s', (_, timing, message) => {
    expect(refused({ timing })).toEqual([`timing: ${message} (A2A, A2G, G2G).`]);
  });

  it('together with everything else', () => {
    const interfaces = [{ bandsNm: [810, 637] as [number, number], efficiency: 0.5 }];
    const wrong = { timing: {}, stations: [{ ...stations[0]!, interfaces }, stations[1]!] };
    expect(refused(wrong)).toHaveLength(2);
  });
});
