import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstLoad } from '../../scripts/first-load.ts';
import { startStudioServer } from '../../src/node/studio-server.ts';
import { launchBrowser } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser?.close());

it('what the budget counts is what a first visit loads', async () => {
  const server = await startStudioServer();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const asked = new Set<string>();
    // Of the page and of its workers.
    context.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (/\.(js|css)$/.test(pathname)) asked.add(pathname.slice(1));
    });
    const page = await context.newPage();
    await page.goto(server.url);
    await page.getByLabel(/48 satellites, .* \d+ links/).waitFor({ timeout: 60_000 });
    const counted = firstLoad(new URL('../../dist/studio/', import.meta.url)).map(({ file }) => file);
    expect([...asked].sort()).toEqual(counted.toSorted());
  } finally {
    await context.close();
    await server.close();
  }
}, 120_000);
