import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, served } from '../node/service/served.ts';
import { launchBrowser, SMALL } from './browser.ts';

let one: Served;
beforeAll(async () => {
  one = await served({ hasStudio: true });
});
afterAll(() => one.close());

it('a run of the service opens in the studio for whoever gives its token, which is in no address', async () => {
  const path = `/v1/plans/${(await one.ask('POST', '/v1/plans', { body: { scenario: SMALL } })).json.id}`;
  const plan = await one.ended(path);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const addresses: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`${one.service.url}/studio/open.html#run=${plan.id}`);
    await page.getByLabel('Token').fill(one.tokens.bob);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('You have no plan with this id.').waitFor();
    await page.getByLabel('Token').fill(one.tokens.alice);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('The plan was verified here.').waitFor();
    expect(addresses.filter((address) => address.includes('satqn_'))).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
  }
});
