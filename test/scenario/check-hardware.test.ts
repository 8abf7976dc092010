/** Keys of memories, sources and messages that make no sense together: what is said of them, and where. */
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { EXPLICIT, PHYSICAL, replaced, told } from './samples.ts';

/** {@link EXPLICIT} with links whose lengths and efficiencies are known. */
const KNOWN = EXPLICIT.replaceAll(
  'fidelity: 0.97}',
  'fidelity: 0.97, lengthKm: 900, efficiency: 0.01}',
).replace('0.96]}', '0.96], lengthKm: 900, efficiency: 0.01}');
const A = 'id: a, kind: ground';
const B = 'id: b, kind: satellite';
const FIRST = 'efficiency: 0.01}\n  - {ends: [b';
const with1 = (keys: string) => `${keys}}\n  - {ends: [b`;
const top = (keys: string) => `${keys}\ndemands:`;

describe('hardware', () => {
  it('that makes sense is accepted', () => {
    const text = replaced(KNOWN, B, `${B}, memoryModes: 2, modesPerMemory: 2`);
    const { nodes } = parseScenario(replaced(text, 'demands:', top('hardware: {memoryModes: {ground: 4}}')));
    expect(nodes[1]!.modesPerMemory).toBe(2);
  });

  it('is judged beside mistakes elsewhere', () => {
    const text = replaced(KNOWN, A, `${A}, modesPerMemory: 3`);
    const all = told(
      replaced(text, 'demands:', 'classical: {links: [{ends: [a, a], delayMs: 1}]}\ndemands:\n  - 7'),
    );
    expect(all.join('\n')).toContain('nodes[0].modesPerMemory: the node has modes per memory');
    expect(all.join('\n')).toContain("classical.links[0].ends: both ends are 'a'.");
    expect(all.join('\n')).toContain('demands[0]');
  });

  it.each<readonly [string, string, string, string]>([
    [
      KNOWN,
      A,
      `${A}, modesPerMemory: 3`,
      '5:43 nodes[0].modesPerMemory: the node has modes per memory, and the number of its memories is not given.',
    ],
    [
      KNOWN,
      A,
      `${A}, memoryModes: 1e300, modesPerMemory: 1e300`,
      '5:63 nodes[0].modesPerMemory: times memoryModes, it is too large a number.',
    ],
    [
      PHYSICAL,
      'memory: false\n    waypoints',
      'memory: false\n    memoryModes: 5\n    waypoints',
      'platforms[1].memoryModes: the node has no memory (memory: false), so it has no modes either.',
    ],
    [
      KNOWN,
      B,
      `${B}, memoryModes: 3, modesPerMemory: 1`,
      "14:30 storage.initialStock[0].pairs: the initial stock at 'b' adds up to 4 pairs up to storage.initialStock[0], each in a memory mode, and it has 3 modes.",
    ],
    [
      KNOWN,
      'demands:',
      top('hardware: {memoryModes: {ground: 3}}'),
      "the initial stock at 'a' adds up to 4 pairs up to storage.initialStock[0], each in a memory mode, and it has 3 modes.",
    ],
    [
      KNOWN,
      FIRST,
      with1('emitter: a, source: middle, armEfficiencies: [0.1, 0.1]'),
      'links[0].emitter: pairs are made in the middle (source: middle), so no end is the emitter.',
    ],
    [
      KNOWN,
      FIRST,
      with1('efficiency: 0.01, source: middle-measurement'),
      'links[0].efficiency: with source: middle-measurement the link has two arms',
    ],
    [
      KNOWN,
      FIRST,
      with1('armEfficiencies: [0.1, 0.1]'),
      'links[0].armEfficiencies: the source is at one end, so the link has no arms.',
    ],
    [
      replaced(KNOWN, 'lengthKm: 900, efficiency: 0.01}\n  - {ends: [b', 'efficiency: 0.01}\n  - {ends: [b'),
      '{source: a, destination: c',
      '{source: a, destination: c, maximumLatencySeconds: 1',
      'links[0]: the length of the link is not given, so nobody knows how long memories wait for news.',
    ],
    [
      replaced(KNOWN, FIRST, with1('fidelity: 0.97').replace('fidelity: 0.97', 'source: middle')),
      B,
      `${B}, memoryModes: 9`,
      "links[0]: the efficiency of the link is not given, so nobody knows how many modes 'b' needs. Write armEfficiencies",
    ],
    ...[
      'hardware: {measurementSeconds: 0}',
      'hardware: {processingSeconds: 1}',
      'classical: {relay: {delayMs: 9}}',
    ].map(
      (keys) =>
        [
          EXPLICIT,
          'demands:',
          top(keys),
          'links[0]: the length of the link is not given, so nobody knows how long memories wait for news.',
        ] as const,
    ),
    ...['{}', '{kinds: {}}', '{nodes: []}', '{kinds: {}, nodes: []}'].map(
      (stated) =>
        [
          KNOWN,
          'demands:',
          top(`hardware: {coherenceSeconds: ${stated}}`),
          'hardware.coherenceSeconds: no coherence time is given.',
        ] as const,
    ),
    [
      KNOWN,
      'demands:',
      top(
        'hardware: {coherenceSeconds: {nodes: [{node: a, coherenceSeconds: 1}, {node: a, coherenceSeconds: 2}]}}',
      ),
      "hardware.coherenceSeconds.nodes[1].node: 'a' is listed twice.",
    ],
    [
      PHYSICAL,
      'demands:',
      top('hardware: {coherenceSeconds: {nodes: [{node: uav1, coherenceSeconds: 1}]}}'),
      "hardware.coherenceSeconds.nodes[0].node: 'uav1' has no memory (memory: false), so nothing waits there.",
    ],
    [
      replaced(PHYSICAL, 'lengthKm: 900', 'lengthKm: 900, emitter: Graz'),
      'demands:',
      top('linkClasses: {G2G: {source: middle}}'),
      'fibres[0].emitter: pairs are made in the middle (source: middle), so no end is the emitter.',
    ],
    [
      KNOWN,
      'demands:',
      top('hardware: {coherenceSeconds: 1}'),
      'storage: halves that wait age (hardware.coherenceSeconds), and how pairs in store age is not given.',
    ],
    [
      KNOWN,
      'demands:',
      top('classical: {links: [{ends: [a, a], delayMs: 1}]}'),
      "classical.links[0].ends: both ends are 'a'.",
    ],
    [
      KNOWN,
      'demands:',
      top('classical: {links: [{ends: [a, b], delayMs: 1}, {ends: [b, a], delayMs: 2}]}'),
      'classical.links[1].ends: classical.links[0] joins the same two nodes.',
    ],
  ])('%#: is refused with its place and a hint', (text, from, to, complaint) => {
    const found = told(replaced(text, from, to)).join('\n');
    expect(found).toContain(complaint);
    expect(found).toMatch(/^\d+:\d+ .*\. [A-Z]/);
  });
});
