import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, planIt, SMALL, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser?.close());

/** 2 ms until a link hears of a pair, one in a thousand attempts: 2 modes for each pair/s, and one for each pair in store. */
const LIMITED = SMALL.replaceAll(
  /fidelity: (0\.97|0\.6) }/g,
  'fidelity: $1, lengthKm: 299.792458, efficiency: 0.001 }',
).replace('longitudeDeg: 7.44,', 'longitudeDeg: 7.44, memoryModes: 50, modesPerMemory: 100,');

it('a node shows its memory modes over time, and the path when its pairs may be used', async () => {
  const { page, complaints, end } = await visit(browser, [{ name: 'towns.yaml', text: LIMITED }]);
  try {
    await planIt(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    const section = page.getByRole('region', { name: 'What this plan assumes' });
    await section.getByRole('button', { name: 'Bern', exact: true }).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('img', { name: 'Memory modes in use at Bern over time, of 5,000' }).waitFor();
    await page.getByRole('slider', { name: 'Time' }).fill(String(1.5 * 60));
    await details.getByText(/^[\d,.]+ in flight or held, 0 in store, [\d,.]+ free$/).waitFor();
    await page.getByRole('button', { name: 'Zug~Basel' }).first().click();
    await page.getByRole('slider', { name: 'Time' }).fill('30');
    await page.getByText('Usable after', { exact: true }).waitFor();
    await page.getByText(/^2 ms/).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);
