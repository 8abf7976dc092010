import { describe, expect, it } from 'vitest';
import { knownNodeIds } from '../../src/scenario/nodes.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { EXPLICIT, PHYSICAL, replaced, told } from './samples.ts';

/** Without the place in the text. */
const complaintsAbout = (text: string): string[] => told(text).map((issue) => issue.replace(/^\d+:\d+ /, ''));

describe('checkScenario', () => {
  const stock = '{nodes: [a, b], pairs: 4, fidelity: 0.95}';
  it.each([
    [EXPLICIT, 'id: b', 'id: a', "6:10 nodes[1].id: the name 'a' is taken by an entry of nodes."],
    [PHYSICAL, 'id: hap1', 'id: Graz', "platforms[0].id: the name 'Graz' is taken by an entry of stations."],
    [
      PHYSICAL,
      'id: solo',
      'id: leo-3-2',
      "satellites[1].circular.id: the name 'leo-3-2' is taken by an entry of satellites.",
    ],
    [
      PHYSICAL,
      'id: Graz,',
      'id: Graz, optical: false, zenithFadeDb: 1,',
      'stations[0].zenithFadeDb: the station has no telescope (optical: false).',
    ],
    [
      PHYSICAL.replace('demands:', 'linkClasses: {S2G: {direction: up}, A2G: {direction: up}}\ndemands:'),
      'id: Graz,',
      'id: Graz, receiverDiameterM: 1,',
      'receiverDiameterM: no link comes down to the station. Remove receiverDiameterM, or let S2G or A2G run down.',
    ],
    [EXPLICIT, 'ends: [a, b]', "id: 'b~c', ends: [a, b]", null],
    [
      EXPLICIT,
      'demands:',
      "fibres:\n  - {id: 'a~b', ends: [a, b], lengthKm: 1}\n  - {id: 'a~b', ends: [a, c], lengthKm: 1}\ndemands:",
      "fibres[1].id: the id 'a~b' is taken by fibres[0].",
    ],
    [EXPLICIT, 'ends: [a, b]', 'ends: [a, a]', "links[0].ends: both ends are 'a'."],
    [EXPLICIT, 'ends: [a, b]', 'ends: [a, bb]', "links[0].ends[1]: there is no node 'bb'. Did you mean 'b'?"],
    [EXPLICIT, 'fidelity: 0.97', 'fidelity: 0.5', 'links[0].fidelity: a fidelity of 0.5 is not above 0.5'],
    [EXPLICIT, '[0.98, 0.96]', '[0.98, 0.4]', 'links[1].fidelity[1]: a fidelity of 0.4 is not above 0.5'],
    [EXPLICIT, '[0.98, 0.96]', '[0.98]', 'links[1].fidelity: has 1 values for 2 slots.'],
    [EXPLICIT, '[100, 0]', '[100, 0, 0]', 'links[0].capacity: has 3 values for 2 slots.'],
    [
      EXPLICIT,
      'destination: c',
      'destination: c, weight: [1, 2, 3]',
      'demands[0].weight: has 3 values for 2 slots.',
    ],
    [EXPLICIT, 'destination: c', 'destination: a', "source and destination are both 'a'."],
    [EXPLICIT, 'source: a', 'source: d', "demands[0].source: there is no node 'd'."],
    [
      EXPLICIT,
      'demands:',
      'demands:\n  - {id: x, source: a, destination: c}\n  - {id: x, source: a, destination: c}',
      "demands[1].id: the id 'x' is taken by demands[0].",
    ],
    [
      EXPLICIT,
      'demands:',
      'gates: {twoQubit: 0.99}\ndemands:',
      'Write purification: {protocol: bbpssw}, or twoQubit: 1.',
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  nodes: [{node: q, capacity: 3}]',
      "storage.nodes[0].node: there is no node 'q'.",
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  nodes: [{node: a, capacity: 30}, {node: a, capacity: 30}]',
      "'a' is listed twice.",
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  pairs: [[b, c]]',
      "'a' and 'b' are not a storage pair. Add the pair to storage.pairs.",
    ],
    [EXPLICIT, 'storage:', 'storage:\n  pairs: [[a, b], [b, a]]', "the pair of 'b' and 'a' is listed twice."],
    [EXPLICIT, 'storage:', 'storage:\n  pairs: [[a, b], [c, c]]', "storage.pairs[1]: both ends are 'c'."],
    [
      EXPLICIT,
      'kinds: {satellite: 10, ground: 20}',
      'nodes: [{node: a, capacity: 9}]',
      "not a storage pair. Give 'b' a capacity",
    ],
    [
      EXPLICIT,
      'satellite: 10',
      'satellite: 3',
      "the initial stock at 'b' adds up to 4 pairs up to storage.initialStock[0], and it holds 3.",
    ],
    [
      EXPLICIT,
      stock,
      `${stock}\n    - {nodes: [c, b], pairs: 7, fidelity: 0.9}`,
      "the initial stock at 'b' adds up to 11 pairs up to storage.initialStock[1], and it holds 10.",
    ],
    [EXPLICIT, 'nodes: [a, b]', 'nodes: [a, c, a, b]', "the sub-path visits 'a' twice."],
    [
      EXPLICIT,
      'fidelity: 0.95',
      'fidelity: 0.45',
      'storage.initialStock[0].fidelity: a fidelity of 0.45 is not above 0.5',
    ],
    [PHYSICAL, ", start: '2026-03-20T18:00:00Z'", '', 'horizon.start: is missing, and satellites need it.'],
    [
      PHYSICAL,
      'latitudeDeg: 44, longitudeDeg: 16, altitudeM: 20000',
      'latitudeDeg: 44',
      "platforms[0]: 'hap1' has no complete place.",
    ],
    [
      PHYSICAL,
      'kind: uav',
      'kind: uav\n    latitudeDeg: 4',
      "platforms[1]: 'uav1' has both a place and waypoints. Remove latitudeDeg or the waypoints.",
    ],
    [
      PHYSICAL,
      'atSeconds: 60',
      'atSeconds: 0',
      'platforms[1].waypoints[1].atSeconds: the waypoint is not later than the one before it.',
    ],
    [
      PHYSICAL,
      'planes: 3',
      'planes: 4',
      'satellites[0].walker.planes: 6 satellites cannot be divided among 4 planes.',
    ],
    [
      PHYSICAL,
      'phasing: 1',
      'phasing: 3',
      'satellites[0].walker.phasing: the phasing 3 is not below the number of planes, 3.',
    ],
    [
      PHYSICAL,
      'satellites:',
      'satellites:\n  - tle: {names: [x]}',
      'satellites[0].tle: neither file nor text is given.',
    ],
    [
      PHYSICAL,
      'satellites:',
      'satellites:\n  - omm: {file: x, text: y}',
      'satellites[0].omm: both file and text are given.',
    ],
    [
      PHYSICAL,
      'demands:',
      'linkClasses: {S2G: {waistCm: 3, divergenceUrad: 5}}\ndemands:',
      'linkClasses.S2G.divergenceUrad: both waistCm and divergenceUrad are given.',
    ],
    [
      PHYSICAL,
      'demands:',
      'storage: {nodes: [{node: solo, capacity: 3}]}\ndemands:',
      "storage.nodes[0].node: 'solo' has no memory and cannot store pairs.",
    ],
    [
      PHYSICAL,
      'demands:',
      'storage: {pairs: [[uav1, hap1]]}\ndemands:',
      "storage.pairs[0][0]: 'uav1' is not a storage node.",
    ],
  ])('finds what the shape cannot tell (%#)', (text, from, to, message) => {
    const changed = replaced(text, from, to);
    if (message === null) expect(() => parseScenario(changed)).not.toThrow();
    else expect(told(changed).join('\n')).toContain(message);
  });

  it.each([
    [
      '{link: a~d, from: 0, to: 2, use: pin}, {link: a~b, from: 1, to: 1, use: pin}',
      [
        "pointings[0].link: there is no link 'a~d'. Did you mean 'a~b'?",
        'pointings[1].to: the pointing ends at 1, and begins at 1. A pointing of the one slot 1 is from: 1, to: 2.',
      ],
    ],
    [
      '{link: a~b, from: 1, to: 3, use: pin}',
      ['pointings[0].to: the pointing ends at 3, after the horizon of 2 slots. Write at most to: 2.'],
    ],
    [
      '{link: a~b, from: 0, to: 2, use: pin}, {link: a~b, from: 1, to: 2, use: forbid}',
      [
        "pointings[1].use: the link 'a~b' is pinned and forbidden in the same slots, here and in pointings[0]. Remove one of the two, or change its slots.",
      ],
    ],
  ])('checks what is decided by hand: %s', (pointings, complaints) => {
    const limited = replaced(EXPLICIT, 'kind: satellite}', 'kind: satellite, maximumTerminals: 1}');
    expect(complaintsAbout(replaced(limited, 'demands:', `pointings: [${pointings}]\ndemands:`))).toEqual(
      complaints,
    );
  });

  it('lets one slot be pinned and the next be forbidden', () => {
    const limited = replaced(EXPLICIT, 'kind: satellite}', 'kind: satellite, maximumTerminals: 1}');
    const decided =
      'pointings: [{link: a~b, from: 0, to: 1, use: pin}, {link: a~b, from: 1, to: 2, use: forbid}]\ndemands:';
    expect(parseScenario(replaced(limited, 'demands:', decided)).pointings).toHaveLength(2);
  });

  it('lets nothing be decided by hand where no plan points', () => {
    const pinned = 'pointings: [{link: a~b, from: 0, to: 2, use: pin}]\ndemands:';
    expect(complaintsAbout(replaced(EXPLICIT, 'demands:', pinned))).toEqual([
      'pointings: no node limits its telescopes, so no plan points them. State maximumTerminals at a node, or remove the pointings.',
    ]);
    const limited = replaced(EXPLICIT, 'kind: satellite}', 'kind: satellite, maximumTerminals: 1}');
    expect(complaintsAbout(replaced(limited, 'demands:', `pointing: strongest-first\n${pinned}`))).toEqual([
      'pointings: nothing can be pinned or forbidden where the strongest links keep the telescopes. Write pointing: planned, or remove the pointings.',
    ]);
  });

  it('asks for a start if links exist only at night', () => {
    const text = replaced(EXPLICIT, 'demands:', 'linkClasses: {A2G: {nightOnly: true}}\ndemands:');
    expect(told(text)).toEqual([
      "3:1 horizon.start: is missing, and nightOnly of A2G needs it. Write for example start: '2026-03-20T18:00:00Z'.",
    ]);
  });

  it('leaves names that may be those of TLE satellites to the topology', () => {
    const text = replaced(PHYSICAL, 'satellites:', 'satellites:\n  - tle: {text: x}');
    const withLink = replaced(
      text,
      'fibres:',
      'links:\n  - {ends: [Graz, MICIUS], capacity: 1, fidelity: 0.9}\nfibres:',
    );
    expect(() => parseScenario(withLink)).not.toThrow();
    expect(knownNodeIds(parseScenario(withLink)).complete).toBe(false);
  });

  it('knows the names of a Walker constellation', () => {
    const { ids, complete } = knownNodeIds(parseScenario(PHYSICAL));
    expect(complete).toBe(true);
    expect([...ids]).toEqual([
      'Graz',
      'Matera',
      'hap1',
      'uav1',
      'leo-1-1',
      'leo-1-2',
      'leo-2-1',
      'leo-2-2',
      'leo-3-1',
      'leo-3-2',
      'solo',
    ]);
  });
});

describe('checks beside mistakes of shape', () => {
  it('reports references with the right index after a broken entry', () => {
    const text = replaced(
      EXPLICIT,
      'demands:',
      'demands:\n  - {source: a}\n  - 5\n  - {source: a, destination: zz, fidelityTarget: 3}',
    );
    const paths = told(replaced(text, '  - 5\n', '')).map((line) => line.split(' ')[1]);
    expect(paths).toEqual([
      'demands[0].destination:',
      'demands[1].destination:',
      'demands[1].fidelityTarget:',
    ]);
  });

  it.each([
    ['a node', replaced(EXPLICIT, 'id: b, kind: satellite', 'id: b, kind: sat')],
    ['the section of nodes', replaced(EXPLICIT, 'nodes:\n', 'node:\n')],
    ['the horizon', replaced(EXPLICIT, '{slots: 2, slotSeconds: 20}', '{slots: two, slotSeconds: 20}')],
    ['the start', replaced(PHYSICAL, '2026-03-20T18:00:00Z', 'tomorrow')],
    ['a place', replaced(PHYSICAL, 'altitudeM: 20000', 'altitudeM: 20 km')],
    ['storage', replaced(EXPLICIT, 'satellite: 10', 'satelite: 10')],
    [
      'the protocol',
      replaced(EXPLICIT, 'storage:', 'gates: {readout: 0.9}\npurification: {protocol: bbpsw}\nstorage:'),
    ],
    [
      'a satellite',
      replaced(replaced(PHYSICAL, 'total: 6', 'total: six'), 'source: Graz', 'source: leo-1-1'),
    ],
  ])('says nothing more if the cause is %s', (_, text) => {
    expect(told(text)).toHaveLength(1);
  });
});
