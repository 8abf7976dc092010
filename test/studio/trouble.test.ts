import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LARGE, large, launchBrowser, SMALL, small, visit } from './browser.ts';

const choose = (page: Page, ...files: { name: string; text: string }[]) =>
  page
    .locator('input[type=file]')
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the scenario' });

describe('the studio in trouble', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('shows mistakes at their lines and keeps what was typed', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    const wrong = SMALL.replace('slots: 6', 'slots: six').replace('destination: Basel', 'destination: Basle');
    await editor(page).fill(wrong);
    await page.getByRole('button', { name: 'line 3' }).waitFor();
    await page.getByText(/Basle/).first().waitFor();
    expect(await editor(page).inputValue()).toBe(wrong);
    expect(await page.getByRole('button', { name: 'Plan this scenario' }).isDisabled()).toBe(true);
    // What was valid is still to be seen.
    await page.getByLabel(/3 stations/).waitFor();
    await page.getByRole('button', { name: 'line 3' }).click();
    const line = await editor(page).evaluate((area) => {
      const { value, selectionStart } = area as HTMLTextAreaElement;
      return value.slice(0, selectionStart).split('\n').length;
    });
    expect(line).toBe(3);
    await page.reload();
    await page.getByText('Restored your last session.').waitFor();
    expect(await editor(page).inputValue()).toBe(wrong);
    await editor(page).fill(SMALL);
    await page.getByText('No errors.').waitFor();
    expect(complaints).toEqual([]);
    await end();
  });

  it('refuses broken and huge files, and says why', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await choose(page, { name: 'run.json', text: '{"satqn": {"record": 1, "version": "0"}, "status":' });
    await page.getByText(/is not complete JSON/).waitFor();
    // A record is told by what it says, not by the order of its keys.
    const reordered = { status: 'optimal', satqn: { record: 99, version: '0' } };
    await choose(page, { name: 'reordered.json', text: JSON.stringify(reordered) });
    await page.getByText(/reads records of version 1/).waitFor();
    await choose(page, { name: 'huge.yaml', text: `# ${'x'.repeat(9_000_000)}` });
    await page.getByText('huge.yaml', { exact: true }).waitFor();
    await page.getByText(/The text has 9 million characters/).waitFor();
    const comparison = {
      satqn: { comparison: 1, version: '0' },
      scenario: { name: 'n', hash: 'h' },
      relaxationBound: null,
      results: [],
    };
    await choose(page, { name: 'compared.json', text: JSON.stringify(comparison) });
    await page.getByText(/a comparison of schemes and contains no plans/).waitFor();
    // What was open stays open.
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    expect(await editor(page).inputValue()).toBe(SMALL);
    await choose(page, { name: 'noise.yaml', text: '\u0000\u0001{{{: [' });
    await page.getByRole('tab', { name: 'Scenario' }).click();
    await page
      .getByText(/not valid YAML/)
      .first()
      .waitFor();
    await choose(page, { name: 'empty.yaml', text: '' });
    await page.getByText(/the document is empty/).waitFor();
    // And what was replaced comes back.
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: 'three towns' }).waitFor();
    await page.getByText('No errors.').waitFor();
    expect(await editor(page).inputValue()).toBe(SMALL);
    expect(complaints).toEqual([]);
    await end();
  });

  it('asks for the element files that a scenario names, and accepts them together with it', async () => {
    const scenario = {
      name: 'pass.yaml',
      text: `satqn: 1
name: one pass
horizon: { start: "2016-12-18T17:00:00Z", slots: 3, slotSeconds: 60 }
satellites: [ { tle: { file: elements/qss.tle } } ]
stations: [ { id: a, latitudeDeg: 40, longitudeDeg: 100 }, { id: b, latitudeDeg: 38, longitudeDeg: 100 } ]
demands: [ { source: a, destination: b } ]
`,
    };
    const elements = {
      name: 'qss.tle',
      text: `QSS (MOZI)
1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063`,
    };
    const { page, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await choose(page, scenario);
    await page.getByText(/'elements\/qss\.tle' is named in pass\.yaml but was not opened with it/).waitFor();
    await choose(page, scenario, elements);
    await page.getByLabel(/^Globe: 1 satellites/).waitFor();
    // A link to it takes them along.
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText(/The link contains the scenario/).waitFor();
    const { hash } = new URL(page.url());
    await choose(page, { name: 'towns.yaml', text: SMALL });
    await page.getByLabel(/^Globe: 0 satellites/).waitFor();
    await page.goto(new URL('#', page.url()).href);
    await page.goto(new URL(hash, page.url()).href);
    await page.getByLabel(/^Globe: 1 satellites/).waitFor();
    await end();
  });

  it('says why a scenario cannot be planned', async () => {
    const { page, end } = await visit(browser, [
      {
        name: 'short.yaml',
        text: SMALL.replace(
          'destination: Basel, fidelityTarget: 0.9, weight: 2',
          'destination: Basel, minimumRate: 1000',
        ),
      },
    ]);
    await page.getByText('No errors.').waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    // Once beside the bounds, and once aloud.
    await expect.poll(() => page.getByText('Infeasible.').count()).toBe(2);
    expect(await page.getByText('The plan is ready.').count()).toBe(0);
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(/Bern~Basel: slots .* pairs\/s short/).waitFor();
    await end();
  });

  it('keeps the best plan when it is stopped, and plans again after its worker has died', async () => {
    const { page, end } = await visit(browser, large());
    await page.getByLabel(/20 stations/).waitFor();
    await page.getByRole('tab', { name: 'Plan' }).click();
    const start = page.getByRole('button', { name: 'Plan', exact: true });
    await start.click();
    await page.getByRole('button', { name: 'Stop and keep the best plan' }).click();
    await start.waitFor();
    await page.getByText('Interrupted.').waitFor();
    await page.getByText(/verified, largest violation/).waitFor();

    await start.click();
    await page.getByRole('button', { name: 'Stop and keep the best plan' }).waitFor();
    const planner = page.workers().find((worker) => worker.url().includes('planner'))!;
    await planner.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('out of memory');
        }),
    );
    await page.getByText(/The planner failed: .*out of memory/).waitFor();
    await start.waitFor();
    expect(await page.getByText('Outer bound', { exact: true }).count()).toBe(1);
    await page.getByRole('tab', { name: 'Scenario' }).click();
    expect(await editor(page).inputValue()).toBe(LARGE);
    await end();
  });

  it('notices a planner that dies silently, and keeps the best plan of the current scheme', async () => {
    const { page, end } = await visit(browser, large());
    await page.clock.install();
    await page.getByLabel(/20 stations/).waitFor();
    await page.getByRole('tab', { name: 'Compare' }).click();
    const start = page.getByRole('button', { name: 'Compare', exact: true });
    for (const scheme of [/^SOS/, /^RRS/, /^NSS/])
      await page.getByRole('checkbox', { name: scheme }).uncheck();
    await start.click();
    const row = page.getByRole('region', { name: 'Schemes compared' }).getByRole('row', { name: /^PS-EGR/ });
    await row.getByText('so far').waitFor();
    const best = row.getByRole('cell').first();
    await best.getByText(/\d/).waitFor();
    const planner = page.workers().find((worker) => worker.url().includes('planner'))!;
    await planner.evaluate(() => close());
    await page.clock.fastForward(25_000);
    await page.getByText(/The planner has not answered for \d\d s/).waitFor();
    await page.getByRole('button', { name: 'Stop at once' }).click();
    await start.waitFor();
    await row.getByText('interrupted').waitFor();
    await row.getByRole('button', { name: 'PS-EGR' }).click();
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(/verified, largest violation/).waitFor();
    // The next planner is another.
    await page.getByRole('tab', { name: 'Compare' }).click();
    expect(await page.getByRole('checkbox', { name: /^SOS/ }).isChecked()).toBe(false);
    await start.click();
    await row.getByText('so far').waitFor();
    await best.getByText(/\d/).waitFor();
    await page.getByRole('button', { name: 'Stop and keep the results so far' }).click();
    await start.waitFor();
    await row.getByText('interrupted').waitFor();
    await page.getByRole('figure').locator('svg').waitFor();

    // What reads scenarios is watched, too.
    await page.getByRole('tab', { name: 'Scenario' }).click();
    const reader = page.workers().find((worker) => worker.url().includes('reader'))!;
    await reader.evaluate(() => close());
    await editor(page).press('Control+Home');
    await page.keyboard.type('# 1\n');
    await page.clock.fastForward(500);
    await page.clock.fastForward(25_000);
    await page.getByRole('button', { name: 'Stop it' }).click();
    await page.getByText(/Reading the scenario failed/).waitFor();
    await editor(page).press('Control+Home');
    await page.keyboard.type('# 2\n');
    await page.clock.fastForward(500);
    await page.getByText('No errors.').waitFor();
    expect(await editor(page).inputValue()).toMatch(/^# 2\n# 1\n/);
    await end();
  });

  it('says what is missing if WebAssembly is switched off, but still shows the network', async () => {
    const without = await launchBrowser('--js-flags=--jitless');
    const { page, complaints, end } = await visit(without, small());
    await page.getByLabel(/3 stations/).waitFor();
    await page.getByRole('button', { name: 'Plan this scenario' }).click();
    await page.getByText(/The solver needs WebAssembly/).waitFor();
    expect(complaints).toEqual([]);
    await end();
    await without.close();
  });
});
