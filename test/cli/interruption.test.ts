import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRunRecord } from '../../src/io/run-record.ts';
import { STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { read, record, path } = workplace();

/** Takes either method at least ten seconds to solve; a first plan is there after one. */
beforeAll(async () => {
  const network = ['--seed', '3', '--pairs', '6'];
  expect((await satqn(['generate', 'paper', ...network, '--out', 'hard.yaml'])).code).toBe(0);
});

/** Sends a signal once the progress shows a plan and a bound, and it is time. */
const once = (signal: NodeJS.Signals, isTime: () => boolean = () => true) => {
  let watch: NodeJS.Timeout | undefined;
  return (err: string, child: { kill(signal: NodeJS.Signals): boolean }) => {
    if (watch || !/best \d.*gap \d/.test(err)) return;
    // Lines are few when piped, so the file is watched and not the next line waited for.
    watch = setInterval(() => {
      if (!isTime()) return;
      clearInterval(watch);
      child.kill(signal);
    }, 50).unref();
  };
};

describe('Ctrl-C', () => {
  it.each(['milp', 'benders'])(
    'in %s leaves the best plan so far, verified, and ends with 130',
    async (method) => {
      const args = ['plan', 'hard.yaml', '--method', method, '--gap', '0', '--out', method];
      const { code, err, out } = await satqnProcess(args, { onProgress: once('SIGINT') });
      expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 130, trace: false });
      expect(err).toContain('Interrupted');
      expect(out).toMatch(/interrupted/i);
      const { status, certificate, bounds, objective } = parseRunRecord(read(`${method}/run.json`));
      expect(status).toBe('interrupted');
      expect(certificate!.status).toBe('verified');
      expect(objective).toBeGreaterThan(0);
      expect(bounds.bound).toBeGreaterThan(objective!);
      for (const file of ['rates.csv', 'stocks.csv', 'report.html'])
        expect(existsSync(path(`${method}/${file}`))).toBe(true);
    },
  );
});

describe('Ctrl-C while the network is built', () => {
  /** Takes minutes, none of which lets a handler have a turn. */
  const long = `satqn: 1
preset: physical
horizon: {slots: 20000, start: '2026-03-20T20:00:00Z'}
stations:
  - {id: Graz, latitudeDeg: 47.0671, longitudeDeg: 15.4933}
  - {id: Matera, latitudeDeg: 40.6486, longitudeDeg: 16.7046}
satellites:
  - walker: {id: leo, pattern: delta, altitudeKm: 600, inclinationDeg: 55, total: 18, planes: 6, phasing: 1}
demands: [{source: Graz, destination: Matera}]
`;

  it.each(['plan', 'compare'])('ends %s at once', async (command) => {
    const { code, signal, out } = await satqnProcess([command, '-', '--json', '--out', `long-${command}`], {
      input: long,
      onProgress(err, child) {
        if (err.includes('Building the network of every slot')) child.kill('SIGINT');
      },
    });
    // Shells make it 130.
    expect({ code, signal, out }).toEqual({ code: null, signal: 'SIGINT', out: '' });
  });
});

describe('a kill', () => {
  it('leaves a valid run, which --resume continues', async () => {
    const hasPlan = () => existsSync(path('killed/run.json')) && record('killed').plan !== null;
    const args = ['plan', 'hard.yaml', '--gap', '0', '--out', 'killed'];
    const { code, signal } = await satqnProcess(args, { onProgress: once('SIGKILL', hasPlan) });
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
    const before = parseRunRecord(read('killed/run.json'));
    expect(before.status).toBe('interrupted');
    expect(before.bounds.bound).toBeGreaterThan(before.objective!);
    expect((await satqn(['verify', 'killed'])).code).toBe(0);

    const resumed = await satqn(['plan', '--resume', 'killed', '--time-limit', '4', '--gap', '0.2']);
    expect(resumed.code).toBe(0);
    const after = parseRunRecord(read('killed/run.json'));
    expect(['gap-reached', 'time-limit']).toContain(after.status);
    expect(after.objective!).toBeGreaterThanOrEqual(before.objective! * (1 - 1e-9));
    expect(after.bounds.bound!).toBeLessThanOrEqual(before.bounds.bound!);
    // A longer run found a plan of 2503.11.
    expect(after.bounds.bound!).toBeGreaterThan(2503.11);
    expect(after.trajectory.slice(0, before.trajectory.length)).toEqual(before.trajectory);
    expect((await satqn(['verify', 'killed'])).code).toBe(0);
  });
});
