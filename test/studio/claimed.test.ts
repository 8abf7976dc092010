import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../src/node/version.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { CONSTRAINT_WORDS } from '../../src/report/labels.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { launchBrowser, SMALL, small, visit } from './browser.ts';

const open = (page: Page, record: object) =>
  page.locator('input[type=file]').setInputFiles({
    name: 'run.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(record)),
  });

describe('a run record opened in the studio', async () => {
  const { record } = await run(parseScenario(SMALL), { environment: localEnvironment({ version: VERSION }) });
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('is shown as verified once it was verified there', async () => {
    const { page, complaints, end } = await visit(browser, [
      { name: 'run.json', text: JSON.stringify(record) },
    ]);
    await page.getByText('The plan was verified here.').waitFor();
    await page.getByText(/Optimal\. .*Certificate: verified/s).waitFor();
    await page.getByText(CONSTRAINT_WORDS.record).waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
    await end();
  });

  it.each<[string, (spoilt: { -readonly [Key in keyof PlanRecord]: PlanRecord[Key] }) => void, RegExp]>([
    [
      'its total',
      (spoilt) => (spoilt.totalPairs = 2 * record.totalPairs!),
      /The record makes false statements about the plan/,
    ],
    [
      'a rate of its plan',
      (spoilt) => {
        const [first, ...routes] = record.plan!.routes;
        spoilt.plan = { ...record.plan!, routes: [{ ...first!, rate: 3 * first!.rate }, ...routes] };
      },
      /The plan breaks a constraint of the model/,
    ],
  ])('is never shown as verified with %s changed', async (_, spoil, words) => {
    const spoilt = { ...record };
    spoil(spoilt);
    const { page, end } = await visit(browser, null);
    // Whatever the panel says at any time until the check has ended.
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push(document.body.innerText)).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    // The check waits until the claim was read.
    let isRead = () => {};
    const read = new Promise<void>((resolve) => (isRead = resolve));
    await page.route(/planner/, async (route) => {
      await read;
      await route.continue();
    });
    await open(page, spoilt);
    await page.getByText('Claimed, not verified here: optimal.').first().waitFor();
    isRead();
    await page.getByText(words).first().waitFor();
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    expect(seen.length).toBeGreaterThan(0);
    for (const text of seen) expect(text).not.toMatch(/Certificate: verified|(^|\s)Optimal\./m);
    await end();
  });

  it('of another version is recognised, and the open scenario stays', async () => {
    const { page, end } = await visit(browser, small());
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await open(page, { ...record, satqn: { ...record.satqn, version: '0.0.1' } });
    await page.getByText(/This record was written by satqn 0\.0\.1; networks and numbers differ/).waitFor();
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await end();
  });
});
