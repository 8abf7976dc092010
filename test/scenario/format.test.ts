import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { listFileReferences, resolveFiles } from '../../src/scenario/files.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { canonicalJson, scenarioHash } from '../../src/scenario/hash.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { EXPLICIT, PHYSICAL, replaced } from './samples.ts';

const WITH_FILES = replaced(
  PHYSICAL,
  'satellites:',
  'satellites:\n  - tle: {file: one.tle, names: [A]}\n  - omm: {file: two.json}\n  - tle: {text: "x"}',
);

describe('formatScenario', () => {
  it.each([
    ['explicit', EXPLICIT],
    ['physical', PHYSICAL],
    ['with files', WITH_FILES],
  ])('is read back to the same scenario (%s)', (_, text) => {
    const scenario = parseScenario(text);
    expect(parseScenario(formatScenario(scenario))).toEqual(scenario);
    expect(formatScenario(parseScenario(formatScenario(scenario)))).toBe(formatScenario(scenario));
  });

  it('keeps names that look like other values', () => {
    const name = (id: string) => ({ id, kind: 'ground' as const });
    const scenario = {
      satqn: 1 as const,
      name: 'a: b # c',
      horizon: { slots: 1, slotSeconds: 1 },
      nodes: ['1', 'true', '~', '#x', 'null', '1e3', 'a: b', '*a', '&b', '- x', '{x}'].map(name),
      demands: [{ source: '1', destination: '~' }],
    };
    expect(parseScenario(formatScenario(scenario)).nodes).toEqual(scenario.nodes);
  });

  it('writes short entries and rows on one line, and names the schema', () => {
    const text = formatScenario(parseScenario(EXPLICIT), 'x.json');
    expect(text).toMatch(/^# yaml-language-server: \$schema=x\.json\n\nsatqn: 1\n/);
    expect(text).toContain('\n  - {id: a, kind: ground}\n');
    expect(text).toContain('\n    capacity: [100, 0]\n');
    expect(text).toContain('\nfibres: []\n');
  });
});

describe('scenarioHash', () => {
  it('is the SHA-256 of the canonical JSON', async () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'x' }], a: 0.1, u: undefined })).toBe(
      '{"a":0.1,"b":[{"c":"x","d":1}]}',
    );
    const scenario = parseScenario(EXPLICIT);
    const expected = createHash('sha256').update(canonicalJson(scenario)).digest('hex');
    expect(await scenarioHash(scenario)).toBe(expected);
  });

  it('depends on what is said, not on how', async () => {
    const hash = await scenarioHash(parseScenario(EXPLICIT));
    const json = JSON.stringify(Object.fromEntries(Object.entries(parseScenario(EXPLICIT)).reverse()));
    expect(await scenarioHash(parseScenario(json))).toBe(hash);
    expect(await scenarioHash(parseScenario(replaced(EXPLICIT, '0.97', '0.970')))).toBe(hash);
    expect(await scenarioHash(parseScenario(replaced(EXPLICIT, '0.97', '0.971')))).not.toBe(hash);
  });
});

describe('resolveFiles', () => {
  it('puts the text of each file in its place', async () => {
    const scenario = parseScenario(WITH_FILES);
    expect(listFileReferences(scenario).map(({ file }) => file)).toEqual(['one.tle', 'two.json']);
    const resolved = await resolveFiles(scenario, async (file) => `text of ${file}`);
    expect(resolved.satellites.slice(0, 3)).toMatchObject([
      { tle: { text: 'text of one.tle', names: ['A'] } },
      { omm: { text: 'text of two.json' } },
      { tle: { text: 'x' } },
    ]);
    expect(listFileReferences(resolved)).toEqual([]);
  });

  it('keeps the name of the file as the source, which the hash does not count', async () => {
    const resolved = await resolveFiles(parseScenario(WITH_FILES), async () => 'x');
    expect(resolved.satellites.slice(0, 3)).toMatchObject([
      { tle: { source: 'one.tle' } },
      { omm: { source: 'two.json' } },
      { tle: { text: 'x' } },
    ]);
    const again = parseScenario(formatScenario(resolved));
    expect(again.satellites).toEqual(resolved.satellites);
    const elsewhere = JSON.parse(JSON.stringify(resolved).replaceAll('one.tle', 'three.tle'));
    expect(await scenarioHash(elsewhere)).toBe(await scenarioHash(resolved));
    expect(await scenarioHash(again)).toBe(await scenarioHash(resolved));
  });

  it('passes on the errors of the reader, at the place in the scenario', async () => {
    const failing = resolveFiles(parseScenario(WITH_FILES), async (file) => {
      throw new InputError([{ path: '', file: `/far/${file}`, message: 'It is gone.', hint: 'Look.' }]);
    });
    await expect(failing).rejects.toThrow(
      '/far/one.tle satellites[0].tle.file: It is gone. The path is relative to the scenario.\n',
    );
  });

  it('names every file that cannot be read', async () => {
    const failing = resolveFiles(parseScenario(WITH_FILES), async () => {
      throw new Error('no such file');
    });
    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).issues).toMatchObject([
      { path: 'satellites[0].tle.file', message: "the file 'one.tle' cannot be read: no such file." },
      { path: 'satellites[1].omm.file', message: "the file 'two.json' cannot be read: no such file." },
    ]);
  });
});
