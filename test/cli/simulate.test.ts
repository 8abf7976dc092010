import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LEDGER_KEYS, type SimulationResult } from '../../src/domain/simulation.ts';
import { CHAIN, STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { path, read, record } = workplace();

beforeAll(async () => {
  writeFileSync(path('chain.yaml'), CHAIN);
  expect((await satqn(['plan', 'chain.yaml', '--out', 'chain'])).code).toBe(0);
});

const simulate = (...args: string[]) => satqn(['simulate', ...args]);

describe('satqn simulate', () => {
  it('prints a table, and leaves result and report in the run directory', async () => {
    const { code, out, err } = await simulate('chain', '--replications', '40');
    expect(code).toBe(0);
    expect(out).toMatch(/what comes true/);
    expect(out).toMatch(/a~b/);
    expect(out).toContain('Result: chain/simulation.json');
    expect(err).toMatch(/40 of 40 replications, half-width [\d.]+ % of the plan/);
    const result = JSON.parse(read('chain/simulation.json')) as SimulationResult;
    expect(result).toMatchObject({ replications: 40, seed: 1, ended: 'replications' });
    expect(result.total.planned).toBeCloseTo(record('chain').totalPairs!, 9);
    const { initialStock, arrived, ...sinks } = result.ledger;
    expect(initialStock + arrived).toBe(Object.values(sinks).reduce((sum, pairs) => sum + pairs, 0));
    expect(Object.keys(result.ledger)).toEqual([...LEDGER_KEYS]);
    expect(read('chain/report.html')).toContain('<h2>What comes true</h2>');
  });

  it('says after the plan has been resumed that the simulation is of the plan before', async () => {
    expect((await satqn(['plan', 'chain.yaml', '--out', 'again'])).code).toBe(0);
    const silent = await satqn(['plan', '--resume', 'again']);
    await simulate('again', '--replications', '2');
    const told = await satqn(['plan', '--resume', 'again']);
    expect([silent.code, told.code]).toEqual([0, 0]);
    expect(told.err).toMatch(/of the plan before: simulate again, satqn simulate again$/m);
    expect(silent.err).not.toContain('simulate');
  });

  it('--json prints simulation.json, the same bytes with one worker and with two', async () => {
    const one = await simulate('chain', '--replications', '30', '--json', '--workers', '1');
    expect(one.out).toBe(read('chain/simulation.json'));
    expect(Object.keys(JSON.parse(one.out))).toEqual(
      expect.arrayContaining(['replications', 'seed', 'total', 'demands', 'ledger']),
    );
    const two = await simulate('chain', '--replications', '30', '--json', '--workers', '2');
    expect(two.out).toBe(one.out);
    const other = await simulate('chain', '--replications', '30', '--json', '--seed', '2');
    expect(JSON.parse(other.out).total).not.toEqual(JSON.parse(one.out).total);
  });

  it('--resume goes on, and gives what a single run gives', async () => {
    const whole = await simulate('chain', '--replications', '50', '--json');
    expect((await simulate('chain', '--replications', '20')).code).toBe(0);
    // As if the process had been killed while it wrote.
    const lines = readFileSync(path('chain/simulation.ndjson'), 'utf8');
    writeFileSync(path('chain/simulation.ndjson'), lines.slice(0, -30));
    const resumed = await simulate('chain', '--replications', '50', '--resume', '--json');
    expect(resumed.out).toBe(whole.out);
    const other = await simulate('chain', '--resume', '--seed', '5');
    expect(other).toMatchObject({ code: 2, err: expect.stringMatching(/other options/) });
    rmSync(path('chain/simulation.ndjson'));
    expect(await simulate('chain', '--resume')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no simulation to resume/),
    });
  });

  it('--precision stops early, or says that it was not reached', async () => {
    const { out } = await simulate('chain', '--precision', '0.1', '--json');
    const { replications, ended, precision } = JSON.parse(out) as SimulationResult;
    expect({ replications, ended }).toEqual({ replications: 20, ended: 'precision' });
    expect(precision).toBeLessThanOrEqual(0.1);
    const { err } = await simulate('chain', '--precision', '1e-9', '--replications', '25');
    expect(err).toMatch(/precision was not reached/);
  });

  it('--trace prints every event of a replication', async () => {
    const { out, code } = await simulate('chain', '--trace', '3');
    expect(code).toBe(0);
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.filter(({ event }) => event === 'delivered').length).toBeGreaterThan(20);
    expect((await simulate('chain', '--trace', '3')).out).toBe(out);
    expect((await simulate('chain', '--trace', '4')).out).not.toBe(out);
  });

  it('reads a record from standard input and writes nothing then', async () => {
    const before = read('chain/simulation.json');
    const { out, code } = await satqn(['simulate', '-', '--replications', '3', '--json'], {
      input: read('chain/run.json'),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out).replications).toBe(3);
    expect(read('chain/simulation.json')).toBe(before);
  });

  it('Ctrl-C keeps what is done, says its precision, and ends with 130', async () => {
    const args = ['simulate', 'chain', '--replications', '1000000'];
    let isSent = false;
    const { code, out, err } = await satqnProcess(args, {
      // The first line comes with the first half-width. A second signal would end it at once.
      onProgress: (text, child) => {
        if (!isSent && text.includes('half-width')) isSent = child.kill('SIGINT');
      },
    });
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 130, trace: false });
    expect(out).toMatch(/replications,\s+interrupted, half-widths of\s+at most/);
    const result = JSON.parse(read('chain/simulation.json')) as SimulationResult;
    expect(result.ended).toBe('interrupted');
    expect(result.replications).toBeGreaterThanOrEqual(20);
  });
});

describe('bad input of satqn simulate', () => {
  const copy = (name: string, change: (record: Record<string, unknown>) => void) => {
    mkdirSync(path(name), { recursive: true });
    const changed = JSON.parse(read('chain/run.json'));
    change(changed);
    writeFileSync(path(`${name}/run.json`), JSON.stringify(changed));
    return name;
  };

  it.each([
    ['--replications', '0'],
    ['--replications', '-3'],
    ['--replications', '1.5'],
    ['--precision', '0'],
    ['--precision', '2'],
    ['--coherence-seconds', '-1'],
    ['--coherence-seconds', '0'],
    ['--swap-success', '0'],
    ['--swap-success', '1.01'],
    ['--relay-buffer', '0'],
    ['--discipline', 'fair'],
    ['--arrivals', 'often'],
    ['--engine', 'warp'],
    ['--seed', '-1'],
    ['--trace', '0'],
    ['--workers', '0'],
  ])('%s %s is refused', async (flag, value) => {
    const { code, err } = await simulate('chain', flag, value);
    expect(code).toBe(2);
    expect(err).toContain(flag);
    expect(err).not.toMatch(STACK_TRACE);
  });

  it('--engine batch counts, the same bytes with one worker and with two, or says why it cannot', async () => {
    const counted = [
      'chain',
      '--discipline',
      'planned',
      '--engine',
      'batch',
      '--replications',
      '30',
      '--json',
    ];
    const one = await simulate(...counted, '--workers', '1');
    const { options, notes } = JSON.parse(one.out) as SimulationResult;
    expect(options.engine).toBe('batch');
    expect(notes.join()).toMatch(/counted, not followed/);
    expect((await simulate(...counted, '--workers', '2')).out).toBe(one.out);
    const refused = await simulate('chain', '--engine', 'batch');
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringMatching(/as tokens does.*--discipline planned/),
    });
    const traced = await simulate(...counted, '--trace', '1');
    expect(traced).toMatchObject({ code: 2, err: expect.stringMatching(/--trace.*--engine batch/s) });
  });

  it('names what is missing or wrong', async () => {
    const noScenario = copy('no-scenario', (changed) => delete changed.scenario);
    const noDocument = copy('no-document', (changed) => {
      (changed.scenario as Record<string, unknown>).document = null;
    });
    const noPlan = copy('no-plan', (changed) => Object.assign(changed, { plan: null, objective: null }));
    for (const run of ['nowhere', noScenario, noDocument, noPlan]) {
      const { code, err } = await simulate(run);
      expect({ run, code }).toEqual({ run, code: 2 });
      expect(err).not.toMatch(STACK_TRACE);
    }
    expect((await simulate('chain', '--arrivals', 'bernoulli')).err).toMatch(/do not state.*efficiency/s);
  });

  it('a plan that does not verify is refused, and simulated with --trust', async () => {
    const damaged = copy('damaged', (changed) => {
      const [route] = (changed.plan as { routes: { rate: number }[] }).routes;
      route!.rate *= 2;
    });
    expect(await simulate(damaged)).toMatchObject({ code: 2, err: expect.stringMatching(/does not verify/) });
    expect(existsSync(path('damaged/simulation.json'))).toBe(false);
    const { code, out } = await simulate(damaged, '--trust', '--replications', '5');
    expect(code).toBe(0);
    expect(out).toMatch(/does not verify; it was simulated/);
    expect(JSON.parse(read('damaged/simulation.json')).plan.verified).toBe(false);
  });

  it('a plan without routes is told, and ends with 7', async () => {
    writeFileSync(path('dark.yaml'), CHAIN.replace('capacity: 5,', 'capacity: 0,'));
    await satqn(['plan', 'dark.yaml', '--out', 'dark']);
    const { code, out } = await simulate('dark', '--replications', '3');
    expect(code).toBe(7);
    expect(out).toMatch(/has no routes/);
  });

  it('RRS stands for its best draw, an interrupted record for its plan', async () => {
    await satqn(['plan', 'chain.yaml', '--scheme', 'rrs', '--out', 'rrs']);
    const { out, code } = await simulate('rrs', '--replications', '3', '--json');
    expect(code).toBe(0);
    const best = Math.max(...record('rrs').draws!.map(({ totalPairs }) => totalPairs!));
    expect(JSON.parse(out).total.planned).toBeCloseTo(best, 9);
    const interrupted = copy('interrupted', (changed) => Object.assign(changed, { status: 'interrupted' }));
    expect((await simulate(interrupted, '--trust', '--replications', '3')).code).toBe(0);
  });
});
