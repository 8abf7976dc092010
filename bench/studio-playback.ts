/**
 * How long the studio takes to simulate a replication of the example from Vienna to Beijing, and how often it draws the
 * map while it plays, in headless Chromium without a graphics card.
 * `npm run build && node --import tsx bench/studio-playback.ts`
 */
import { chromium } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import { startStudioServer } from '../src/node/studio-server.ts';
import { writeResult } from './results.ts';
import { framesDuring, NOTE_FRAMES, round } from './studio-frames.ts';

const VIEWPORT = { width: 1280, height: 800 };
const SEARCH_SECONDS = 20;
const PLAY_SECONDS = 8;

const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});
const server = await startStudioServer();
const page = await browser.newPage({ viewport: VIEWPORT });
page.setDefaultTimeout(300_000);
await page.addInitScript(NOTE_FRAMES);
await page.goto(server.url);
await page.getByLabel(/48 satellites, .* [1-9]\d* links/).waitFor();
await page.getByRole('tab', { name: 'Plan' }).click();
await page.getByRole('spinbutton', { name: 'Time limit' }).fill(String(SEARCH_SECONDS));
await page.getByRole('button', { name: 'Plan', exact: true }).click();
await page.getByText('The plan is ready.').waitFor();

await page.getByRole('radio', { name: 'What comes true' }).check();
const view = page.getByRole('region', { name: 'What comes true' });
const secondsUntil = async (words: RegExp): Promise<number> => {
  const from = performance.now();
  await view.getByText(words).waitFor();
  return round((performance.now() - from) / 1000);
};
await view.getByRole('button', { name: 'Play what comes true' }).click();
const checkSeconds = await secondsUntil(/^Following every pair/);
const pairsSeconds = await secondsUntil(/^One draw/);
const playing = await framesDuring(page, () => page.waitForTimeout(1000 * PLAY_SECONDS));
await page.getByRole('slider', { name: 'Time' }).press('End');
await page.getByRole('slider', { name: 'Time' }).fill(String(24 * 60));
const account = await view.getByRole('region', { name: 'Where the pairs of links went' }).innerText();
const pairsOfLinks = Number(/([\d,]+) so far/.exec(account)![1]!.replaceAll(',', ''));
await browser.close();
await server.close();
await writeResult('studio-playback', {
  chromium: browser.version(),
  viewport: VIEWPORT,
  pairsOfLinks,
  checkSeconds,
  pairsSeconds,
  playing,
});
