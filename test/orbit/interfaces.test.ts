import { describe, expect, it } from 'vitest';
import { budgetReader } from '../../src/orbit/link-budgets.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { midnight, platform, second, stations } from './hap-pair.ts';
import { capacities, fidelities, refusalsOf, scenarioOf } from './setting.ts';

const wernerOf = (fidelity: number) => (4 * fidelity - 1) / 3;
const [a, b] = stations as [(typeof stations)[0], (typeof stations)[1]];

/** Two HAPs over two stations that a fibre joins, too; free space at 810 nm. */
const scenarioWith = (more: Partial<ScenarioInput> = {}) =>
  scenarioOf({
    horizon: midnight,
    stations,
    platforms: [platform, second],
    fibres: [{ ends: ['a', 'b'], lengthKm: 60 }],
    ...more,
  });
const networkOf = (more: Partial<ScenarioInput> = {}) => {
  const topology = buildTopology(scenarioWith(more));
  return { topology, capacity: capacities(topology)[0]!, fidelity: fidelities(topology)[0]! };
};
const plain = networkOf();
const efficiencyIn = (more: Partial<ScenarioInput>, id: string) => {
  const scenario = scenarioWith(more);
  const topology = buildTopology(scenario);
  return budgetReader(scenario, topology)(0).budgetOf(topology.links.findIndex((link) => link.id === id))
    .efficiency;
};

describe('converters between bands', () => {
  it.each([
    // 50 km lose 10 dB, so η = 0.1 × 0.01.
    { lengthKm: 50, efficiency: 0.01, noisePerWindow: 1e-5, werner: 0.99009901 },
    // 15.0515 km lose half.
    { lengthKm: 50 * Math.log10(2), efficiency: 1, noisePerWindow: 0.01, werner: 0.98039216 },
  ])('take rate and fidelity: w × $werner', ({ lengthKm, efficiency, noisePerWindow, werner }) => {
    const fibre = {
      nodes: [
        { id: 'm', kind: 'ground' as const },
        { id: 'n', kind: 'ground' as const },
      ],
      fibres: [{ id: 'f', ends: ['m', 'n'] as [string, string], lengthKm }],
      linkClasses: { G2G: { efficiency } },
      demands: [{ source: 'm', destination: 'n' }],
    };
    const ideal = networkOf(fibre);
    const converter = { bandsNm: [1550, 780] as [number, number], efficiency: 0.5, noisePerWindow };
    const node = { id: 'n', kind: 'ground' as const, memoryBandNm: 780, interfaces: [converter] };
    const real = networkOf({ ...fibre, nodes: [fibre.nodes[0]!, node] });
    expect(real.capacity.f).toBeCloseTo(ideal.capacity.f! / 2, 6);
    expect(wernerOf(real.fidelity.f!) / wernerOf(ideal.fidelity.f!)).toBeCloseTo(werner, 8);
    // One at either end.
    const both = networkOf({ ...fibre, nodes: [{ ...node, id: 'm' }, node] });
    expect(both.capacity.f).toBeCloseTo(ideal.capacity.f! / 4, 6);
    expect(wernerOf(both.fidelity.f!) / wernerOf(ideal.fidelity.f!)).toBeCloseTo(werner ** 2, 7);
  });

  it('are carried by the link of the other band alone', () => {
    const converter = { bandsNm: [810, 1550] as [number, number], preset: 'frequency-conversion' as const };
    const real = networkOf({ stations: [{ ...a, interfaces: [converter] }, b] });
    expect(real.capacity).toEqual({
      ...plain.capacity,
      'a~h': expect.closeTo(plain.capacity['a~h']! / 2, 6),
      'a~i': expect.closeTo(plain.capacity['a~i']! / 2, 6),
    });
    for (const id of Object.keys(plain.fidelity))
      expect(real.fidelity[id]).toBeCloseTo(plain.fidelity[id]!, 14);
  });

  it('count in the efficiency of the budget, so that the capacity stays B·η', () => {
    const converter = { bandsNm: [810, 1550] as [number, number], efficiency: 0.3, noisePerWindow: 1e-4 };
    const more = { stations: [{ ...a, interfaces: [converter] }, b] };
    const { capacity, fidelity } = networkOf(more);
    const before = efficiencyIn({}, 'a~h');
    expect(1e6 * efficiencyIn(more, 'a~h')).toBeCloseTo(capacity['a~h']!, 6);
    expect(capacity['a~h']! / plain.capacity['a~h']!).toBeCloseTo(0.3, 12);
    const share = wernerOf(fidelity['a~h']!) / wernerOf(plain.fidelity['a~h']!);
    expect(share).toBeCloseTo(before / (before + 1e-4), 9);
  });

  it('stand at either end of a dual downlink, behind its own arm', () => {
    const middle = { platforms: [{ ...platform, longitudeDeg: 0.1, memory: false }], fibres: [] };
    const ideal = networkOf(middle);
    const converter = { bandsNm: [780, 810] as [number, number], efficiency: 0.5, noisePerWindow: 1e-3 };
    const node = { memoryBandNm: 780, interfaces: [converter] };
    const more = { ...middle, stations: [a, { ...b, ...node }] };
    const real = networkOf(more);
    const id = 'a~b@h';
    expect(real.capacity[id]).toBeCloseTo(ideal.capacity[id]! / 2, 6);
    const topology = buildTopology(scenarioWith(middle));
    const [, toB] = budgetReader(scenarioWith(middle), topology)(0).budgetOf(0).arms!;
    expect(wernerOf(real.fidelity[id]!) / wernerOf(ideal.fidelity[id]!)).toBeCloseTo(
      toB.efficiency / (toB.efficiency + 1e-3),
      9,
    );
    expect(1e6 * efficiencyIn(more, id)).toBeCloseTo(real.capacity[id]!, 6);
  });

  it('lead to the band that several of them share', () => {
    const interfaces = [1550, 780].map((nm) => ({
      bandsNm: [nm, 810] as [number, number],
      efficiency: 0.5,
    }));
    const { capacity } = networkOf({
      stations: [{ ...a, interfaces }, b],
      satellites: [{ circular: { id: 's', altitudeKm: 500, inclinationDeg: 0, raanDeg: 0 } }],
      linkClasses: { S2G: { wavelengthNm: 780 } },
    });
    // The fibre is converted to 810 nm, where the HAPs send.
    expect(capacity['a~b']).toBeCloseTo(plain.capacity['a~b']! / 2, 6);
    expect(capacity['a~h']).toBe(plain.capacity['a~h']);
  });

  it('are no longer assumed where they are stated', () => {
    const kinds = (more: Partial<ScenarioInput>) =>
      networkOf(more).topology.warnings.map(({ kind, where }) => `${kind} ${where}`);
    const converter = { bandsNm: [810, 1550] as [number, number], efficiency: 0.5 };
    expect(kinds({})).toEqual(['converter-assumed a and 1 more']);
    expect(kinds({ stations: [{ ...a, interfaces: [converter] }, b] })).toEqual(['converter-assumed b']);
    expect(kinds({ stations: stations.map((one) => ({ ...one, interfaces: [converter] })) })).toEqual([]);
    // A memory of another band needs a converter even for links of one band.
    const memory = networkOf({ fibres: [], stations: [{ ...a, memoryBandNm: 780 }, b] }).topology.warnings;
    expect(memory).toHaveLength(1);
    expect(memory[0]).toMatchObject({ kind: 'converter-assumed', where: 'a' });
    expect(memory[0]!.message).toMatch(/^Light at 780 and 810 nm meets at a, and no interface joins/);
    expect(memory[0]!.hint).toBe('State the missing converter under interfaces of a.');
  });
});

describe('converters are refused', () => {
  const refused = (more: Partial<ScenarioInput>) => refusalsOf(() => networkOf(more));
  const half = (...bandsNm: [number, number]) => ({ bandsNm, efficiency: 0.5 });
  const at = (node: object) => ({ stations: [{ ...a, ...node }, b] });

  it.each([
    [
      'between bands that no link has',
      at({ interfaces: [half(1550, 637)] }),
      'stations[0].interfaces[0].bandsNm: no link of a has light at 637 nm.',
    ],
    [
      'to a memory from a band that no link has',
      at({ memoryBandNm: 780, interfaces: [half(780, 637)] }),
      'stations[0].interfaces[0].bandsNm: no link of a has light at 637 nm.',
    ],
    [
      'that do not lead to the memory',
      at({ memoryBandNm: 780, interfaces: [half(810, 1550)] }),
      'stations[0].interfaces[0].bandsNm: the memory of a works at 780 nm, where the converter does not lead.',
    ],
    [
      'twice between the same bands',
      at({ interfaces: [half(810, 1550), half(1310, 810)] }),
      'stations[0].interfaces[1].bandsNm: a has a converter between these bands already, interfaces[0].',
    ],
    [
      'within one band',
      at({ interfaces: [half(1310, 1550)] }),
      'stations[0].interfaces[0].bandsNm: 1310 and 1550 nm are one band.',
    ],
    [
      'without an efficiency',
      at({ interfaces: [{ bandsNm: [810, 1550] }] }),
      'stations[0].interfaces[0]: neither efficiency nor preset is given.',
    ],
    [
      'where nothing is held',
      { platforms: [{ ...platform, memory: false, memoryBandNm: 780 }], fibres: [] },
      'platforms[0].memoryBandNm: h has no memory, and no light ends there.',
    ],
    [
      'where only explicit links end',
      { nodes: [{ id: 'n', kind: 'ground', memoryBandNm: 780, interfaces: [half(780, 1550)] }] },
      'nodes[0].interfaces[0].bandsNm: no link of n has light at 1550 nm.',
    ],
  ] as [string, Partial<ScenarioInput>, string][])('%s', (_, more, issue) => {
    expect(refused(more)).toEqual([issue]);
  });

  it('that have no band in common', () => {
    const interfaces = [half(810, 1550), half(780, 637)];
    const issue =
      'the converters of a have no band in common, so it is unclear in which band it joins links.';
    expect(refused(at({ interfaces }))).toEqual(
      [0, 1].map((index) => `stations[0].interfaces[${index}].bandsNm: ${issue}`),
    );
  });
});
