/** Where the pairs of fibres and explicit links are made, and the arms that follow from it. */
import { expect, it } from 'vitest';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** 100 km at 0.2 dB/km, with half of what arrives detected; one pair in ten attempts kept per arm of the explicit link. */
const network = (source: string, timing = '') =>
  buildTopology(
    parseScenario(`
satqn: 1
horizon: {slots: 1, slotSeconds: 10}
hardware: {coherenceSeconds: 10}
stations:
  - {id: a, latitudeDeg: 48, longitudeDeg: 16, optical: false}
  - {id: b, latitudeDeg: 48, longitudeDeg: 17, optical: false}
links:
  - {id: stated, ends: [a, b], capacity: 7, fidelity: 0.9, lengthKm: 30${source === 'end' ? ', efficiency: 0.02, emitter: b' : `, source: ${source}, armEfficiencies: [0.1, 0.2]`}}
fibres:
  - {id: fibre, ends: [a, b], lengthKm: 100, source: ${source}}
linkClasses: {G2G: {efficiency: 0.5, sourceMhz: 1}}
noise: {darkCountsPerSecond: 0}
${timing}
demands: [{source: a, destination: b}]
`),
  );

const LIGHT_KM_PER_S = 299_792.458;
const FIBRE_INDEX = 1.468;

it.each([
  // All of the way, or half of it twice; half of the Bell states are told apart.
  ['end', 1e6 * 0.01 * 0.5],
  ['middle', 1e6 * (0.1 * 0.5) ** 2],
  ['middle-measurement', 0.5 * 1e6 * (0.1 * 0.5) ** 2],
])('a fibre with its source at or in the %s carries what its arms let through', (source, pairsPerSecond) => {
  const { slots, links } = network(source);
  const { capacity, arms } = slots[0]!;
  expect(links.map(({ emitter }) => emitter)).toEqual(source === 'end' ? ['b', 'a'] : [null, null]);
  // What an explicit link carries is stated.
  expect([...capacity]).toEqual([7, expect.closeTo(pairsPerSecond, 6)]);
  const whole = [30 / LIGHT_KM_PER_S, (100 * FIBRE_INDEX) / LIGHT_KM_PER_S];
  const half = whole.map((delay) => expect.closeTo(delay / 2, 12));
  expect([...arms!.firstDelay]).toEqual(source === 'end' ? [expect.closeTo(whole[0]!, 12), 0] : half);
  expect([...arms!.secondDelay]).toEqual(source === 'end' ? [0, expect.closeTo(whole[1]!, 12)] : half);
  expect([...arms!.firstEfficiency]).toEqual(
    source === 'end' ? [0.02, 1] : [expect.closeTo(0.1, 12), expect.closeTo(0.05, 12)],
  );
  expect([...arms!.secondEfficiency]).toEqual(
    source === 'end' ? [1, expect.closeTo(0.005, 12)] : [expect.closeTo(0.2, 12), expect.closeTo(0.05, 12)],
  );
});

it('photons that reach a measurement at different times lose visibility', () => {
  // Offset of 100 ps, photons of 50 ps: e^−1 of the Werner parameter. A window of 1 µs catches all of them.
  const timing = 'timing: {x0Seconds: 1e-15, offsetNs: 0.1, photonPs: 50}';
  const werner = (clocks: string) =>
    (4 * network('middle-measurement', clocks).slots[0]!.fidelity[1]! - 1) / 3;
  expect(werner(timing) / werner('')).toBeCloseTo(Math.exp(-1), 6);
});
