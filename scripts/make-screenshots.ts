/** Draws the pictures of docs/studio.md: `npm run build && npx tsx scripts/make-screenshots.ts [FOLDER]`. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { startStudioServer } from '../src/node/studio-server.ts';
import { chromiumPath } from './chromium.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/images/', import.meta.url));
mkdirSync(folder, { recursive: true });

const SEARCH_SECONDS = 25;

/** Plans the first example for a while, as a visitor would. */
async function planned(page: Page): Promise<void> {
  await page.getByLabel(/48 satellites, .* [1-9]\d* links/).waitFor();
  await page.getByRole('tab', { name: 'Plan' }).click();
  await page.getByRole('spinbutton', { name: 'Time limit' }).fill(String(SEARCH_SECONDS));
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await page.getByText('The plan is ready.').waitFor({ timeout: 120_000 });
  await page.locator('figure svg').first().waitFor();
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click();
const slot = (page: Page, number: number) =>
  page.getByRole('slider', { name: 'Time' }).fill(String((number - 0.5) * 60));

/** Shows what a busy satellite looks at, and what for. */
async function telescopes(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Telescopes' }).check();
  await page
    .getByRole('region', { name: 'Telescopes of sat-1-3' })
    .getByRole('button', { name: /^to / })
    .first()
    .click();
  await page.mouse.move(1000, 30);
}

const server = await startStudioServer();
const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});

async function shoot(
  name: string,
  look: { readonly width: number; readonly height: number; readonly theme: 'light' | 'dark' },
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.theme,
    deviceScaleFactor: 1,
  });
  await page.goto(server.url);
  await prepare(page);
  // Notices go away.
  await page.waitForTimeout(6500);
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.close();
  console.log(`${folder}/${name}.png`);
}

await shoot('studio-plan', { width: 1280, height: 800, theme: 'light' }, planned);
await shoot('studio-edit', { width: 1280, height: 800, theme: 'light' }, async (page) => {
  await page.getByLabel(/48 satellites, .* [1-9]\d* links/).waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('combobox', { name: 'Find a node' }).fill('hap-Hohhot');
  const details = page.getByRole('complementary', { name: 'Details' });
  await details.getByText('Change', { exact: true }).click();
  await details.getByRole('spinbutton', { name: 'Memory' }).fill('20000');
  await details.getByRole('button', { name: 'Set' }).click();
  await page.getByLabel(/48 satellites, .* [1-9]\d* links/).waitFor();
});
await shoot('studio-results', { width: 1440, height: 900, theme: 'dark' }, async (page) => {
  await planned(page);
  await tab(page, 'Results');
  await slot(page, 4);
});
await shoot('studio-telescopes', { width: 1280, height: 800, theme: 'light' }, async (page) => {
  await planned(page);
  await telescopes(page);
});
await shoot('studio-playback', { width: 1280, height: 800, theme: 'light' }, async (page) => {
  await planned(page);
  await page.getByRole('radio', { name: 'What comes true' }).check();
  await page.getByRole('button', { name: 'Play what comes true' }).click();
  await page.getByRole('button', { name: 'Pause' }).click({ timeout: 120_000 });
  await slot(page, 5);
});
await shoot('studio-network', { width: 1280, height: 800, theme: 'light' }, async (page) => {
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('menuitem', { name: /The paper.s setting/ }).click();
  await page.getByLabel(/2 satellites, 2 aerial/).waitFor();
  await tab(page, 'Compare');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('button', { name: 'Compare', exact: true }).waitFor({ timeout: 300_000 });
  await page
    .getByRole('region', { name: 'Schemes compared' })
    .getByRole('button', { name: 'PS-EGR' })
    .click();
  await page.getByRole('button', { name: 'Next slot' }).click();
  await page.getByRole('button', { name: 'Next slot' }).click();
});
await shoot('studio-phone', { width: 390, height: 844, theme: 'light' }, async (page) => {
  await planned(page);
  await tab(page, 'Results');
  await slot(page, 4);
  await page.mouse.wheel(0, -5000);
});
await browser.close();
await server.close();
