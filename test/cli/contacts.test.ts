import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { platform, second, stations } from '../orbit/hap-pair.ts';
import { ANSI, BIN, CHAIN, satqn, satqnProcess, workplace } from './satqn.ts';

const { path, read } = workplace();

/** Micius between two stations, as in examples/micius-2016.yaml. */
const MICIUS = `satqn: 1
horizon: {slots: 54, slotSeconds: 10, start: '2016-12-21T17:40:00Z'}
satellites:
  - tle:
      text: |
        QSS (MOZI)
        1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
        2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063
    memory: false
stations:
  - {id: Delingha, latitudeDeg: 37.379008, longitudeDeg: 97.726947, altitudeM: 3153}
  - {id: Lijiang, latitudeDeg: 26.694, longitudeDeg: 100.029, altitudeM: 3233}
demands:
  - {source: Delingha, destination: Lijiang, fidelityTarget: 0.8}
`;
/** Thousands of windows. */
const SHELL = `satqn: 1
horizon: {slots: 60, slotSeconds: 60, start: '2026-01-01T00:00:00Z'}
satellites:
  - walker: {id: sat, pattern: delta, altitudeKm: 600, inclinationDeg: 53, total: 120, planes: 12, phasing: 1}
stations:
  - {id: a, latitudeDeg: 40, longitudeDeg: 0}
  - {id: b, latitudeDeg: 41, longitudeDeg: 5}
demands:
  - {source: a, destination: b}
`;
for (const [name, text] of Object.entries({ micius: MICIUS, chain: CHAIN, shell: SHELL })) {
  writeFileSync(path(`${name}.yaml`), text);
}

const contacts = (...args: string[]) => satqn(['contacts', ...args]);

describe('satqn contacts', () => {
  it('prints a table of all windows, without colours', async () => {
    const { code, out, err } = await contacts('micius.yaml');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain(ANSI);
    expect(out.split('\n').map((line) => line.slice(0, 59).trimEnd())).toEqual([
      'first       second      via         class  rise, UTC',
      'QSS (MOZI)  Delingha    –           S2G    2016-12-21 17:40',
      'QSS (MOZI)  Lijiang     –           S2G    2016-12-21 17:43',
      'Delingha    Lijiang     QSS (MOZI)  S2G    2016-12-21 17:43',
      '',
    ]);
  });

  it.each([
    [
      'csv',
      /^first,second,.*\nDelingha,Lijiang,QSS \(MOZI\),S2G,dual-downlink,,215\.3,2016-12-21T17:43:35Z,rise,[^\n]*\n$/,
    ],
    ['json', /^\{"first":"Delingha",[^\n]*\}\n$/],
    ['figure', /^<svg [\s\S]*<\/svg>\n$/],
  ])('prints them as %s, or writes them', async (format, text) => {
    const args = ['micius.yaml', '--between', 'Lijiang', 'Delingha', '--format', format];
    const { code, out } = await contacts(...args);
    expect(code).toBe(0);
    expect(out).toMatch(text);
    const written = await contacts(...args, '--out', `deep/windows.${format}`);
    expect(written).toMatchObject({ code: 0, out: '' });
    expect(read(`deep/windows.${format}`)).toBe(out);
    expect(readdirSync(path('deep')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('--json is --format json, also from standard input and without a clock', async () => {
    const { code, out } = await satqn(['contacts', '-', '--json'], { input: CHAIN });
    expect(code).toBe(0);
    const windows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(windows).toMatchObject([
      {
        first: 'a',
        second: 's',
        startSeconds: 0,
        startUtc: null,
        startIs: 'horizon',
        endSeconds: 20,
        endIs: 'horizon',
        ratePairsPerSecond: 5,
      },
      { first: 's', second: 'b', endSeconds: 10, endUtc: null, endIs: 'slot', ratePairsPerSecond: 10 },
    ]);
  });

  it('says what the plan of a run does with each', async () => {
    expect((await satqn(['plan', 'chain.yaml', '--out', 'run'])).code).toBe(0);
    const { code, out } = await contacts('chain.yaml', '--run', 'run', '--json');
    expect(code).toBe(0);
    const windows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      windows.map(({ first, use, usedSlots, linkSlots, limits }) => ({
        first,
        use,
        usedSlots,
        linkSlots,
        limits,
      })),
    ).toEqual([
      { first: 'a', use: 'used', usedSlots: expect.any(Number), linkSlots: 2, limits: [] },
      { first: 's', use: 'used', usedSlots: 1, linkSlots: 1, limits: [] },
    ]);
    const [up, down] = windows;
    expect(up.pairs).toBeGreaterThan(0);
    expect(down.pairs).toBeLessThanOrEqual(100);
    expect((await contacts('chain.yaml', '--run', 'run')).out).toMatch(
      /^.*plan\n.*used: \d+ pairs in \d slots?\n/,
    );
  });

  it('takes a run that does not say who points for one of the strongest links', async () => {
    const scenario = JSON.stringify({
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
      stations: stations.map((station) => ({ ...station, maximumTerminals: 1 })),
      platforms: [platform, second],
      demands: [{ source: 'a', destination: 'b' }],
    });
    writeFileSync(path('haps.json'), scenario);
    expect((await satqn(['plan', 'haps.json', '--out', 'haps'])).code).toBe(0);
    const uses = async () =>
      (await contacts('haps.json', '--run', 'haps', '--json')).out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
        .map(({ first, second: other, use, limits }) => [`${first}${other}`, use, limits]);
    // Each station looks at one platform.
    expect(await uses()).toContainEqual(['hb', 'unused', ['terminal']]);
    const { options, ...record } = JSON.parse(read('haps/run.json'));
    const { pointing, ...older } = options;
    expect(pointing).toBe('planned');
    writeFileSync(path('haps/run.json'), JSON.stringify({ ...record, options: older }));
    expect(await uses()).toContainEqual(['hb', 'no link', ['terminal']]);
  });

  it('says if nothing can join two nodes, or elements are old', async () => {
    const apart = await contacts('chain.yaml', '--between', 'a', 'b');
    expect(apart).toMatchObject({ code: 0, out: 'No window in this horizon.\n' });
    expect(apart.err).toBe('Nothing can join a and b: neither a stated link nor a class of links.\n');
    const late = await satqn(['contacts', '-'], { input: MICIUS.replace('2016-12-21', '2017-02-21') });
    expect(late.code).toBe(0);
    expect(late.err).toMatch(/^Warning: .* more than 14 days from a slot/);
  });
});

describe('satqn contacts refuses', () => {
  it.each([
    [
      ['--between', 'Delinga', 'Lijang'],
      /There is no node 'Delinga'\. Did you mean 'Delingha'\?\n.*There is no node 'Lijang'\. Did you mean 'Lijiang'\?\n$/,
    ],
    [['--between', 'Lijiang', 'Lijiang'], /Both nodes are 'Lijiang'\./],
    [['--between', 'Lijiang'], /--between takes two nodes, and there is one\. Write the scenario before/],
    [['--between', 'a', 'b', 'c'], /--between takes two nodes, and there are 3\./],
    [['--format', 'xml'], /Allowed choices are table, csv, json, figure\./],
    [['--json', '--format', 'csv'], /cannot be used with/],
    [['--run', 'none'], /none.*does not exist/],
    [['--out', 'micius.yaml/x'], /Cannot write here/],
  ])('%j', async (args, message) => {
    const { code, out, err } = await contacts('micius.yaml', ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });

  it('a run of another scenario, or one without a plan', async () => {
    await satqn(['plan', 'chain.yaml', '--out', 'chain']);
    const other = await contacts('micius.yaml', '--run', 'chain');
    expect(other).toMatchObject({ code: 2, out: '' });
    expect(other.err).toMatch(/^chain: This is a run of another scenario\./);
    const demanding = CHAIN.replace(
      '{source: a, destination: b}',
      '{source: a, destination: b, minimumRate: 1000}',
    );
    writeFileSync(path('demanding.yaml'), demanding);
    expect((await satqn(['plan', 'demanding.yaml', '--out', 'demanding'])).code).toBe(3);
    const planless = await contacts('demanding.yaml', '--run', 'demanding');
    expect(planless).toMatchObject({ code: 2, out: '' });
    expect(planless.err).toMatch(/^demanding: The run has no plan \(infeasible\)\./);
  });
});

describe('the output of satqn contacts', () => {
  it('may be cut by whoever reads it', () => {
    const script = `set -o pipefail; "${process.execPath}" "${BIN}" contacts shell.yaml --json | head -1; echo $?`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout).toMatch(/^\{"first":"sat-1-1".*\}\n0\n$/);
    expect(stderr).toBe('');
  });

  it.runIf(existsSync('/dev/full'))('ends with 8 if it cannot be written', async () => {
    const { code, err } = await satqnProcess(['contacts', 'shell.yaml', '--json'], { outTo: '/dev/full' });
    expect(code).toBe(8);
    expect(err).toMatch(/^Standard output cannot be written: /);
  });
});
