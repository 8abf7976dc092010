import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { large, launchBrowser, planIt, SMALL, small, visit } from './browser.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the scenario' });
/** The page says that everything is there again. */
const reloaded = async (page: Page) => {
  await page.reload();
  await page.getByText('Restored your last session.').waitFor();
};

/** All that the browser has taken of the studio, as JSON. */
const drawer = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('satqn-studio');
        opening.onupgradeneeded = () => opening.transaction!.abort();
        opening.onerror = () => resolve('');
        opening.onsuccess = () => {
          const all = opening.result.transaction('tabs').objectStore('tabs').getAll();
          all.onsuccess = () => {
            opening.result.close();
            resolve(JSON.stringify(all.result));
          };
        };
      }),
  );
const kept = (page: Page, text: string) =>
  expect.poll(() => drawer(page), { timeout: 120_000 }).toContain(text);

/** Whether the browser would ask before it leaves the page. */
const asked = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

describe('a reload of the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('keeps text, plan and comparison, twice', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await editor(page).fill(SMALL.replace('three towns', 'three cities'));
    await page.getByRole('heading', { name: 'three cities' }).waitFor();
    await planIt(page);
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    await kept(page, '"comparison":{"satqn"');
    for (let time = 0; time < 2; time++) {
      await reloaded(page);
      await page.getByRole('heading', { name: 'three cities' }).waitFor();
      await page.getByRole('region', { name: 'Schemes compared' }).waitFor();
      await page.getByRole('tab', { name: 'Results' }).click();
      await page.getByText('Optimal.').waitFor();
      await page.getByRole('tab', { name: 'Compare' }).click();
      await kept(page, '"panel":"compare"');
    }
    expect(complaints).toEqual([]);
    await end();
  });

  it('keeps a file that was opened', async () => {
    const { page, end } = await visit(browser, null);
    await page.getByText('No errors.').waitFor();
    const files = [{ name: 'towns.yaml', mimeType: 'text/yaml', buffer: Buffer.from(SMALL) }];
    await page.locator('input[type=file]').first().setInputFiles(files);
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await kept(page, 'three towns');
    await reloaded(page);
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await end();
  });

  it('asks while a search runs', async () => {
    const { page, end } = await visit(browser, large());
    await page.getByLabel(/20 stations/).waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.getByText('Outer bound', { exact: true }).waitFor();
    await kept(page, '"status":"interrupted"');
    expect(await asked(page)).toBe(true);
    await end();
  });

  it('asks if the browser keeps nothing', async () => {
    const { page, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    expect(await asked(page)).toBe(false);
    await page.evaluate(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await editor(page).fill(`${SMALL}# more\n`);
    await page.getByText('No errors.').waitFor();
    expect(await asked(page)).toBe(true);
    await end();
  });
});
