import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, SMALL, small, visit } from './browser.ts';

const choose = (page: Page, name: string, content: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the scenario' });
const TABLE = 'source,destination,length\nZürich,Bern,95\nBern,Basel,70\n';

const ELEMENTS = `QSS (MOZI)
1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063
`;

describe('a file of another format in the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('is offered with the assumptions made, and opened only after consent', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await choose(page, 'towns.csv', TABLE);
    const dialog = page.getByRole('dialog', { name: 'Open towns.csv as a scenario?' });
    await dialog.getByText('It was read as a table of links.').waitFor();
    await dialog.getByText('Lengths were read as kilometres, since the file names no unit.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await editor(page).inputValue()).toBe(SMALL);

    // UTF-16, as a spreadsheet may write it.
    await choose(page, 'towns.csv', Buffer.from(`\uFEFF${TABLE}`, 'utf16le'));
    await dialog.getByRole('button', { name: 'Open the scenario' }).click();
    await page.getByRole('heading', { name: 'satqn towns' }).waitFor();
    await page.getByText('No errors.').waitFor();
    expect(await editor(page).inputValue()).toContain('[Zürich, Bern]');
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    expect(complaints).toEqual([]);
    await end();
  });

  it('that cannot be read changes nothing, and the message is next to the current tab', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    const refusal = page.getByRole('region', { name: 'A file that was not opened' });
    const cases: [string, string | Buffer, RegExp][] = [
      ['ragged.csv', `${TABLE}Basel,Wien\n`, /the row has 2 fields, and line 1 has 3/],
      ['series.csv', 'time,value\n0,1\n10,3\n', /none of links or stations that could be told/],
      ['latin.csv', Buffer.from(TABLE, 'latin1'), /it may be Latin-1/],
      ['elements.tle', ELEMENTS, /this is a set of orbital elements/],
      ['other.json', '{"elements": []}', /this is JSON of another kind/],
    ];
    for (const [name, content, reason] of cases) {
      await choose(page, name, content);
      await refusal.getByText(`${name} cannot be opened.`).waitFor();
      await refusal.getByText(reason).waitFor();
      await refusal.getByText('Your open scenario is unchanged.').waitFor();
      // Nobody was taken elsewhere.
      await page.getByRole('tab', { name: 'Plan', selected: true }).waitFor();
    }
    await page.getByRole('tab', { name: 'Scenario' }).click();
    expect(await editor(page).inputValue()).toBe(SMALL);
    expect(await page.getByText('No errors.').count()).toBe(0);
    await refusal.getByRole('button', { name: 'Close' }).click();
    await refusal.waitFor({ state: 'detached' });
    await page.getByText('No errors.').waitFor();
    expect(complaints).toEqual([]);
    await end();
  });

  it('differs from a valid scenario whose network cannot be built', async () => {
    const large = `satqn: 1
preset: physical
horizon: {start: '2026-01-01T00:00:00Z', slots: 100000, slotSeconds: 1}
satellites: [{walker: {id: w, pattern: delta, altitudeKm: 500, inclinationDeg: 53, total: 900, planes: 30, phasing: 1}}]
stations: [{id: a, latitudeDeg: 1, longitudeDeg: 1}, {id: b, latitudeDeg: 2, longitudeDeg: 1}]
demands: [{source: a, destination: b}]
`;
    const { page, end } = await visit(browser, [{ name: 'large.yaml', text: large }]);
    await page.getByText(/The network needs about .* GiB/).waitFor();
    await page.getByText('The network cannot be built.').waitFor();
    expect(await page.getByText('No errors.').count()).toBe(0);
    await end();
  });

  it('that the command line opened is offered, too', async () => {
    const { page, end } = await visit(browser, [{ name: 'towns.csv', text: TABLE }]);
    await page.getByRole('button', { name: 'Open the scenario' }).click();
    await page.getByRole('heading', { name: 'satqn towns' }).waitFor();
    await end();
  });

  it('is not a network if a scenario beside it names it as elements, whatever comes first', async () => {
    const omm =
      'OBJECT_NAME,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,NORAD_CAT_ID\nSAT A,2026-03-21T12:00:00,15.2,.0005,97.5,10,60,300,270001\n';
    const scenario = `satqn: 1
name: one pass
preset: physical
horizon: {start: '2026-03-22T00:00:00Z', slots: 2, slotSeconds: 60}
satellites: [{omm: {file: gp.csv, names: ['SAT*']}}, {tle: {file: gp.json}}]
stations: [{id: a, latitudeDeg: 1, longitudeDeg: 1}, {id: b, latitudeDeg: 2, longitudeDeg: 1}]
demands: [{source: a, destination: b}]
`;
    const message = { OBJECT_NAME: null, EPOCH: '2026-03-21T12:00:00', MEAN_MOTION: '15', ECCENTRICITY: 0 };
    const angles = { INCLINATION: 50, RA_OF_ASC_NODE: 0, ARG_OF_PERICENTER: 0, MEAN_ANOMALY: 0 };
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await page.locator('input[type=file]').setInputFiles([
      {
        name: 'gp.json',
        mimeType: '',
        buffer: Buffer.from(JSON.stringify({ ...message, ...angles, NORAD_CAT_ID: 270002 })),
      },
      // UTF-16, as a spreadsheet may write it.
      { name: 'gp.csv', mimeType: '', buffer: Buffer.from(`\uFEFF${omm}`, 'utf16le') },
      { name: 'pass.yaml', mimeType: '', buffer: Buffer.from(scenario) },
    ]);
    await page.getByRole('heading', { name: 'satqn one pass' }).waitFor();
    await page.getByText('No errors.').waitFor();
    for (const id of ['SAT A', '270002'])
      await page.locator(`datalist option[value="${id}"]`).waitFor({ state: 'attached' });
    expect(complaints).toEqual([]);
    await end();
  });
});
