import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, planIt, small, visit } from './browser.ts';
import { REPOINT } from './repoint.ts';

const FORBIDDEN = 'pointings: [ { link: A~B, from: 2, to: 3, use: forbid } ]\n';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe-core finds on the page as it stands. */
async function findings(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

/** What sticks out: of the page to the right, of a wide page below, and menus out of sight. */
const excesses = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const menus = [...document.querySelectorAll('[role=menu]')].map((menu) => menu.getBoundingClientRect());
    return [
      ...(scrollWidth > innerWidth ? ['wider than the page'] : []),
      ...(innerWidth > 960 && scrollHeight > innerHeight ? ['longer than the page'] : []),
      ...(menus.some(({ left, right }) => left < 0 || right > innerWidth) ? ['a menu out of sight'] : []),
    ];
  });

describe('the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  for (const [theme, viewport] of [
    ['light', { width: 1280, height: 800 }],
    ['dark', { width: 390, height: 844 }],
  ] as const) {
    it(`has nothing that axe-core finds among telescopes (${theme}, ${viewport.width} px)`, async () => {
      const open = [{ name: 'repoint.yaml', text: `${REPOINT}${FORBIDDEN}` }];
      const { page, end } = await visit(browser, open, { colorScheme: theme, viewport, bypassCSP: true });
      await page.addScriptTag({ path: AXE });
      await planIt(page);
      await page.getByRole('radio', { name: 'Telescopes' }).check();
      const telescopes = page.getByRole('region', { name: 'Telescopes of A' });
      await telescopes.getByRole('button', { name: 'to C, slots 1 to 3' }).click();
      await page.getByText('delivered to A~C').waitFor();
      await page.getByText('The plan is ready.').waitFor({ state: 'hidden' });
      expect([...(await findings(page)), ...(await excesses(page))]).toEqual([]);
      await end();
    });

    it(`has nothing that axe-core finds on any screen, and no sideways scroll (${theme}, ${viewport.width} px)`, async () => {
      // Evaluated by the browser's own tools, which the policy of the page does not bind.
      const { page, end } = await visit(browser, small(), { colorScheme: theme, viewport, bypassCSP: true });
      await page.addScriptTag({ path: AXE });
      await page.getByLabel(/3 stations/).waitFor();
      const found: string[] = [];
      const look = async (screen: string) => {
        found.push(...(await findings(page)).map((finding) => `${screen}: ${finding}`));
        found.push(...(await excesses(page)).map((excess) => `${screen}: ${excess}`));
      };
      await look('scenario');
      await planIt(page);
      await page.locator('figure svg').first().waitFor();
      await look('plan');
      await page.getByRole('tab', { name: 'Results' }).click();
      await page.locator('figure svg').nth(1).waitFor();
      await page.getByText('Certificate', { exact: true }).click();
      for (const numbers of await page.getByText(/^Numbers/).all()) await numbers.click();
      await look('results');
      await page.getByRole('radio', { name: 'What comes true' }).check();
      await page.getByRole('button', { name: 'Play what comes true' }).waitFor();
      await look('what to play');
      await page.getByRole('button', { name: 'Play what comes true' }).click();
      await page.getByRole('button', { name: 'Pause' }).click();
      await look('what is played');
      await page.getByRole('slider', { name: 'Time' }).fill('0');
      await page.getByRole('tab', { name: 'Compare' }).click();
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await page
        .getByRole('region', { name: 'Schemes compared' })
        .getByRole('button', { name: 'PS-EGR' })
        .waitFor();
      await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
      await look('compare');
      await page.getByRole('radio', { name: 'Table' }).check();
      await page
        .getByRole('button', { name: 'Basel – Zug' })
        .or(page.getByRole('button', { name: 'Zug – Basel' }))
        .first()
        .click();
      await look('table');
      await page.getByRole('radio', { name: 'Network' }).check();
      await page.getByRole('button', { name: 'Open' }).click();
      await look('network, with an open menu');
      await page.keyboard.press('Escape');
      await page.getByRole('radio', { name: 'Globe' }).check();
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Add at the centre' }).click();
      await look('edit');
      await page.getByRole('combobox', { name: 'Find a node' }).fill('Zug');
      await page.getByRole('complementary', { name: 'Details' }).getByText('Change').click();
      await look('a node and its changes');
      await page
        .getByRole('list', { name: 'Links of Zug' })
        .getByRole('button')
        .first()
        .or(page.getByText('No contact'))
        .first()
        .click();
      await look('a link');
      await page.getByRole('tab', { name: 'Scenario' }).click();
      await page.getByRole('textbox', { name: 'Text of the scenario' }).fill('satqn: 1\nname: broken');
      await page.getByRole('alert').first().waitFor();
      await look('mistakes');
      expect(found).toEqual([]);
      await end();
    });
  }

  it('can be used with the keyboard alone', async () => {
    const { page, end } = await visit(browser, null);
    const press = (...keys: string[]) =>
      keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
    const focused = () =>
      page.evaluate(
        () =>
          (document.activeElement as HTMLElement).innerText ||
          document.activeElement!.getAttribute('aria-label') ||
          (document.activeElement as HTMLInputElement).labels?.[0]?.innerText ||
          '',
      );
    /** Tab until something of that name has the focus. */
    const reach = async (name: string) => {
      for (let steps = 0; steps < 60; steps += 1) {
        await page.keyboard.press('Tab');
        if ((await focused()).trim().startsWith(name)) return;
      }
      throw new Error(`The key Tab does not reach ${name}.`);
    };
    await page.getByLabel(/48 satellites/).waitFor();
    await reach('Open');
    await press('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await page.getByRole('heading', { name: 'drones over a test field' }).waitFor();
    await page.getByLabel(/3 aerial platforms, 4 stations, \d+ links/).waitFor();
    // A node is found by name, its memory changed, and the change taken back.
    await reach('Find a node');
    await page.keyboard.type('Alice');
    await page.getByRole('complementary', { name: 'Details' }).getByText('Alice').waitFor();
    await reach('Globe:');
    await press('ArrowLeft', '+');
    await reach('Change');
    await press('Enter');
    await reach('Memory, pairs');
    await page.keyboard.type('7');
    await press('Enter');
    const editor = page.getByRole('textbox', { name: 'Text of the scenario' });
    const text = () => editor.inputValue();
    await expect.poll(text).toMatch(/node: Alice, capacity: 7/);
    await reach('Scenario');
    await press('Control+z');
    await expect.poll(text).not.toContain('node: Alice');
    await page.getByLabel(/3 aerial platforms, 4 stations, \d+ links/).waitFor();
    await press('ArrowRight');
    // The button is off, and has no focus, while the text is read again.
    const button = page.getByRole('button', { name: 'Plan', exact: true });
    await expect.poll(() => button.isEnabled()).toBe(true);
    await reach('Plan');
    await press('Enter');
    await page.getByText('The plan is ready.').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.getByRole('tab', { name: 'Plan' }).focus();
    await press('ArrowRight');
    await page.getByText('Optimal.').waitFor();
    await page.getByRole('slider', { name: 'Time' }).focus();
    await press('ArrowRight', 'PageUp', 'PageUp');
    await page.getByText('Alice~Bob in slot 22').waitFor();
    await reach('Alice~Bob');
    await end();
  });

  it('does not move if motion is to be reduced, except for one step per slot', async () => {
    const { page, end } = await visit(browser, small(), { reducedMotion: 'reduce' });
    await page.getByLabel(/3 stations/).waitFor();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByLabel(/in slot 2\b/).waitFor();
    const seconds = Number(await page.getByRole('slider', { name: 'Time' }).inputValue());
    expect(seconds % 60).toBe(0);
    await end();
  });
});
