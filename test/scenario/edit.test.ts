import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { editScenario } from '../../src/scenario/edit.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

const TEXT = `# A network for the test.
satqn: 1
horizon: { slots: 2, slotSeconds: 20 }
stations:
  - { id: a, latitudeDeg: 48.20, longitudeDeg: 16 } # in the west
  - id: b
    latitudeDeg: 0
    longitudeDeg: 1
platforms:
  - { id: drone, waypoints: [ { atSeconds: 0, latitudeDeg: 0, longitudeDeg: 0, altitudeM: 100 } ] }
demands:
  - { source: a, destination: b } # one
`;

describe('editScenario', () => {
  it('adds a station and leaves the rest as it was written', () => {
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
    expect(edited).toContain('- { id: a, latitudeDeg: 47.50, longitudeDeg: 15.25 } # in the west');
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

  it('gives a memory where there was none, and changes it', () => {
    const once = editScenario(TEXT, { kind: 'set-memory', node: 'a', capacity: 1500 });
    const twice = editScenario(once, { kind: 'set-memory', node: 'a', capacity: 20 });
    const both = editScenario(twice, { kind: 'set-memory', node: 'b', capacity: 30 });
    expect(parseScenario(both).storage.nodes).toEqual([
      { node: 'a', capacity: 20 },
      { node: 'b', capacity: 30 },
    ]);
  });

  it('adds a platform where there was no such section', () => {
    const text = TEXT.replace(/platforms:\n.*\n/, '');
    const edited = editScenario(text, {
      kind: 'add-platform',
      id: 'hap',
      place: { latitudeDeg: 1, longitudeDeg: 2 },
      altitudeM: 20_000,
    });
    expect(parseScenario(edited).platforms).toMatchObject([{ id: 'hap', altitudeM: 20_000, kind: 'hap' }]);
  });

  it('refuses what is not valid YAML', () => {
    const edit = { kind: 'remove-demand', index: 0 } as const;
    expect(() => editScenario('demands: [', edit)).toThrow(InputError);
    expect(() => editScenario('- 1', edit)).toThrow(InputError);
  });
});
