import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Comparison } from '../../src/domain/comparison.ts';
import { SCHEME_NAMES, type SchemeName } from '../../src/domain/schemes/schemes.ts';
import { ANSI, CHAIN, STACK_TRACE, satqn, workplace } from './satqn.ts';

const { path, read, record } = workplace();

it('compares all schemes, and writes a valid record of each', async () => {
  writeFileSync(path('chain.yaml'), CHAIN);
  const { code, out, err } = await satqn(['compare', 'chain.yaml', '--methods', 'milp', 'benders']);
  expect(code, err).toBe(0);
  for (const name of ['PS-EGR', 'SOS', 'RRS', 'NSS', 'overlay LP', 'greedy', 'pull', 'LP relaxation']) {
    expect(out).toContain(name);
  }
  expect(out).not.toContain(ANSI);
  const comparison: Comparison = JSON.parse(read('runs/chain-comparison/comparison.json'));
  expect(comparison.results.map(({ scheme }) => scheme)).toEqual([...SCHEME_NAMES]);
  // 5 pairs/s pass both links in slot 1; pairs stored at s and b in slot 1 serve 5 pairs/s in slot 2;
  // to SOS they are not open, since b is no satellite.
  const storing: Partial<Record<SchemeName, number>> = {
    'ps-egr': 100,
    sos: 50,
    nss: 50,
    'overlay-lp': 100,
    greedy: 100,
    pull: 100,
  };
  for (const { scheme, totalPairs, objective, attempts } of comparison.results) {
    const best = record(`runs/chain-comparison/${scheme}`).totalPairs!;
    // The record of random routing holds the best of its draws.
    if (scheme === 'rrs') expect(totalPairs).toBeLessThanOrEqual(best);
    else expect([totalPairs, best], scheme).toEqual([expect.closeTo(storing[scheme]!, 6), totalPairs]);
    expect(objective, scheme).toBeCloseTo(totalPairs! / 10, 9);
    if (['ps-egr', 'sos', 'nss'].includes(scheme)) {
      expect(attempts.map(({ method }) => method)).toEqual(['milp', 'benders']);
    }
  }
  expect(existsSync(path('runs/chain-comparison/comparison.svg'))).toBe(true);
  for (const scheme of SCHEME_NAMES) {
    const checked = await satqn(['verify', `runs/chain-comparison/${scheme}`]);
    expect(checked.code, `${scheme}: ${checked.out}${checked.err}`).toBe(0);
  }
});

it('finds a forged scheme', async () => {
  const forged = { ...record('runs/chain-comparison/ps-egr'), scheme: 'nss' };
  writeFileSync(path('forged.json'), JSON.stringify(forged));
  const { code, out } = await satqn(['verify', 'forged.json']);
  expect(code).toBe(5);
  expect(out).toContain('it has a virtual link in spite of NSS');
});

it('keeps an unrelated file with the name of its figure', async () => {
  mkdirSync(path('foreign'));
  writeFileSync(path('foreign/comparison.svg'), 'mine');
  const { code, err } = await satqn(['compare', 'chain.yaml', '--out', 'foreign']);
  expect(code).toBe(2);
  expect(err).toContain('overwritten: comparison.svg.');
  expect(readdirSync(path('foreign'))).toEqual(['comparison.svg']);
});

it('refuses a directory that holds a comparison, and unknown schemes', async () => {
  const again = await satqn(['compare', 'chain.yaml', '--out', 'runs/chain-comparison']);
  expect(again.code).toBe(2);
  expect(again.err).toContain('already holds a comparison');
  const unknown = await satqn(['compare', 'chain.yaml', '--schemes', 'ospf']);
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('ps-egr, sos, rrs, nss, overlay-lp, greedy, pull');
  const twice = await satqn(['compare', 'chain.yaml', '--schemes', 'nss', 'nss']);
  expect(twice.code).toBe(2);
  expect(twice.err).toContain(
    'must name each scheme once; found a list of 2. Schemes to compare, each listed once.',
  );
  const directory = await satqn(['compare', '.']);
  expect(directory.code).toBe(2);
  expect(directory.err).toContain('The file cannot be read: is a directory.');
  for (const { err } of [again, unknown, twice, directory]) expect(err).not.toMatch(STACK_TRACE);
});

it('prints only JSON, and only the requested schemes', async () => {
  const { code, out } = await satqn(
    ['compare', '-', '--schemes', 'greedy', 'rrs', '--draws', '3', '--json', '--out', 'two'],
    { input: CHAIN },
  );
  expect(code).toBe(0);
  const { results, relaxationBound }: Comparison = JSON.parse(out);
  expect(results.map(({ scheme, draws }) => [scheme, draws?.length ?? null])).toEqual([
    ['greedy', null],
    ['rrs', 3],
  ]);
  expect(relaxationBound).toBeCloseTo(10, 6);
});
