import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANSI, CHAIN, STACK_TRACE, satqn, workplace } from './satqn.ts';

const { read, record, path } = workplace();
let planned: Awaited<ReturnType<typeof satqn>>;

beforeAll(async () => {
  writeFileSync(path('chain.yaml'), CHAIN);
  writeFileSync(path('wanting.yaml'), CHAIN.replace('destination: b}', 'destination: b, minimumRate: 6}'));
  planned = await satqn(['plan', 'chain.yaml', '--out', 'chain']);
});

describe('satqn plan', () => {
  it('prints a summary, without colours or progress when piped, and ends with 0', () => {
    // Slot 1: 5 pairs/s on the way, 5 more of s-b into the store; slot 2: 5 over a-s from the store.
    expect(planned.code).toBe(0);
    expect(planned.out).toMatch(/Σ α y = 10 pairs\/s/);
    expect(planned.out).toMatch(/verified/);
    expect(planned.out).toMatch(/among the \d+ catalogued paths/);
    expect(planned.out).toContain('Report: chain/report.html');
    expect(planned.out + planned.err).not.toContain(ANSI);
    expect(planned.out + planned.err).not.toContain('\r');
    expect(planned.err.split('\n').length).toBeLessThan(15);
  });

  it('writes the record, both tables and a self-contained report', () => {
    expect(
      readdirSync(path('chain'))
        .filter((name) => name !== 'proofs.ndjson')
        .sort(),
    ).toEqual(['rates.csv', 'report.html', 'run.json', 'stocks.csv']);
    const { status, method, scheme, objective, totalPairs, bounds, iterations, certificate, plan } =
      record('chain');
    expect({ status, method, scheme }).toEqual({ status: 'optimal', method: 'auto', scheme: 'ps-egr' });
    expect(objective).toBeCloseTo(10, 6);
    expect(totalPairs).toBeCloseTo(100, 5);
    expect(bounds.relativeGap).toBeLessThanOrEqual(1e-4);
    expect(iterations).toBeGreaterThan(0);
    expect(certificate).toMatchObject({ status: 'verified', tolerance: 1e-6 });
    expect(plan!.routes).toHaveLength(2);
    const rates = read('chain/rates.csv').trim().split('\n');
    expect(rates[0]).toMatch(/^slot,start_seconds,demand,path,rate_pairs_per_second,/);
    expect(rates.slice(1).map((row) => row.split(',').slice(0, 3))).toEqual([
      ['1', '0', 'a~b'],
      ['2', '10', 'a~b'],
    ]);
    // All but the thousandth of a millionth that the leanest filling may cost.
    const [, , , , stock, filled, taken] = read('chain/stocks.csv').split('\n')[2]!.split(',').map(Number);
    expect([stock, filled, taken]).toEqual([expect.closeTo(50, 5), 0, expect.closeTo(50, 5)]);
    const html = read('chain/report.html');
    expect(html).toMatch(/<svg/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('with --json, prints only the record, the same as run.json', async () => {
    const { code, out } = await satqn(['plan', '-', '--json', '--out', 'json'], { input: CHAIN });
    expect(code).toBe(0);
    expect(out).toBe(read('json/run.json'));
    expect(JSON.parse(out).objective).toBeCloseTo(10, 6);
    expect(out).not.toMatch(/NaN|Infinity/);
  });

  it('reads standard input, and finds a fresh directory under runs/', async () => {
    const outcomes = [];
    for (let run = 0; run < 2; run++) outcomes.push(await satqn(['plan', '-'], { input: CHAIN }));
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(path('runs')).sort()).toEqual(['scenario', 'scenario-2']);
  });

  it('refuses a directory that holds a run, and leaves the run as it is', async () => {
    const before = read('chain/run.json');
    const { code, err } = await satqn(['plan', 'chain.yaml', '--out', 'chain']);
    expect(code).toBe(2);
    expect(err).toContain('already holds a run');
    expect(err).toContain('--resume chain');
    expect(read('chain/run.json')).toBe(before);
  });

  it('plans in blocks if asked to; the run can be verified and resumed like any other', async () => {
    expect((await satqn(['plan', 'chain.yaml', '--method', 'blocks', '--out', 'blocks'])).code).toBe(0);
    expect(record('blocks')).toMatchObject({ method: 'blocks', status: 'optimal' });
    expect(record('blocks').objective).toBeCloseTo(10, 6);
    expect((await satqn(['verify', 'blocks/run.json'])).code).toBe(0);
    expect((await satqn(['plan', '--resume', 'blocks'])).code).toBe(0);
    expect(record('blocks').objective).toBeCloseTo(10, 6);
  });

  it('keeps what was proved of blocks, where single-slot bounds do not prove the plan', async () => {
    await satqn(['generate', 'paper', '--seed', '1', '--out', 'paper.yaml']);
    const limited = ['--method', 'blocks', '--gap', '0', '--iteration-limit', '5', '--out', 'paper'];
    expect((await satqn(['plan', 'paper.yaml', ...limited])).code).toBe(0);
    expect(record('paper').status).toBe('iteration-limit');
    expect(read('paper/proofs.ndjson')).toContain('"kind":"block"');
  });

  it('does not use cuts that another run left in the directory', async () => {
    mkdirSync(path('stale'));
    const cut = { kind: 'optimality', block: 0, constant: 0, choices: [], slopes: [] };
    writeFileSync(path('stale/proofs.ndjson'), `${JSON.stringify(cut)}\n`);
    expect(
      (await satqn(['plan', 'chain.yaml', '--method', 'benders', '--out', 'stale', '--iteration-limit', '1']))
        .code,
    ).toBe(0);
    expect((await satqn(['plan', '--resume', 'stale', '--iteration-limit', '9'])).code).toBe(0);
    expect(record('stale').objective).toBeCloseTo(10, 6);
  });

  it('continues after a line that was cut short by a kill, with its own scheme', async () => {
    await satqn(['plan', 'chain.yaml', '--method', 'benders', '--out', 'torn']);
    const lines = read('torn/proofs.ndjson');
    writeFileSync(path('torn/proofs.ndjson'), `${lines}{"kind":"optim`);
    expect((await satqn(['plan', '--resume', 'torn'])).code).toBe(0);
    expect(read('torn/proofs.ndjson').startsWith(lines)).toBe(true);
    expect(read('torn/proofs.ndjson')).not.toContain('"optim{');

    const { code, err } = await satqn(['plan', '--resume', 'torn', '--scheme', 'sos']);
    expect(code).toBe(2);
    expect(err).toContain('--start torn');
  });

  it('starts from an older run after a change of the scenario', async () => {
    writeFileSync(path('changed.yaml'), CHAIN.replace('capacity: 5', 'capacity: 4'));
    const { code } = await satqn(['plan', 'changed.yaml', '--start', 'chain', '--out', 'changed']);
    expect(code).toBe(0);
    expect(record('changed').objective).toBeCloseTo(8, 6);
  });

  it('resumes with the options of the run, and defaults for those that it does not record', async () => {
    await satqn(['plan', 'chain.yaml', '--method', 'milp', '--gap', '0.01', '--out', 'older']);
    const { options, ...rest } = record('older');
    const { benders: _, ...fewer } = options;
    writeFileSync(path('older/run.json'), JSON.stringify({ ...rest, options: fewer }));
    const { code, err } = await satqn(['plan', '--resume', 'older']);
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 0, trace: false });
    expect(record('older').options).toMatchObject({ method: 'milp', gap: 0.01, benders: { inOut: true } });
  });

  it('ends with 3 if minimum rates cannot be met, and names demand and slot', async () => {
    const { code, out } = await satqn(['plan', 'wanting.yaml', '--out', 'wanting']);
    expect(code).toBe(3);
    expect(out).toMatch(/infeasible/i);
    expect(out).toMatch(/a~b: slots 1.2/);
    expect(record('wanting')).toMatchObject({ status: 'infeasible', plan: null, objective: null });
    expect(record('wanting').shortages.map(({ slot }) => slot)).toEqual([0, 1]);
  });

  it('ends with 4 if no plan is found in time', async () => {
    // Both demands start over x-y, which carries 10; each needs 8 and has another way, of 9.
    const other = ['a1-x', 'a2-x', 'x-y', 'y-b1', 'y-b2'].map((id) => ({ id, capacity: 10 }));
    const links = [...other, { id: 'a1-b1', capacity: 9 }, { id: 'a2-b2', capacity: 9 }].map(
      ({ id, capacity }) => ({ ends: id.split('-'), capacity, fidelity: 0.99 }),
    );
    const scenario = {
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 10 },
      nodes: ['a1', 'a2', 'x', 'y', 'b1', 'b2'].map((id) => ({ id, kind: 'ground' })),
      links,
      demands: [1, 2].map((i) => ({ source: `a${i}`, destination: `b${i}`, minimumRate: 8 })),
    };
    const args = ['plan', '-', '--textbook', '--time-limit', '0', '--out', 'late'];
    const { code, out } = await satqn(args, { input: JSON.stringify(scenario) });
    expect(code).toBe(4);
    expect(out).toMatch(/no plan|no incumbent/i);
    expect(record('late')).toMatchObject({ status: 'no-incumbent', plan: null });
    expect(record('late').bounds.bound ?? 18).toBeGreaterThanOrEqual(18 - 1e-6);
  });

  it('keeps the earlier record if a resumed run finds no plan', async () => {
    // As in the test before: the best real paths alone cannot serve both.
    const ends = ['a1-x', 'a2-x', 'x-y', 'y-b1', 'y-b2', 'a1-b1', 'a2-b2'];
    const scenario = {
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 10 },
      nodes: ['a1', 'a2', 'x', 'y', 'b1', 'b2'].map((id) => ({ id, kind: 'ground' })),
      links: ends.map((id, i) => ({ ends: id.split('-'), capacity: i < 5 ? 10 : 9, fidelity: 0.99 })),
      demands: [1, 2].map((i) => ({ source: `a${i}`, destination: `b${i}`, minimumRate: 8 })),
    };
    const input = JSON.stringify(scenario);
    expect((await satqn(['plan', '-', '--textbook', '--out', 'kept'], { input })).code).toBe(0);
    const { plan, ...rest } = record('kept');
    const older = { ...rest, plan: { ...plan, routes: [] } };
    writeFileSync(path('kept/run.json'), JSON.stringify(older));
    const before = read('kept/run.json');
    const { code, err } = await satqn(['plan', '--resume', 'kept', '--textbook', '--time-limit', '0']);
    expect(code).toBe(4);
    expect(err).toContain('the earlier record is unchanged');
    expect(read('kept/run.json')).toBe(before);
  });

  it('ends with 7 and says why if nobody is connected', async () => {
    const { code, out } = await satqn(['plan', '-', '--out', 'alone'], {
      input: CHAIN.replace('capacity: 5', 'capacity: 0'),
    });
    expect(code).toBe(7);
    expect(out).toMatch(/Nothing can be delivered, because .*no contact/s);
    expect(record('alone')).toMatchObject({ status: 'optimal', objective: 0 });
  });
});

describe('satqn verify', () => {
  it('ends with 0 for an unchanged run, and shows every constraint', async () => {
    const { code, out } = await satqn(['verify', 'chain']);
    expect(code).toBe(0);
    for (const name of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'path', 'fidelity', 'cost', 'objective'])
      expect(out).toMatch(new RegExp(`\\b${name}\\b`));
    expect(out).toMatch(/rechecked|by the solver/);
    expect(out).toMatch(
      /Taken from the record; nothing recomputed contradicts it.*\n {2}status .*Taken from the record unchecked:\n.* {2}seconds /s,
    );
    expect(out).not.toContain(ANSI);
  });

  it.each([
    ['a rate', (run: ReturnType<typeof record>) => Object.assign(run.plan!.routes[0]!, { rate: 6 })],
    ['a fidelity', (run) => Object.assign(run.plan!.routes[0]!, { fidelity: 0.999 })],
    ['the objective', (run) => Object.assign(run, { objective: 11 })],
    ['the bound', (run) => Object.assign(run.bounds, { bound: 9 })],
    ['a stock', (run) => Object.assign(run.plan!.stocks[0]!.pairs, { 1: 70 })],
    ['a hop', (run) => Object.assign(run.plan!.routes[0]!.hops, { 0: { link: 'nowhere' } })],
  ] as [string, (run: ReturnType<typeof record>) => void][])(
    'ends with 5 if %s was changed',
    async (name, change) => {
      const run = record('chain');
      change(run);
      const file = `tampered-${name.replaceAll(' ', '-')}.json`;
      writeFileSync(path(file), JSON.stringify(run));
      const { code, out } = await satqn(['verify', file, '--json']);
      expect(code).toBe(5);
      expect(JSON.parse(out).status).toBe('failed');
    },
  );

  it('says where and how a record contradicts its plan, and what to do', async () => {
    const run = record('chain');
    Object.assign(run, { status: 'time-limit' });
    writeFileSync(path('tampered-status.json'), JSON.stringify(run));
    const { code, out } = await satqn(['verify', 'tampered-status.json']);
    expect(code).toBe(5);
    expect(out).toMatch(/record .* status: says time-limit, and optimal follows from its bounds/);
    expect(out).toMatch(/FAILED: .*\nThe record was changed or damaged after the run: use the original/);
  });

  it('lists in its JSON which parts it does not cover', async () => {
    const { out } = await satqn(['verify', 'chain', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      status: 'verified',
      notRecomputed: expect.arrayContaining([
        { part: 'seconds', checked: 'no', what: expect.any(String) },
        { part: 'trajectory', checked: 'in part', what: expect.any(String) },
      ]),
    });
  });

  it('ends with 2 if there is nothing to verify, and says why', async () => {
    const run = record('chain');
    const document = { ...run.scenario.document, seed: 2 };
    const files = {
      'cut.json': [read('chain/run.json').slice(0, 999), /not complete JSON/],
      'other.json': ['{"a": 1}', /not a run record/],
      'hash.json': [
        JSON.stringify({ ...run, scenario: { ...run.scenario, document } }),
        /not the one that was planned/,
      ],
      'none.json': [JSON.stringify({ ...run, plan: null, objective: null }), /contains no plan/],
    } as const;
    for (const [file, [text, says]] of Object.entries(files)) {
      writeFileSync(path(file), text);
      const { code, err } = await satqn(['verify', file]);
      expect({ file, code, trace: STACK_TRACE.test(err) }).toEqual({ file, code: 2, trace: false });
      expect(err).toMatch(says);
    }
  });
});

describe('bad input ends with 2, a named error at its place and no stack trace', () => {
  it.each([
    ['malformed YAML', 'nodes: [', 'nodes: [[', /input:\d+:\d+/],
    [
      'a misspelt key',
      'fidelity: 0.99}\nstorage',
      'fidelty: 0.99}\nstorage',
      /input:10:\d+ links\[1\]\.fidelty.*Did you mean 'fidelity'/,
    ],
    ['a wrong range', 'slotSeconds: 10', 'slotSeconds: -10', /input:3:\d+ horizon\.slotSeconds/],
    ['a duplicate id', '{id: s, kind: satellite}', '{id: a, kind: satellite}', /input:6:\d+ nodes\[1\]\.id/],
    ['a link to a missing node', 'ends: [s, b]', 'ends: [s, z]', /input:10:\d+ links\[1\]\.ends\[1\].*z/],
    [
      'F ≤ 0.5 as a target',
      'destination: b}',
      'destination: b, fidelityTarget: 0.5}',
      /demands\[0\]\.fidelityTarget/,
    ],
    ['an empty horizon', 'slots: 2', 'slots: 0', /horizon\.slots/],
    ['NaN', 'capacity: 5', 'capacity: .nan', /input:9:\d+ links\[0\]\.capacity/],
    ['infinity', 'capacity: 5', 'capacity: .inf', /input:9:\d+ links\[0\]\.capacity/],
  ])('%s', async (_, from, to, says) => {
    const text = from === 'nodes: [' ? `${CHAIN}\nfibres: [[\n` : CHAIN.replace(from, to);
    expect(text).not.toBe(CHAIN);
    const { code, err, out } = await satqn(['plan', '-', '--out', 'bad'], { input: text });
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.replaceAll('standard input', 'input')).toMatch(says);
    expect(err).not.toMatch(STACK_TRACE);
    expect(existsSync(path('bad'))).toBe(false);
  });

  it('a file that is missing, a place that cannot be written, options that do not go together', async () => {
    for (const [args, says] of [
      [['plan', 'nowhere.yaml'], /nowhere\.yaml.*does not exist/],
      [['plan', 'chain.yaml', '--out', 'chain.yaml'], /A run needs a directory/],
      [['generate', 'paper', '--out', 'chain.yaml/paper.yaml'], /Cannot write here/],
      [['plan'], /No scenario is given/],
      [['plan', 'chain.yaml', '--resume', 'chain'], /--resume takes its scenario/],
      [['plan', '--resume', 'nowhere'], /nowhere.*does not exist/],
    ] as const) {
      const { code, err } = await satqn(args);
      expect({ args, code, trace: STACK_TRACE.test(err) }).toEqual({ args, code: 2, trace: false });
      expect(err).toMatch(says);
    }
  });
});
