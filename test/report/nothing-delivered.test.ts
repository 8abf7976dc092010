import { expect, it } from 'vitest';
import { reportHtml } from '../../src/report/html.ts';
import { nothingDelivered } from '../../src/report/nothing-delivered.ts';
import { summaryText } from '../../src/report/summary.ts';
import { statusWords } from '../../src/report/words.ts';
import { fixture } from './fixture.ts';

const empty = {
  ...fixture,
  status: 'optimal' as const,
  objective: 0,
  totalPairs: 0,
  bounds: { incumbent: 0, bound: 0, relativeGap: 0, boundBy: 'rate caps' },
  catalogue: { ...fixture.catalogue, choices: 0 },
};

it('an empty plan is no success, however well it is proved', () => {
  expect(nothingDelivered(fixture)).toBeNull();
  expect(nothingDelivered({ ...empty, plan: null, totalPairs: null })).toBeNull();
  expect(nothingDelivered(empty)).toMatchObject({ isProved: true });
  expect(statusWords(empty)).toMatchObject({ tone: 'bad', title: 'Nothing can be delivered' });
});

it('says why, by the reasons of its slots', () => {
  expect(nothingDelivered(empty)!.because).toMatch(
    /^no demand has a usable path in any slot: .* \(\d+ of \d+ slots\)/,
  );
});

it('tells what is not found from what cannot be', () => {
  const unfinished = {
    ...empty,
    status: 'time-limit' as const,
    bounds: { ...empty.bounds, bound: 5, relativeGap: 1 },
    catalogue: fixture.catalogue,
  };
  expect(nothingDelivered(unfinished)).toMatchObject({ isProved: false });
  expect(statusWords(unfinished)).toMatchObject({ tone: 'bad', title: 'Nothing is delivered' });
});

it('stands in every report', () => {
  expect(summaryText(empty, { color: false })).toContain('Nothing can be delivered.');
  expect(reportHtml(empty)).toContain('Nothing can be delivered.');
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
