import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, SMALL, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser?.close());

/** A fibre in metres, and a rate that schemes without its links are spared. */
const ODD = SMALL.replace('storage:', 'fibres: [{ends: [Bern, Zug], lengthKm: 30000}]\nstorage:').replace(
  'fidelityTarget: 0.9, weight: 2 }',
  'fidelityTarget: 0.9, weight: 2, minimumRate: 1 }',
);

it('a comparison says what to check first, and which scheme is exempt from minimum rates', async () => {
  const { page, complaints, end } = await visit(browser, [{ name: 'odd.yaml', text: ODD }]);
  try {
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    const panel = page.getByRole('tabpanel', { name: 'Compare' });
    const odd = /fibres\[0\]\.lengthKm: The fibre between Bern and Zug is 30,000 km/;
    await panel.getByRole('complementary', { name: 'Check first' }).getByText(odd).waitFor();
    await panel
      .getByText(
        /^NSS: exempt from minimum rates in 1 more slot, where it has no path, so it may exceed PS-EGR\./,
      )
      .waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);
