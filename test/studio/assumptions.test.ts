import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, planIt, SMALL, visit } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser?.close());

/** 100 pairs/s of which one in a thousand attempts arrives, and 2 ms until it is heard of: 200 modes at Bern. */
const MEASURED = SMALL.replace(
  'capacity: [0, 100, 0, 100, 0, 100], fidelity: 0.97 }',
  'capacity: [0, 100, 0, 100, 0, 100], fidelity: 0.97, lengthKm: 299.792458, efficiency: 0.001 }',
);
const NEEDS =
  'at least 200 memory modes on Bern (one explicit link lacks a length or an efficiency), storage for up to 2 min and swaps that never fail.';

it('results say what the plan assumes, and lead to nodes and slots; comparisons say it of each scheme', async () => {
  const { page, complaints, end } = await visit(browser, [{ name: 'towns.yaml', text: MEASURED }]);
  try {
    await planIt(page);
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(`Needs ${NEEDS}`, { exact: true }).waitFor();
    const section = page.getByRole('region', { name: 'What this plan assumes' });
    await section.getByText('The plan stores pairs for up to 2 min if the oldest are drawn first.').waitFor();
    const cells = async (node: string) =>
      section
        .getByRole('row', { name: new RegExp(`^${node} `) })
        .getByRole('cell')
        .allInnerTexts();
    expect(await cells('Bern')).toEqual(['200', '4', '200', '5,000']);
    expect(await cells('Zug')).toEqual(['unknown', '–', 'unknown', '5,000']);

    const details = page.getByRole('complementary', { name: 'Details' });
    await section.getByRole('button', { name: 'Zug' }).click();
    await details.getByText('unknown', { exact: true }).waitFor();
    await section.getByRole('button', { name: 'Bern' }).click();
    await details.getByText('Ground station · slot 1').waitFor();
    await details.getByText('200 in slot 4').waitFor();
    await details.getByText('0 of 5,000 pairs').waitFor();
    await details.getByRole('img', { name: 'Pairs stored in Bern over time, at most 5,000 pairs' }).waitFor();
    await section.getByRole('button', { name: '4', exact: true }).click();
    await details.getByText('Ground station · slot 4').waitFor();

    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    await page.getByText(`PS-EGR needs ${NEEDS}`, { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);

it('a record that is opened says what its plan assumes', async () => {
  const first = await visit(browser, [{ name: 'towns.yaml', text: MEASURED }]);
  await planIt(first.page);
  await first.page.getByRole('button', { name: 'Save', exact: true }).click();
  const [download] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.getByRole('menuitem', { name: /^Run record/ }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  await first.end();
  const { page, complaints, end } = await visit(browser, [{ name: 'run.json', text }]);
  try {
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByText(`Needs ${NEEDS}`, { exact: true }).waitFor();
    await page.getByText('The plan was verified here.').waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await end();
  }
}, 120_000);
