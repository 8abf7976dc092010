import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
import { calculated, MICIUS, XINGLONG } from './calculated.ts';
import { ANSI, BIN, CHAIN, STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { path, read, record, directory } = workplace();

/** Within half a unit of the last digit printed in the table. */
const near = (value: number, digits: number) => expect.closeTo(value, digits);

describe('satqn calc', () => {
  it('purify: rounds, cost and fidelity, and out of reach', async () => {
    expect(
      await calculated('purify', '--fidelity', '0.85', '--target', '0.98', '--protocol', 'dejmps'),
    ).toEqual({
      rounds: 3,
      cost: near(12.793079, 6),
      fidelity: expect.any(Number),
      feasible: true,
    });
    const bbpssw = await calculated('purify', '--fidelity', '0.8', '--target', '0.9', '--protocol', 'bbpssw');
    expect(bbpssw).toMatchObject({ rounds: 3, cost: near(15.237039, 6) });
    const never = await calculated('purify', '--fidelity', '0.5', '--target', '0.9');
    expect(never).toMatchObject({ feasible: false, cost: null });
    const none = await calculated('purify', '--fidelity', '0.9', '--target', '0.9', '--protocol', 'none');
    expect(none).toEqual({ rounds: 0, cost: 1, fidelity: 0.9, feasible: true });
  });

  it('swap: with ideal and with noisy gates', async () => {
    expect(await calculated('swap', '--fidelities', '0.95,0.90')).toEqual({ fidelity: near(0.85666667, 8) });
    const noisy = await calculated(
      'swap',
      '--fidelities',
      '0.97,0.98',
      '--gate',
      '0.99',
      '--readout',
      '0.99',
    );
    expect(noisy).toEqual({ fidelity: near(0.92538339, 8) });
  });

  it.each([
    ['S2G at 500 km, 30°', ['S2G', '--altitude-km', '500', '--elevation-deg', '30'], 909.425, 26.21, 2394],
    ['S2G at 500 km, zenith', ['S2G', '--altitude-km', '500'], 500, 20.17, 9608],
    ['S2S over 1000 km', ['S2S', '--length-km', '1000'], 1000, 32.89, 514],
    ['A2A over 200 km', ['A2A', '--length-km', '200'], 200, 18.99, 12612],
    ['G2G over 50 km of fibre', ['G2G', '--length-km', '50'], 50, 14.56, 35000],
  ] as const)('link: the worked value of %s', async (_, args, rangeKm, total, rate) => {
    const answer = await calculated('link', '--class', ...args);
    expect(Object.keys(answer).sort()).toEqual(['fidelity', 'lossDb', 'rangeKm', 'rate']);
    expect(answer.rangeKm).toBeCloseTo(rangeKm, 2);
    expect(answer.lossDb.total).toBeCloseTo(total, 2);
    const { geometric, atmosphere, receiver } = answer.lossDb;
    expect(geometric + atmosphere + receiver).toBeCloseTo(answer.lossDb.total, 9);
    expect(Math.round(answer.rate)).toBe(rate);
    expect(answer.fidelity).toBeGreaterThan(0.9);
    expect(answer.fidelity).toBeLessThan(0.985);
  });

  it('link: by day, up and down, with what the receiver sees', async () => {
    const fidelity = async (...flags: string[]) => {
      const answer = await calculated('link', ...flags);
      return [answer.rate, answer.fidelity] as const;
    };
    /** By hand: η·10⁶ pairs/s, n clicks/s, a window of 1 ns, w = 0.98. */
    const expected = (rate: number, clicks: number) =>
      0.25 + (0.75 * 0.98 * rate) / (rate + (rate + 500 + clicks) * 1e-3);
    // 377.2935 counts/s for 1.5e-5 W/m²/µm/sr and a telescope of 1 m; 0.09 of that for 0.3 m.
    const [upRate, up] = await fidelity('--class', 'S2G', '--direction', 'up', '--day');
    expect(up).toBeCloseTo(expected(upRate, 0.35 * 0.09 * 377.2935 * (100 / 1.5e-5)), 6);
    expect(up).toBeLessThan(0.26);
    const [airRate, air] = await fidelity('--class', 'S2A', '--day');
    expect(air).toBeCloseTo(expected(airRate, 0.35 * 0.09 * 377.2935e5 * Math.exp(-20_000 / 6600)), 6);
    const [nightRate, night] = await fidelity('--class', 'S2G', '--direction', 'up');
    expect(night).toBeCloseTo(expected(nightRate, 0.35 * 0.09 * 377.2935), 6);
  });

  it('link: each flag has its effect', async () => {
    const link = ['link', '--class', 'S2G', '--altitude-km', '500', '--elevation-deg', '30'];
    const plain = await calculated(...link);
    const lossOf = async (...flags: string[]) => (await calculated(...link, ...flags)).lossDb;
    expect((await lossOf('--optics', '0.25')).receiver).toBeCloseTo(
      plain.lossDb.receiver + 10 * Math.log10(2),
      9,
    );
    expect((await lossOf('--detector', '0.35')).receiver).toBeCloseTo(
      plain.lossDb.receiver + 10 * Math.log10(2),
      9,
    );
    expect((await lossOf('--zenith-transmission', '1')).atmosphere).toBeCloseTo(0, 12);
    // At 30°, 2^(11/6) times what it is at the zenith.
    expect((await lossOf('--zenith-fade-db', '0.5')).atmosphere).toBeCloseTo(
      plain.lossDb.atmosphere + 1.7817974,
      6,
    );
    // A half-angle of 10 µrad over 909.4 km, a receiver of 0.5 m and 1 µrad of jitter: η = 1 − e^(−2a²/(w²+4σ²L²)).
    const L = 909_424.938;
    const eta = 1 - Math.exp((-2 * 0.25 ** 2) / ((1e-5 * L) ** 2 + 4 * (1e-6 * L) ** 2));
    const wide = await lossOf('--divergence-urad', '10', '--receiver-diameter-m', '0.5');
    // Turbulence spreads a beam that comes down by some hundredths of a per mille.
    expect(wide.geometric).toBeCloseTo(-10 * Math.log10(eta), 3);
    expect((await calculated(...link, '--source-mhz', '2')).rate).toBeCloseTo(2 * plain.rate, 6);
    for (const flag of [
      ['--wavelength-nm', '1550'],
      ['--waist-cm', '2'],
      ['--jitter-urad', '4'],
    ])
      expect((await lossOf(...flag)).geometric).toBeGreaterThan(plain.lossDb.geometric);
  });

  it('without --json: a table', async () => {
    writeFileSync(path('qss.tle'), MICIUS);
    const { out } = await satqn(['calc', 'pass', '--tle', 'qss.tle', ...XINGLONG]);
    expect(out).toMatch(/rise.*culmination/);
    expect(out).not.toContain(ANSI);
    const purified = await satqn(['calc', 'purify', '--fidelity', '0.5', '--target', '0.9']);
    expect(purified.out).toMatch(/feasible +false/);
  });

  it.each([
    [['purify', '--fidelity', '1.2', '--target', '0.9'], /--fidelity.*from 0 to 1/],
    [['purify', '--fidelity', 'NaN', '--target', '0.9'], /--fidelity/],
    [['purify', '--fidelity', '0.9'], /--target/],
    [['purify', '--fidelity', '0.9', '--target', '0.95', '--protocol', 'dejmps', '--gate', '0.99'], /BBPSSW/],
    [['swap', '--fidelities', '0.9,,0.9'], /--fidelities/],
    [['link', '--class', 'S3G'], /S2G/],
    [['link', '--class', 'S2G', '--waist-cm', '3', '--divergence-urad', '5'], /cannot be used with/],
    [['pass', ...XINGLONG], /--elements is missing/],
    [['pass', '--tle', 'gone.tle', ...XINGLONG], /gone\.tle.*does not exist/],
    [['pass', '--tle', 'broken.tle', ...XINGLONG], /broken\.tle:1:69.*checksum/],
    [
      ['pass', '--tle', 'qss.tle', ...XINGLONG.slice(0, 3), 'yesterday', '--to', '2017-01-01T00:00:00Z'],
      /--from.*ISO 8601/,
    ],
    [
      ['pass', '--tle', 'qss.tle', ...XINGLONG.slice(0, 3), '2016-02-30T00:00Z', '--to', '2016-12-20T00:00Z'],
      /--from.*no day 2016-02-30/,
    ],
    [
      ['pass', '--tle', 'qss.tle', ...XINGLONG.slice(0, 3), '2016-12-19T00:00Z', '--to', '2316-12-20T00:00Z'],
      /more than 10 years apart/,
    ],
    [['link', '--class', 'S2S'], /class S2S.*--length-km/],
    [['link', '--class', 'A2A', '--altitude-km', '20'], /class A2A.*--length-km/],
    [['link', '--class', 'G2G'], /class G2G.*--length-km/],
    [['link', '--class', 'S2G', '--altitude-km', '0'], /--altitude-km.*must be a positive number\./],
    [['link', '--class', 'S2G', '--optics', '0'], /--optics.*a number above 0 and at most 1\./],
  ] as const)('refuses %j with 2', async (args, says) => {
    writeFileSync(path('broken.tle'), MICIUS.replace('9993\n', '9994\n'));
    const { code, err, out } = await satqn(['calc', ...args]);
    expect({ code, out, trace: STACK_TRACE.test(err) }).toEqual({ code: 2, out: '', trace: false });
    expect(err).toMatch(says);
  });
});

describe('satqn export', () => {
  it('instance: every key of the format, with the numbers of the scenario', async () => {
    const { code, out } = await satqn(['export', '-', '--format', 'instance'], { input: CHAIN });
    expect(code).toBe(0);
    const instance = JSON.parse(out);
    expect(instance).toMatchObject({
      slots: 2,
      slotSeconds: 10,
      capacityUnit: 'pairs-per-second',
      links: [
        { id: 'a~s', ends: ['a', 's'], class: 'S2G', capacity: [5, 5], fidelity: [0.99, 0.99] },
        { id: 's~b', ends: ['s', 'b'], class: 'S2G', capacity: [10, 0] },
      ],
    });
    expect(instance.storageNodes).toContainEqual({ node: 's', capacity: 100 });
    const pair = instance.storagePairs.find(({ id }: { id: string }) => id === 's~b');
    expect(pair.subPaths[0]).toEqual({
      id: 's~b',
      links: ['s~b'],
      stored: [],
      initialStock: 0,
      initialFidelity: null,
      cost: [1, null],
    });
    const [demand] = instance.demands;
    expect(demand).toMatchObject({
      id: 'a~b',
      source: 'a',
      destination: 'b',
      weight: [1, 1],
      fidelityTarget: 0.9,
    });
    const paths = Object.fromEntries(demand.paths.map((one: { id: string }) => [one.id, one]));
    expect(paths['a~s+s~b']).toMatchObject({ links: ['a~s', 's~b'], stored: [], cost: [1, null] });
    expect(paths['a~s+s~b'].rateCap[0]).toBe(5);
    expect(paths['a~s+[s~b:s~b]']).toMatchObject({
      links: ['a~s'],
      stored: [{ pair: 's~b', subPath: 's~b' }],
      cost: [null, 1],
    });
    // min(C/g, B/(g δ)) = min(5, 100/10).
    expect(paths['a~s+[s~b:s~b]'].rateCap[1]).toBe(5);
  });

  it('mps and lp: the monolithic MILP', async () => {
    const mps = await satqn(['export', '-', '--format', 'mps'], { input: CHAIN });
    expect(mps.out).toMatch(/^NAME/m);
    expect(mps.out).toMatch(/^ENDATA/m);
    const lp = await satqn(['export', '-', '--format', 'lp'], { input: CHAIN });
    expect(lp.out).toMatch(/^maximi[sz]e/im);
    expect(lp.out).toMatch(/^General\n x_/m);
  });
});

describe('satqn generate paper', () => {
  it('is the same for the same seed, another for another, and of the size asked for', async () => {
    const size = ['--satellites', '1', '--haps', '1', '--stations', '4', '--pairs', '2', '--slots', '3'];
    const texts = [];
    for (const seed of ['7', '7', '8'])
      texts.push((await satqn(['generate', 'paper', '--seed', seed, ...size])).out);
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toBe(texts[2]);
    const scenario = parseScenario(texts[0]!);
    expect(scenario.nodes).toHaveLength(6);
    expect(scenario.demands).toHaveLength(2);
    expect(scenario.horizon.slots).toBe(3);
    expect(scenario.capacityUnit).toBe('pairs-per-slot');
    expect((await satqn(['generate', 'paper', '--pairs', '99', '--stations', '2'])).code).toBe(2);
  });
});

describe('satqn verify', () => {
  it('accepts a directory or file with any name, and standard input', async () => {
    expect((await satqn(['plan', '-', '--out', 'run.json'], { input: CHAIN })).code).toBe(0);
    const text = read('run.json/run.json');
    writeFileSync(path('record'), text);
    const told = await satqn(['verify', 'run.json']);
    expect(told).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Verified') });
    expect(await satqn(['verify', 'record'])).toEqual(told);
    expect(await satqn(['verify', '-'], { input: text })).toEqual(told);
    const empty = await satqn(['verify', '-'], { input: '{' });
    expect(empty).toMatchObject({ code: 2, err: expect.stringContaining('standard input') });
  });

  it('refuses a file instead of a run directory', async () => {
    for (const args of [
      ['plan', '-', '--out', 'record'],
      ['plan', '--resume', 'record'],
    ]) {
      const { code, err } = await satqn(args, { input: CHAIN });
      expect(code).toBe(2);
      expect(err).toMatch(/^record: A run needs a directory/);
    }
  });
});

describe('satqn import', () => {
  it('is what other commands suggest if they get a network in another format', async () => {
    writeFileSync(path('two.gml'), 'graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]');
    const { code, err } = await satqn(['plan', 'two.gml']);
    expect(code).toBe(2);
    expect(err).toContain('This is GML, not a scenario. Convert it with: satqn import two.gml');
  });

  const GRAPHML = `<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <graph edgedefault="undirected">
    <node id="0"><data key="d0">Wien</data></node>
    <node id="1"><data key="d0">Graz</data></node>
    <node id="2"><data key="d0">Linz</data></node>
    <edge source="0" target="1"/><edge source="1" target="2"/>
  </graph>
</graphml>
`;

  it.each([
    ['net.graphml', GRAPHML],
    ['net.csv', 'source,target,capacity,fidelity\nWien,Graz,100,0.98\nGraz,Linz,50,0.97\n'],
  ])('turns %s into a scenario that plans, and lists what it assumed', async (file, text) => {
    writeFileSync(path(file), text);
    const { code, err } = await satqn(['import', file, '--out', `${file}.yaml`]);
    expect(code).toBe(0);
    expect(err).toMatch(/^Read as (GraphML|a table of links)\. Assumptions:\n- /);
    expect(parseScenario(read(`${file}.yaml`)).demands.length).toBeGreaterThan(0);
    expect((await satqn(['plan', `${file}.yaml`, '--out', `${file}.run`])).code).toBe(0);
    expect(record(`${file}.run`).certificate!.status).toBe('verified');
    expect(record(`${file}.run`).objective).toBeGreaterThan(0);
  });

  it('says once that bytes are not text, and prints none of them', async () => {
    writeFileSync(path('image.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0x2c]));
    const { code, err } = await satqn(['import', 'image.png']);
    expect(code).toBe(2);
    expect(err).toMatch(/^image\.png: the file is no text\. .*\n$/);
  });

  it('refuses other files, with name and place', async () => {
    writeFileSync(path('poem.csv'), 'roses are red\nviolets are blue\n');
    const { code, err } = await satqn(['import', 'poem.csv']);
    expect(code).toBe(2);
    expect(err).toContain('poem.csv');
    expect(err).not.toMatch(STACK_TRACE);
  });
});

describe('every command', () => {
  it.each([
    '',
    'plan',
    'verify',
    'export',
    'import',
    'generate',
    'generate paper',
    'calc',
    'calc purify',
    'calc swap',
    'calc link',
    'calc pass',
    'calc herald',
    'calc latency',
    'calc sync',
  ])('tells how it is used: satqn %s --help', async (command) => {
    const { code, out } = await satqn([...command.split(' ').filter(Boolean), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: satqn/);
    expect(out).toMatch(new RegExp(`Examples?:\n  satqn ${command}`));
  });

  it.each([
    [['plam'], /Did you mean plan/],
    [['plan', 'x.yaml', '--gapp', '1'], /unknown option '--gapp'/],
    [['plan', 'x.yaml', '--gap', 'small'], /--gap.*from 0 to 1/],
    [['plan', 'x.yaml', '--method', 'magic'], /benders, milp/],
    [['calc', 'purifi'], /Did you mean purify/],
    [['verify'], /missing required argument/],
    [['export', 'x.yaml', '--format', 'xml'], /instance, mps, lp/],
    [[], /Usage: satqn/],
  ] as const)('refuses %j with 2', async (args, says) => {
    const { code, err, out } = await satqn(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(says);
  });

  it('respects NO_COLOR, and survives a reader that closes the pipe', async () => {
    const plain = await satqnProcess(['plan', '-', '--out', 'plain'], {
      input: CHAIN,
      env: { NO_COLOR: '1', FORCE_COLOR: '1' },
    });
    expect(plain.out + plain.err).not.toContain(ANSI);
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `set -o pipefail; "${process.execPath}" "${BIN}" generate paper --stations 200 --slots 50 | head -1; echo $?`,
      ],
      { cwd: directory, encoding: 'utf8' },
    );
    expect(stdout).toMatch(/^# yaml-language-server.*\n0\n$/);
    expect(stderr).toBe('');
  });
});
