import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT, exitCodesHelp, firstOf } from '../../src/cli/exit-codes.ts';
import { deliveryOf } from '../../src/domain/delivery.ts';
import { CHAIN, satqn, workplace } from './satqn.ts';

const { path } = workplace();

/** The far end is on no link. */
const ISLAND = CHAIN.replace('name: chain', 'name: island')
  .replace('  - {id: b, kind: ground}\n', '  - {id: b, kind: ground}\n  - {id: island, kind: ground}\n')
  .replace('destination: b', 'destination: island');
/** The two links are never there at once: only stored pairs get through. */
const BY_TURNS = CHAIN.replace('capacity: 5,', 'capacity: [0, 5],');

it('the most serious of several codes counts', () => {
  expect(firstOf([])).toBe(0);
  expect(firstOf([EXIT.fileNotWritten])).toBe(8);
  expect(firstOf([EXIT.fileNotWritten, EXIT.nothingDelivered])).toBe(7);
  expect(firstOf([EXIT.nothingDelivered, EXIT.interrupted, EXIT.fileNotWritten])).toBe(130);
  expect(firstOf([EXIT.interrupted, EXIT.noPlan])).toBe(4);
  expect(firstOf([EXIT.noPlan, EXIT.infeasible])).toBe(3);
  expect(firstOf([EXIT.infeasible, EXIT.verificationFailed, EXIT.noPlan])).toBe(5);
});

it('the help names every code once', () => {
  const help = exitCodesHelp().replaceAll('\n', ' ');
  for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`(Exit codes:|;)\\s${code} `));
  expect(help).toContain('If several apply, the first of 5, 3, 4, 130, 6, 7, 8 is returned.');
});

it.each(['', 'plan', 'compare', 'study', 'verify'])('are listed in satqn %s --help', async (command) => {
  const { out } = await satqn([...command.split(' ').filter(Boolean), '--help']);
  expect(out).toContain('\nExit codes: 0 ');
});

describe('what is delivered', () => {
  it.each([
    ['optimal', 0, 'nothing'],
    ['completed', 0, 'nothing'],
    ['gap-reached', 0, 'nothing yet'],
    ['time-limit', 0, 'nothing yet'],
    ['interrupted', 0, 'nothing yet'],
    ['numerical', 0, 'nothing yet'],
    ['optimal', 1e-9, 'something'],
    ['time-limit', 3, 'something'],
    ['infeasible', null, 'no plan'],
  ] as const)('%s with %s pairs: %s', (status, totalPairs, delivery) => {
    expect(deliveryOf({ status, totalPairs })).toBe(delivery);
  });
});

describe('nothing can be delivered: 7', () => {
  it('from plan', async () => {
    const { code, out } = await satqn(['plan', '-', '--out', 'island'], { input: ISLAND });
    expect({ code, out }).toEqual({ code: 7, out: expect.stringContaining('0 pairs') });
  });

  it('from compare if no scheme delivers anything, but not if one does', async () => {
    const schemes = ['--schemes', 'nss', 'greedy', '--methods', 'milp'];
    expect((await satqn(['compare', '-', ...schemes, '--out', 'none'], { input: ISLAND })).code).toBe(7);
    const { code, out } = await satqn(
      ['compare', '-', '--schemes', 'nss', 'ps-egr', '--methods', 'milp', '--json', '--out', 'one'],
      { input: BY_TURNS },
    );
    const pairs = JSON.parse(out).results.map((result: { totalPairs: number }) => result.totalPairs);
    expect({ code, pairs }).toEqual({ code: 0, pairs: [0, expect.closeTo(50, 6)] });
  });

  it('from a study if no scheme delivers anything', async () => {
    writeFileSync(path('island.yaml'), ISLAND);
    writeFileSync(
      path('study.yaml'),
      `satqnStudy: 1
name: islands
base: {scenario: island.yaml}
axes: [{name: storageCapacity, fields: [storage.kinds.ground], values: [10, 100], unit: pairs}]
schemes: [nss, greedy]
methods: [{method: milp, timeLimitSeconds: 60}]
`,
    );
    const { code, err } = await satqn(['study', 'study.yaml', '--workers', '1', '--out', 'islands']);
    expect(code, err).toBe(7);
  });
});
