import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORTERS } from '../../src/exchange/exporters/exporters.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { launchBrowser, planIt, SMALL, small, visit } from './browser.ts';

describe('the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('opens an example, plans it, moves through time and shows a path', async () => {
    const { page, complaints, end } = await visit(browser, null);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('menuitem', { name: /Drones over a test field/ }).click();
    await page.getByRole('heading', { name: 'drones over a test field' }).waitFor();
    await page
      .getByLabel(/^Globe: 0 satellites, 3 aerial platforms, 4 stations, \d+ links in slot 1\b/)
      .waitFor();
    await planIt(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('Optimal.').waitFor();
    // Before the drone comes all are too far apart; then it links both through its source.
    await page.getByRole('button', { name: 'Alice~Bob' }).first().click();
    await page.getByText('Not served: range.').waitFor();
    await page.getByRole('slider', { name: 'Time' }).fill(String(20 * 15 + 1));
    await page.getByRole('heading', { name: 'Alice~Bob in slot 21' }).waitFor();
    const path = page.getByRole('region', { name: 'Path' });
    await path.getByText(/A2G \d[\d,.]* of \d[\d,.]* pairs\/s · F 0\.\d+ · 0\.\d+ km · \d+\.\d dB/).waitFor();
    await path.getByRole('button', { name: 'A2G' }).click();
    await page.getByRole('complementary', { name: 'Details' }).getByText('through octocopter').waitFor();
    expect(complaints).toEqual([]);
    await end();
  });

  it('serves from storage and says so; compares schemes; plans a changed demand again', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await planIt(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    const timeline = page.getByRole('img', { name: /^Bern~Basel, slot 1: / });
    await timeline.waitFor();
    // In slot 1 only Zug – Basel is there, and nothing is stored yet.
    await page.getByRole('button', { name: 'Bern~Basel' }).first().click();
    await page.getByText('Not served: no contact.').waitFor();
    // In slot 3 the pairs between Bern and Zug come out of the memories that slot 2 filled.
    await page.getByRole('button', { name: 'Next slot' }).click();
    await page.getByRole('button', { name: 'Next slot' }).click();
    await page.getByText('from storage; filled along Bern → Zug').waitFor();
    await page.getByRole('img', { name: /^Bern~Basel, slot 3: \d+\.\d+ pairs\/s from storage/ }).waitFor();
    await page.getByRole('img', { name: /^Stock of Bern~Zug over time/ }).waitFor();

    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('checkbox', { name: /greedy/ }).check();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    const table = page.getByRole('region', { name: 'Schemes compared' });
    await table.getByRole('button', { name: 'greedy' }).waitFor();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    const objective = async (scheme: string) => {
      const row = table.getByRole('row', { name: new RegExp(`^${scheme} `) });
      return Number((await row.getByRole('cell').first().innerText()).replaceAll(',', ''));
    };
    expect(await objective('PS-EGR')).toBeGreaterThan(await objective('NSS'));
    expect(await objective('NSS')).toBeGreaterThan(0);
    await table.getByRole('button', { name: 'NSS' }).click();

    await page.getByRole('tab', { name: 'Scenario' }).click();
    const fidelity = page.getByRole('spinbutton', { name: 'Fidelity target of Bern~Basel' });
    await fidelity.fill('0.97');
    await fidelity.press('Enter');
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText('scenario has changed since').waitFor();
    await planIt(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    expect(await page.getByText('scenario has changed since').count()).toBe(0);
    await page.getByRole('button', { name: 'Bern~Basel' }).first().click();
    await page.getByRole('tab', { name: 'Scenario' }).click();
    const text = await page.getByRole('textbox', { name: 'Text of the scenario' }).inputValue();
    expect(text).toBe(SMALL.replace('fidelityTarget: 0.9, weight', 'fidelityTarget: 0.97, weight'));
    expect(complaints).toEqual([]);
    await end();
  });

  it('saves a run record, tables and figures, and opens the record again unchanged', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await planIt(page);
    const saved = async (item: string) => {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: item }).click(),
      ]);
      return {
        name: download.suggestedFilename(),
        text: await readFile(await download.path(), 'utf8'),
        path: await download.path(),
      };
    };
    const record = await saved('Run record');
    expect(JSON.parse(record.text)).toMatchObject({
      status: 'optimal',
      scheme: 'ps-egr',
      certificate: { status: 'verified' },
    });
    expect((await saved('Rates (CSV)')).text).toMatch(/^slot,start_seconds,demand/);
    expect((await saved('Stocks (CSV)')).text).toMatch(/^slot,start_seconds,pair/);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Stocks (CSV)' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Pointing (CSV)' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await saved('Scenario')).toMatchObject({ name: 'towns.yaml', text: SMALL });
    const scenario = parseScenario(SMALL);
    const problem = buildProblem(scenario, buildTopology(scenario));
    for (const { extension, write } of EXPORTERS) {
      expect(await saved(`Problem (${extension.toUpperCase()})`)).toMatchObject({
        name: `towns.${extension}`,
        text: write(problem),
      });
    }
    expect((await saved('Map (PNG)')).text.slice(1, 4)).toBe('PNG');
    expect((await saved('Map (SVG)')).text).toMatch(/^<svg .*Basel<\/text>.*<\/svg>$/s);
    const all: string[] = [];
    page.on('download', (download) => all.push(download.suggestedFilename()));
    const figures = [
      'network-map.svg',
      'convergence.svg',
      'rates.svg',
      'stocks.svg',
      'timeline.svg',
      'stocks-of-pairs.svg',
    ];
    await saved('All figures (SVG)');
    await expect.poll(() => all).toEqual(figures);
    const figure = page.getByRole('figure').first();
    await figure.locator('svg').waitFor();
    for (const kind of ['SVG', 'PNG']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        figure.getByRole('button', { name: `Save ${kind}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`convergence.${kind.toLowerCase()}`);
    }

    const again = await visit(browser, null);
    const input = again.page.locator('input[type=file]');
    await input.setInputFiles({
      name: 'run.json',
      mimeType: 'application/json',
      buffer: Buffer.from(record.text),
    });
    await again.page.getByText('Optimal.').waitFor();
    await again.page.getByRole('heading', { name: 'three towns' }).waitFor();
    await again.page.getByRole('button', { name: 'Save', exact: true }).click();
    const [copy] = await Promise.all([
      again.page.waitForEvent('download'),
      again.page.getByRole('menuitem', { name: 'Run record' }).click(),
    ]);
    expect(await readFile(await copy.path(), 'utf8')).toBe(record.text);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await again.end();
    await end();
  });

  it('makes links that restore view, slot, selection and scenario', async () => {
    const { page, end } = await visit(browser, small());
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await page.getByRole('radio', { name: 'Network' }).check();
    await page.getByRole('button', { name: 'Next slot' }).click();
    await page.getByRole('button', { name: 'Zug – Basel' }).click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText(/The link contains the scenario/).waitFor();
    const { hash } = new URL(page.url());
    const other = await visit(browser, null);
    await other.page.goto(new URL(hash, other.page.url()).href);
    await other.page.getByRole('heading', { name: 'three towns' }).waitFor();
    await other.page.getByLabel(/^Network in layers: .* in slot 2\b/).waitFor();
    expect(await other.page.getByRole('button', { name: 'Zug – Basel' }).getAttribute('aria-pressed')).toBe(
      'true',
    );

    // Too long for a link, it is known by its hash.
    let state = 1;
    const noise = Array.from({ length: 12_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCharCode(97 + (state % 26));
    }).join('');
    const long = `${SMALL}# ${noise}\n`;
    await page.getByRole('textbox', { name: 'Text of the scenario' }).fill(long);
    await page.getByText('No errors.').waitFor();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText(/too long for a link: send its file/).waitFor();
    const short = new URL(page.url()).hash;
    expect(short.length).toBeLessThan(300);
    await other.page.goto(new URL(short, other.page.url()).href);
    await other.page.getByText(/Open its file \(SHA-256/).waitFor();
    await other.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'long.yaml', mimeType: 'text/plain', buffer: Buffer.from(long) });
    await other.page.getByText(/Open its file/).waitFor({ state: 'hidden' });
    await other.page.getByLabel(/^Network in layers: .* in slot 2\b/).waitFor();
    await other.end();
    await end();
  });

  it('is edited on the map: a station, its demand, its memory', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByLabel(/3 stations/).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add at the centre' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Chur');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByLabel(/^Globe: .* 4 stations/).waitFor();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByText('Change').click();
    await details.getByRole('spinbutton', { name: 'Memory' }).fill('800');
    await details.getByRole('button', { name: 'Set' }).click();
    await details.getByRole('combobox', { name: 'Demand to' }).selectOption('Bern');
    await details.getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: 'Chur – Bern' }).waitFor();
    const text = await page.getByRole('textbox', { name: 'Text of the scenario' }).inputValue();
    expect(text).toMatch(/- \{ id: Chur, latitudeDeg: 4\d\.\d+, longitudeDeg: \d\.\d+ \}/);
    expect(text).toContain('{ node: Chur, capacity: 800 }');
    expect(text).toContain('- { source: Chur, destination: Bern, fidelityTarget: 0.9 }');

    await details.getByRole('button', { name: 'Close the details' }).click();
    // The new station stands in the middle of the view, and is dragged from there.
    const map = await page.getByLabel(/^Globe: /).boundingBox();
    const [x, y] = [map!.x + map!.width / 2, map!.y + map!.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 30, { steps: 4 });
    await page.mouse.up();
    const before = text.match(/id: Chur, latitudeDeg: ([\d.]+)/)![1]!;
    await expect
      .poll(
        async () =>
          (await page.getByRole('textbox', { name: 'Text of the scenario' }).inputValue()).match(
            /id: Chur, latitudeDeg: ([\d.]+)/,
          )![1]!,
      )
      .not.toBe(before);
    // All of it can be taken back, and made again.
    const editor = page.getByRole('textbox', { name: 'Text of the scenario' });
    const moved = await editor.inputValue();
    for (let steps = 0; steps < 4; steps += 1) await page.getByRole('button', { name: 'Undo' }).click();
    expect(await editor.inputValue()).toBe(SMALL);
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await page.getByLabel(/^Globe: .* 3 stations/).waitFor();
    await editor.press('End');
    for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('Control+Shift+z');
    expect(await editor.inputValue()).toBe(moved);
    // What was about to be added belongs to the scenario that was open.
    await page.getByRole('button', { name: 'Add at the centre' }).click();
    await page.getByRole('form', { name: 'New node' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({
      name: 'other.yaml',
      mimeType: 'text/plain',
      buffer: Buffer.from(SMALL),
    });
    await page.getByRole('form', { name: 'New node' }).waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    await end();
  });
});
