import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_SIMULATION_OPTIONS } from '../../src/domain/simulation.ts';
import { formatRunRecord } from '../../src/io/run-record.ts';
import { VERSION } from '../../src/node/version.ts';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { formatPairs } from '../../src/report/numbers.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { launchBrowser, planIt, SMALL, small, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser?.close());

const openPlayback = async (page: Page) => {
  await page.getByRole('radio', { name: 'What comes true' }).check();
  return page.getByRole('region', { name: 'What comes true' });
};

it('plays the replication that the command line simulates, until the plan changes', async () => {
  const environment = localEnvironment({ version: VERSION });
  const { record } = await run(parseScenario(SMALL), { environment });
  const { execution } = (await simulatedPlan(false, record, environment)).prepare({
    ...DEFAULT_SIMULATION_OPTIONS,
    seed: 7,
    swapSuccess: 0.8,
  });
  const options = { ...DEFAULT_SIMULATION_OPTIONS, seed: 7, swapSuccess: 0.8 };
  const { delivered } = runPairs(execution, options, 1, execution.demands.map(noLatencies));
  const text = formatRunRecord(record);
  const { page, complaints, end } = await visit(browser, [{ name: 'run.json', text }]);
  try {
    await page.getByText('The plan was verified here.').waitFor();
    const view = await openPlayback(page);
    await view.getByLabel('Replication').fill('2');
    await view.getByLabel('Seed').fill('7');
    await view.getByLabel('And if swaps succeed with').fill('0.8');
    await view.getByRole('button', { name: 'Play what comes true' }).click();
    await view.getByText('replication 2 of seed 7, discipline tokens, swaps succeed with 0.8.').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await view.getByLabel('Speed').selectOption('4');
    const slider = page.getByRole('slider', { name: 'Time' });
    await slider.fill('360');
    const rows = view.getByRole('region', { name: 'Delivered' }).getByRole('listitem');
    for (const [index, { id, planned }] of execution.demands.entries()) {
      const words = `${formatPairs(delivered[index]!)} of ${formatPairs(Math.round(planned))}`;
      await rows.filter({ hasText: id }).getByText(words).waitFor();
    }
    await view.getByText(/^× ?lost in swaps/).waitFor();
    await view.getByRole('region', { name: 'In store' }).getByText('0 of 5,000').first().waitFor();
    // Finer than a slot, with the keyboard alone.
    await slider.press('Home');
    await slider.press('Shift+ArrowRight');
    expect(await slider.inputValue()).toBe('3');
    await page.getByRole('tab', { name: 'Scenario' }).click();
    const written = page.getByRole('textbox', { name: 'Text of the scenario' });
    await written.fill((await written.inputValue()).replace(/weight: 2/, 'weight: 3'));
    await view.getByText('The scenario has changed, so what was played').waitFor();
    await view.getByText('Plan again to play what comes true.').waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);

it('can be cancelled while it follows pairs, and says what is wrong with what is asked for', async () => {
  const text = SMALL.replaceAll(/capacity: \[.*?\]/g, 'capacity: 10000000');
  const { page, complaints, end } = await visit(browser, [{ name: 'many.yaml', text }]);
  try {
    await planIt(page);
    const view = await openPlayback(page);
    const play = view.getByRole('button', { name: 'Play what comes true' });
    await view.getByLabel('And if halves age').fill('0');
    await play.click();
    await view.getByText('Seconds, above 0.').waitFor();
    await view.getByLabel('And if halves age').fill('');
    await play.click();
    await view.getByText(/^Following every pair/).waitFor();
    const simulators = () => page.workers().filter((worker) => worker.url().includes('simulator')).length;
    expect(simulators()).toBe(1);
    await view.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => play.isEnabled()).toBe(true);
    await expect.poll(simulators).toBe(0);
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);

it('is dropped when another plan of the same scenario is made', async () => {
  const { page, end } = await visit(browser, small());
  try {
    await planIt(page);
    await openPlayback(page);
    await page.getByRole('button', { name: 'Play what comes true' }).click();
    await page.getByText('One draw, not the mean:').waitFor();
    // Another plan of the same scenario.
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    await page.getByText('The plan has changed, so what was played').waitFor();
  } finally {
    await end();
  }
}, 120_000);
