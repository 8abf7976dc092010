/**
 * How fast the studio shows a network: the first globe, and frames while time plays and while the globe is turned, with
 * 100 and 1,000 satellites, in headless Chromium without a graphics card.
 * `npm run build && node --import tsx bench/studio.ts`
 */
import { chromium } from 'playwright-core';
import { chromiumPath } from '../scripts/chromium.ts';
import { startStudioServer } from '../src/node/studio-server.ts';
import { writeResult } from './results.ts';
import { framesDuring, NOTE_FRAMES, round } from './studio-frames.ts';

const VIEWPORT = { width: 1280, height: 800 };
const SECONDS = 5;

/** A Walker constellation over twelve stations, whose strongest links make a grid between its satellites. */
const scenarioText = (satellites: number, planes: number): string => `satqn: 1
pointing: strongest-first
name: ${satellites} satellites
horizon: { start: "2026-03-20T00:00:00Z", slots: 20, slotSeconds: 30 }
satellites:
  - walker: { id: w, pattern: delta, altitudeKm: 550, inclinationDeg: 60, total: ${satellites}, planes: ${planes}, phasing: 1 }
    maximumTerminals: 4
stations:
${Array.from({ length: 12 }, (_, index) => `  - { id: g${index}, latitudeDeg: ${-55 + 10 * index}, longitudeDeg: ${((137.5 * index) % 360) - 180} }`).join('\n')}
linkClasses: { S2S: { maximumRangeKm: ${satellites > 500 ? 1500 : 5000} } }
storage: { kinds: { satellite: 1000 } }
demands: [ { source: g0, destination: g6 } ]
`;

const browser = await chromium.launch({
  executablePath: await chromiumPath(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
});

async function measure(satellites: number, planes: number) {
  const server = await startStudioServer({
    open: [{ name: 'bench.yaml', text: scenarioText(satellites, planes) }],
  });
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(NOTE_FRAMES);
  await page.goto(server.url);
  // Once the label of the map counts the nodes, land and nodes are on the map.
  await page.getByLabel(new RegExp(`^Globe: ${satellites.toLocaleString('en')} satellites`)).waitFor();
  const firstFrameMs = (await page.evaluate('frames[0]')) as number;
  const networkFrameMs = (await page.evaluate('frames.at(-1)')) as number;
  await page.getByLabel(/, [1-9][\d,]* links in slot 1\b/).waitFor({ timeout: 300_000 });
  const linksMs = (await page.evaluate('performance.now()')) as number;
  const label = await page.locator('.map-canvas').getAttribute('aria-label');
  const links = Number(/([\d,]+) links in slot/.exec(label!)![1]!.replaceAll(',', ''));
  await page.waitForTimeout(1000);

  const playing = await framesDuring(page, async () => {
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForTimeout(1000 * SECONDS);
    await page.getByRole('button', { name: 'Pause' }).click();
  });
  const box = (await page.locator('.map-canvas').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const turning = await framesDuring(page, async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    const end = performance.now() + 1000 * SECONDS;
    for (let step = 1; performance.now() < end; step += 1) {
      await page.mouse.move(x + 60 * Math.sin(step / 20), y + 20 * Math.cos(step / 15));
    }
    await page.mouse.up();
  });
  await page.close();
  await server.close();
  return {
    satellites,
    linksInSlot: links,
    firstFrameMs: round(firstFrameMs),
    networkFrameMs: round(networkFrameMs),
    linksMs: round(linksMs),
    playing,
    turning,
  };
}

const rows = [await measure(100, 10), await measure(1000, 25)];
await browser.close();
await writeResult('studio', { chromium: browser.version(), viewport: VIEWPORT, rows });
