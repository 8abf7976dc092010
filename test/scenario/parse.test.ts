import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { scenarioSchema } from '../../src/scenario/schema/scenario.ts';
import { EXPLICIT, issuesOf, PHYSICAL, replaced, told } from './samples.ts';

describe('parseScenario', () => {
  it('reads YAML, fills in defaults and ids', () => {
    const scenario = parseScenario(EXPLICIT);
    expect(scenario.horizon).toEqual({ slots: 2, slotSeconds: 20 });
    expect(scenario.links.map((link) => link.id)).toEqual(['a~b', 'b~c']);
    expect(scenario.demands[0]).toEqual({
      id: 'a~c',
      source: 'a',
      destination: 'c',
      weight: 1,
      fidelityTarget: 0.9,
      minimumRate: 0,
    });
    expect(scenario.linkClasses.G2G.attenuationDbPerKm).toBe(0.2);
  });

  it('reads JSON, tabs included', () => {
    const scenario = parseScenario(EXPLICIT);
    expect(parseScenario(JSON.stringify(scenario, null, '\t'))).toEqual(scenario);
  });

  it('keeps given ids and numbers repeated default ids', () => {
    const scenario = parseScenario(
      replaced(
        EXPLICIT,
        '  - {source: a, destination: c}\n',
        `  - {source: a, destination: c}
  - {source: a, destination: c}
  - {id: 'a~c', source: a, destination: c}
fibres:
  - {ends: [a, b], lengthKm: 3}
`,
      ),
    );
    expect(scenario.demands.map((demand) => demand.id)).toEqual(['a~c#2', 'a~c#3', 'a~c']);
    expect(scenario.fibres.map((fibre) => fibre.id)).toEqual(['a~b#2']);
  });

  it('names the file of every issue', () => {
    expect(issuesOf('satqn: 1\ndemands: []', 'x.yaml').map((issue) => issue.file)).toEqual([
      'x.yaml',
      'x.yaml',
    ]);
  });

  it('merges a preset below the written keys', () => {
    const scenario = parseScenario(PHYSICAL);
    expect(scenario.horizon).toMatchObject({ slots: 4, slotSeconds: 20 });
    expect(scenario.storage.kinds).toEqual({ satellite: 1500, aerial: 1500 });
    const paper = parseScenario(
      'satqn: 1\npreset: paper\nstorage: {kinds: {aerial: 7}}\nnodes: [{id: a, kind: ground}, {id: b, kind: ground}]\ndemands: [{source: a, destination: b}]',
    );
    expect(paper.horizon).toEqual({ slots: 10, slotSeconds: 20 });
    expect(paper.capacityUnit).toBe('pairs-per-slot');
    expect(paper.storage.kinds).toEqual({ satellite: 1500, aerial: 7 });
  });

  it('a model of memory replaces that of the preset with all its keys', () => {
    const scenario = parseScenario(`{satqn: 1, preset: hardware, storage: {memory: {model: ideal}},
      nodes: [{id: a, kind: ground}, {id: b, kind: ground}], demands: [{source: a, destination: b}]}`);
    expect(scenario.storage.memory).toEqual({ model: 'ideal' });
    expect(scenario.hardware).toEqual(PRESETS.hardware.hardware);
  });

  it.each(Object.keys(PRESETS) as (keyof typeof PRESETS)[])('the preset %s is itself valid', (name) => {
    const minimal = { satqn: 1, demands: [{ source: 'a', destination: 'b' }], ...PRESETS[name] };
    expect(scenarioSchema.safeParse(minimal).success).toBe(true);
  });

  it('reports all mistakes of a text together, in the order of the text', () => {
    expect(
      told(`satqn: 1
horizon: {slotSecond: 20, slots: 2}
nodes:
  - {id: a, kind: grund}
  - {id: b, kind: ground}
stations:
  - {id: c, latitudeDeg: '40 deg', longitudeDeg: 117}
links:
  - {ends: [a, bb], capacity: many, fidelity: 0.4}
demands:
  - {source: a, destination: cc, fidelityTarget: 1.2}
  - {source: b, destination: b}
gates: {readout: 0.9}
`),
    ).toEqual([
      '2:1 horizon.slotSeconds: is missing. δ: length of a slot in seconds.',
      "2:11 horizon.slotSecond: unknown key 'slotSecond'. Did you mean 'slotSeconds'?",
      "4:19 nodes[0].kind: must be one of satellite, aerial, ground; found the text 'grund'. Did you mean 'ground'?",
      "7:26 stations[0].latitudeDeg: must be a number; found the text '40 deg'. The unit is in the key 'latitudeDeg': write 40.",
      "9:31 links[0].capacity: must be one number, or a list with one number per slot; found the text 'many'. C^t in the capacity unit: one number, or one per slot; 0 = no contact.",
      "11:30 demands[0].destination: there is no node 'cc'. Did you mean 'c'?",
      '11:50 demands[0].fidelityTarget: must be < 1; found 1.2. F^th_k: the fidelity that delivered pairs must reach, above 0.5 and below 1.',
      "12:30 demands[1].destination: source and destination are both 'b'. A demand joins two different nodes.",
      '13:18 gates.readout: purification with noisy gates is not defined for the protocol dejmps. Write purification: {protocol: bbpssw}, or readout: 1.',
    ]);
  });
});

describe('syntax', () => {
  it('of a text that is something else is reported only a few times', () => {
    const problems = told(`# A title\n\n${'Some [text](of) a page: **not** YAML\n\n'.repeat(40)}`);
    expect(problems).toHaveLength(6);
    expect(problems.at(-1)).toMatch(
      /^13:33 : 35 more errors of syntax follow, .* check whether this is the file you meant/,
    );
  });

  it.each([
    ['an empty text', '', 'the document is empty'],
    ['a list', '[1]', 'not a mapping of keys to values'],
    ['an unclosed bracket', 'satqn: 1\ndemands: [1', 'not valid YAML'],
    ['a duplicate key', `${EXPLICIT}name: again\n`, "the key 'name' appears twice"],
    [
      'a duplicate key inside',
      replaced(EXPLICIT, 'slots: 2', 'slots: 2, slots: 3'),
      "the key 'slots' appears twice",
    ],
    ['huge nesting', '['.repeat(20_000), 'nested more than 32 levels'],
    ['huge nesting of blocks', `${'- '.repeat(3000)}1`, 'nested more than 32 levels'],
    ['an alias without anchor', 'a: *b', "no anchor '&b'"],
    ['an alias inside its anchor', 'a: &a [*a]', 'inside its own anchor'],
    ['a second document', 'a: 1\n---\nb: 2', 'a second document'],
    ['an unknown tag', 'a: !foo 1', 'Unresolved tag'],
  ])('refuses %s', (_, text, message) => {
    expect(told(text).join('\n')).toContain(message);
  });

  it('points at a duplicate key', () => {
    expect(issuesOf(replaced(EXPLICIT, 'slots: 2', 'slots: 2, slots: 3'))[0]).toMatchObject({
      path: 'horizon.slots',
      line: 3,
      column: 21,
    });
  });

  it('refuses aliases that multiply', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(`*${of}`)}]\n`;
    const text = `a: &a [1]\n${level('b', 'a')}${level('c', 'b')}${level('d', 'c')}${level('e', 'd')}${level('f', 'e')}`;
    expect(told(text).join('\n')).toContain('aliases of the text cannot be expanded');
  });

  it('accepts aliases that repeat a value', () => {
    const text = replaced(
      replaced(EXPLICIT, 'capacity: [100, 0]', 'capacity: &c [100, 0]'),
      'capacity: 50',
      'capacity: *c',
    );
    expect(parseScenario(text).links[1]!.capacity).toEqual([100, 0]);
  });
});

describe('shape', () => {
  const walker =
    'walker: {id: leo, pattern: delta, altitudeKm: 500, inclinationDeg: 53, total: 6, planes: 3, phasing: 1}';
  it.each([
    [EXPLICIT, 'slots: 2', 'slots: 2.5', 'horizon.slots: must be a whole number; found 2.5.'],
    [
      EXPLICIT,
      'slots: 2',
      'slots: .nan',
      'horizon.slots: must be a number; found NaN (not a number). Write a finite number.',
    ],
    [EXPLICIT, 'slotSeconds: 20', 'slotSeconds: .inf', 'found an infinite number. Write a finite number.'],
    [EXPLICIT, 'slotSeconds: 20', 'slotSeconds: 20 s', "The unit is in the key 'slotSeconds': write 20."],
    [EXPLICIT, 'slotSeconds: 20', 'slotSeconds: 20 min', 'convert from min'],
    [EXPLICIT, 'slotSeconds: 20', 'slotSeconds: 0', 'must be >= 1e-12; found 0.'],
    [EXPLICIT, 'slotSeconds: 20', "slotSeconds: '0,5'", 'Write 0.5, without quotes'],
    [
      EXPLICIT,
      'capacity: [100, 0]',
      'capacity: [100, x]',
      "links[0].capacity[1]: must be a number; found the text 'x'.",
    ],
    [EXPLICIT, 'capacity: [100, 0]', 'capacity: []', 'must have at least 1 entry; found 0.'],
    [EXPLICIT, 'capacity: 50', 'capacity: -50', 'links[1].capacity: must be >= 0; found -50.'],
    [EXPLICIT, 'capacity: 50, ', '', 'links[1].capacity: is missing.'],
    [EXPLICIT, 'capacity: 50', 'capacity: 50 pairs/s', 'Write the number alone: 50.'],
    [EXPLICIT, 'ends: [b, c]', 'ends: [b]', 'links[1].ends: must have at least 2 entries; found 1.'],
    [EXPLICIT, 'ends: [b, c]', 'ends: b', "links[1].ends: must be a list of two names; found the text 'b'."],
    [
      EXPLICIT,
      'id: b',
      "id: 'b+c'",
      "a name must not be empty, nor contain + [ ] | , or \"; found the text 'b+c'.",
    ],
    [EXPLICIT, 'satqn: 1', "satqn: '1'", 'Write 1 without quotes.'],
    [EXPLICIT, 'satqn: 1', 'satqn: 2', 'satqn: must be 1; found 2.'],
    [EXPLICIT, 'satqn: 1', 'preset: papper', "Did you mean 'paper'?"],
    [
      EXPLICIT,
      'nodes:',
      'fibres:\nnodes:',
      'fibres: must be a list; found nothing. Write a value, or remove the key.',
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  pairs: every',
      "storage.pairs: must be 'all', a list, or a block with longestContact; found the text 'every'.",
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  pairs: {longestContact: 0}',
      'storage.pairs.longestContact: must be > 0; found 0.',
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  pairs: {longest: 3}',
      "storage.pairs: must be 'all', a list, or a block with longestContact; found a block",
    ],
    [EXPLICIT, 'storage:', 'storage:\n  memory: {model: los}', "found the text 'los'. Did you mean 'loss'?"],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  memory: {model: loss}',
      'storage.memory.coherenceSeconds: is missing.',
    ],
    [
      EXPLICIT,
      'storage:',
      'storage:\n  memory: {coherenceSeconds: 1}',
      'storage.memory.model: is missing. Write one of: ideal, loss, depolarising, dephasing.',
    ],
    [
      PHYSICAL,
      '2026-03-20T18:00:00Z',
      '2026-03-20',
      "must be a time with its offset from UTC; found the text '2026-03-20'.",
    ],
    [
      PHYSICAL,
      'altitudeKm: 500',
      'altitudeKm: 500 km',
      "satellites[0].walker.altitudeKm: must be a number; found the text '500 km'. The unit is in the key 'altitudeKm': write 500.",
    ],
    [
      PHYSICAL,
      'walker:',
      'walkr:',
      "exactly one of the keys tle, omm, circular, walker; found none of them. Did you mean 'walker'?",
    ],
    [PHYSICAL, walker, `tle: {text: x}\n    ${walker}`, 'found tle and walker.'],
    [PHYSICAL, walker, 'ISS', "found the text 'ISS'"],
    [
      PHYSICAL,
      'pattern: delta',
      'patern: delta',
      "satellites[0].walker.patern: unknown key 'patern'. Did you mean 'pattern'?",
    ],
    [
      PHYSICAL,
      'memory: false\n    way',
      'memory: no\n    way',
      "must be true or false; found the text 'no'.",
    ],
  ])('refuses a mistake and says how to fix it (%#)', (text, from, to, message) => {
    expect(told(replaced(text, from, to)).join('\n')).toContain(message);
  });

  it('lists the known keys if none is similar', () => {
    expect(told(replaced(EXPLICIT, 'slots: 2', 'slots: 2, xyzzy: 1'))).toEqual([
      "3:21 horizon.xyzzy: unknown key 'xyzzy'. Known keys here: slots, slotSeconds, start.",
    ]);
  });
});
