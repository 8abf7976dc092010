import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { InputError } from '../../src/base/errors.ts';
import { editScenario } from '../../src/scenario/edit.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

const EXAMPLES = new URL('../../examples/', import.meta.url);

const TEXT = `# A network for the test.
satqn: 1
horizon: { slots: 2, slotSeconds: 20 }
stations:
  - { id: a, latitudeDeg: 48.20, longitudeDeg: 16 } # in the west
  - id: b
    latitudeDeg: 0
    longitudeDeg: 1
platforms:
  - { id: drone, waypoints: [{ atSeconds: 0, latitudeDeg: 0, longitudeDeg: 0, altitudeM: 100 }] }
demands:
  - { source: a, destination: b } # one
`;

describe('editScenario', () => {
  it('adds a station and leaves the rest unchanged', () => {
    const edited = editScenario(TEXT, {
      kind: 'add-station',
      id: 'c',
      place: { latitudeDeg: 1.23456789, longitudeDeg: -3 },
    });
    const lines = edited.split('\n');
    const added = '  - { id: c, latitudeDeg: 1.2346, longitudeDeg: -3 }';
    expect(lines).toContain(added);
    expect(lines.filter((line) => line !== added).join('\n')).toBe(TEXT);
  });

  it('moves by name', () => {
    const edited = editScenario(TEXT, {
      kind: 'move',
      id: 'a',
      place: { latitudeDeg: 47.5, longitudeDeg: 15.25 },
    });
    expect(edited).toContain('- { id: a, latitudeDeg: 47.5, longitudeDeg: 15.25 } # in the west');
    const place = { latitudeDeg: 0, longitudeDeg: 0 };
    expect(() => editScenario(TEXT, { kind: 'move', id: 'drone', place })).toThrow('waypoints');
    expect(() => editScenario(TEXT, { kind: 'move', id: 'z', place })).toThrow(InputError);
  });

  it('adds, changes and removes demands', () => {
    const two = editScenario(TEXT, {
      kind: 'add-demand',
      source: 'b',
      destination: 'a',
      fidelityTarget: 0.85,
    });
    const changed = editScenario(two, {
      kind: 'change-demand',
      index: 1,
      values: { fidelityTarget: 0.95, minimumRate: 3 },
    });
    expect(parseScenario(changed).demands).toMatchObject([
      { source: 'a' },
      { source: 'b', destination: 'a', fidelityTarget: 0.95, minimumRate: 3 },
    ]);
    expect(parseScenario(editScenario(changed, { kind: 'remove-demand', index: 0 })).demands).toHaveLength(1);
    expect(() => editScenario(TEXT, { kind: 'change-demand', index: 1, values: {} })).toThrow(InputError);
  });

  it('adds a memory and changes it', () => {
    const once = editScenario(TEXT, { kind: 'set-memory', node: 'a', capacity: 1500 });
    const twice = editScenario(once, { kind: 'set-memory', node: 'a', capacity: 20 });
    const both = editScenario(twice, { kind: 'set-memory', node: 'b', capacity: 30 });
    expect(parseScenario(both).storage.nodes).toEqual([
      { node: 'a', capacity: 20 },
      { node: 'b', capacity: 30 },
    ]);
  });

  it('adds a platform even without such a section', () => {
    const text = TEXT.replace(/platforms:\n.*\n/, '');
    const edited = editScenario(text, {
      kind: 'add-platform',
      id: 'hap',
      place: { latitudeDeg: 1, longitudeDeg: 2 },
      altitudeM: 20_000,
    });
    expect(parseScenario(edited).platforms).toMatchObject([{ id: 'hap', altitudeM: 20_000, kind: 'hap' }]);
  });

  it('writes lists on one line and in blocks as they are, and touches nothing else', () => {
    const text = `satqn: 1
horizon: {slots: 1,   slotSeconds: 2}   # odd spaces
demands: [ {source: a, destination: b} ]
stations:
    -   id: a
        latitudeDeg: 1 # north
        longitudeDeg: 2

    -   id: b
        latitudeDeg: 3
        longitudeDeg: 4
# the end`;
    const place = { latitudeDeg: 5, longitudeDeg: 6 };
    const edited = [
      { kind: 'add-station', id: 'c', place },
      { kind: 'move', id: 'a', place },
      { kind: 'add-demand', source: 'b', destination: 'c', fidelityTarget: 0.8 },
      { kind: 'change-demand', index: 0, values: { weight: 2 } },
      { kind: 'set-memory', node: 'a', capacity: 7 },
      { kind: 'add-link', ends: ['a', 'c'], capacity: 40, fidelity: 0.9 },
    ] as const;
    expect(edited.reduce((before, edit) => editScenario(before, edit), text)).toBe(`satqn: 1
horizon: {slots: 1,   slotSeconds: 2}   # odd spaces
demands: [ {source: a, destination: b, weight: 2}, { source: b, destination: c, fidelityTarget: 0.8 } ]
stations:
    -   id: a
        latitudeDeg: 5 # north
        longitudeDeg: 6

    -   id: b
        latitudeDeg: 3
        longitudeDeg: 4
    - { id: c, latitudeDeg: 5, longitudeDeg: 6 }
# the end
storage:
  nodes:
    - { node: a, capacity: 7 }
links: [ { ends: [ a, c ], capacity: 40, fidelity: 0.9 } ]
`);
    const two = editScenario(text, edited[2]);
    expect(editScenario(two, { kind: 'remove-demand', index: 0 })).toContain(
      'demands: [ { source: b, destination: c, fidelityTarget: 0.8 } ]',
    );
    expect(editScenario(two, { kind: 'remove-demand', index: 1 })).toBe(text);
  });

  it('edits every example so that it can be read, and nothing else in it changes', async () => {
    const names = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.yaml'));
    expect(names.length).toBeGreaterThan(3);
    for (const name of names) {
      const text = await readFile(new URL(name, EXAMPLES), 'utf8');
      const before = parseScenario(text);
      const { source, destination } = before.demands[0]!;
      const demand = editScenario(text, {
        kind: 'add-demand',
        source: destination,
        destination: source,
        fidelityTarget: 0.7,
      });
      expect(parseScenario(demand)).toEqual({
        ...before,
        demands: [
          ...before.demands,
          { ...parseScenario(demand).demands.at(-1)!, source: destination, fidelityTarget: 0.7 },
        ],
      });
      expect(
        parseScenario(editScenario(demand, { kind: 'remove-demand', index: before.demands.length })),
      ).toEqual(before);
      const stored = parseScenario(editScenario(text, { kind: 'set-memory', node: source, capacity: 5 }));
      expect(stored.storage.nodes).toEqual([...before.storage.nodes, { node: source, capacity: 5 }]);
    }
  });

  it('pins and forbids pointings, each in place of what was decided before, and leaves them to the plan again', () => {
    const [first, second] = [
      { kind: 'decide-pointing', link: 'a~s', from: 0, to: 2, use: 'pin' },
      { kind: 'decide-pointing', link: 'b~s', from: 1, to: 2, use: 'forbid' },
    ] as const;
    const two = [first, second].reduce((before, edit) => editScenario(before, edit), TEXT);
    expect(two).toBe(
      `${TEXT}pointings: [ { link: a~s, from: 0, to: 2, use: pin }, { link: b~s, from: 1, to: 2, use: forbid } ]\n`,
    );
    const changed = editScenario(two, { ...first, from: 1, to: 3, use: 'forbid' });
    expect(changed).toContain(
      'pointings: [ { link: a~s, from: 0, to: 1, use: pin }, { link: b~s, from: 1, to: 2, use: forbid }, { link: a~s, from: 1, to: 3, use: forbid } ]',
    );
    const left = (text: string, link: string, from: number, to: number) =>
      editScenario(text, { kind: 'leave-pointing', link, from, to });
    expect(left(changed, 'a~s', 3, 4)).toBe(changed);
    expect(left(left(changed, 'b~s', 0, 2), 'a~s', 0, 3)).toBe(TEXT);
    const blocks = TEXT.replace(
      'platforms:',
      'pointings:\n  - { link: a~s, from: 0, to: 1, use: pin } # for the test\nplatforms:',
    );
    expect(left(blocks, 'a~s', 0, 1)).toBe(TEXT);
  });

  it('keeps what is decided about a link in other slots', () => {
    const decided = (entries: string) => TEXT.replace('platforms:', `pointings:\n${entries}platforms:`);
    const before = decided(
      '  - { link: a~s, from: 2, to: 8, use: forbid } # at night\n  - link: b~s\n    from: 2\n    to: 8\n    use: pin\n',
    );
    const left = (from: number, to: number) =>
      parseYaml(editScenario(before, { kind: 'leave-pointing', link: 'a~s', from, to })).pointings;
    const kept = { link: 'b~s', from: 2, to: 8, use: 'pin' };
    const forbidden = (from: number, to: number) => ({ link: 'a~s', from, to, use: 'forbid' });
    expect(left(6, 9)).toEqual([forbidden(2, 6), kept]);
    expect(left(0, 4)).toEqual([forbidden(4, 8), kept]);
    expect(left(4, 5)).toEqual([forbidden(2, 4), kept, forbidden(5, 8)]);
    expect(left(2, 8)).toEqual([kept]);
    // What is kept stays as it is written, with its comments.
    const shorter = editScenario(before, { kind: 'leave-pointing', link: 'a~s', from: 6, to: 8 });
    expect(shorter).toBe(before.replace('from: 2, to: 8', 'from: 2, to: 6'));
    const pinned = editScenario(before, {
      kind: 'decide-pointing',
      link: 'b~s',
      from: 7,
      to: 8,
      use: 'forbid',
    });
    expect(pinned).toBe(
      decided(
        '  - { link: a~s, from: 2, to: 8, use: forbid } # at night\n  - link: b~s\n    from: 2\n    to: 7\n    use: pin\n' +
          '  - { link: b~s, from: 7, to: 8, use: forbid }\n',
      ),
    );
  });

  it('refuses what is not valid YAML', () => {
    const edit = { kind: 'remove-demand', index: 0 } as const;
    expect(() => editScenario('demands: [', edit)).toThrow(InputError);
    expect(() => editScenario('- 1', edit)).toThrow(InputError);
  });
});
