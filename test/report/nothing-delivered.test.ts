import { expect, it } from 'vitest';
import type { IdleReason } from '../../src/domain/idle-reason.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { reportHtml } from '../../src/report/html.ts';
import { statusWords } from '../../src/report/labels.ts';
import { nothingDelivered } from '../../src/report/nothing-delivered.ts';
import { summaryText } from '../../src/report/summary.ts';
import { fixture } from './fixture.ts';

const empty = {
  ...fixture,
  status: 'optimal' as const,
  objective: 0,
  totalPairs: 0,
  bounds: { incumbent: 0, bound: 0, relativeGap: 0, boundBy: 'rate caps' },
  catalogue: { ...fixture.catalogue, choices: 0 },
};

/** One demand that gets nothing, for these reasons. */
const idle = (...reasons: IdleReason[]): RunRecord['demands'] =>
  fixture.demands.slice(0, 1).map((demand) => ({
    ...demand,
    idleSlots: reasons.map((reason, slot) => ({ slot, reasons: [reason] })),
  }));

it('an empty plan is no success, however well it is proved', () => {
  expect(nothingDelivered(fixture)).toBeNull();
  expect(nothingDelivered({ ...empty, plan: null, totalPairs: null })).toBeNull();
  expect(statusWords({ ...empty, demands: idle('no contact', 'no contact') })).toEqual({
    tone: 'bad',
    title: 'Nothing can be delivered, because no demand has a usable path in any slot',
    meaning: 'In every slot: no contact.',
  });
});

it('says why, by the reasons of its slots, and that minimum rates are exempt', () => {
  const demands = idle('no contact', 'fidelity target', 'fidelity target');
  const exempt = [{ demand: 'bern~oslo', slot: 0 }];
  expect(nothingDelivered({ ...empty, demands, exempt })!.meaning).toBe(
    'By demand and slot: fidelity target (2), no contact (1). All demands are exempt from their minimum rates.',
  );
});

const { catalogue } = fixture;

it.each([
  ['no usable path', { scheme: 'nss' }, 'no demand has a path that NSS may use in any slot'],
  ['no weight', { catalogue, demands: idle('better used elsewhere') }, 'has a weight above 0'],
  ['no capacity', { catalogue, demands: idle('no usable path has residual capacity or stock') }, 'carry no'],
  ['rule ended', { catalogue, status: 'completed', scheme: 'greedy' }, 'the rule of greedy serves no demand'],
] as const)('by reason: %s', (reason, changes, words) => {
  const found = nothingDelivered({ ...empty, ...changes } as RunRecord)!;
  expect(found).toMatchObject({
    reason,
    title: expect.stringContaining('Nothing can be delivered, because'),
  });
  expect(found.title).toContain(words);
});

it('distinguishes what was not found from what is impossible', () => {
  const unfinished = {
    ...empty,
    status: 'time-limit' as const,
    bounds: { ...empty.bounds, bound: 5, relativeGap: 1 },
    catalogue,
  };
  expect(statusWords(unfinished)).toEqual({
    tone: 'bad',
    title: 'Nothing is delivered yet, because the search ended before it found a plan that delivers anything',
    meaning: 'Up to 100 weighted pairs may still be possible.',
  });
});

it('stands in every report', () => {
  expect(summaryText(empty, { color: false })).toContain('Nothing can be delivered, because');
  expect(reportHtml(empty)).toContain('Nothing can be delivered, because');
});

it('warnings come before everything else', () => {
  const odd = {
    ...fixture,
    warnings: [{ kind: 'altitude' as const, where: 'platforms[0]', message: 'It is low.', hint: 'Lift it.' }],
  };
  const text = summaryText(odd, { color: false });
  expect(text.indexOf('platforms[0]: It is low. Lift it.')).toBeGreaterThan(0);
  expect(text.indexOf('platforms[0]')).toBeLessThan(text.indexOf('status'));
  const page = reportHtml(odd);
  expect(page.indexOf('platforms[0]: It is low. Lift it.')).toBeLessThan(page.indexOf('class="status'));
});
