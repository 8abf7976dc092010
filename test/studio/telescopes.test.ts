import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { spanWords } from '../../web/model/moment.ts';
import { pointingFacts } from '../../web/model/pointing-facts.ts';
import { type TelescopeSource, telescopeGroups } from '../../web/model/telescopes.ts';
import { usageOf } from '../../web/model/usage.ts';
import { run } from '../planning/run.ts';
import { launchBrowser, planIt, visit } from './browser.ts';
import { REPOINT } from './repoint.ts';

async function planned(text: string): Promise<TelescopeSource> {
  const scenario = parseScenario(text);
  const record: RunRecord = (await run(scenario)).record;
  const topology = buildTopology(scenario);
  return { record, topology, usage: usageOf(record, 1), decisions: scenario.pointings ?? [] };
}

describe('telescopes over time', () => {
  it('show what they acquire, carry and leave out, by node', async () => {
    // AC, AC, AB: half of a slot is lost at each turn.
    const source = await planned(REPOINT);
    const groups = telescopeGroups(source, false);
    // B and C have as many telescopes as they want.
    expect(groups.map(({ node }) => node)).toEqual(['A']);
    expect(groups[0]).toMatchObject({
      unused: 0,
      telescopes: [
        [
          {
            link: 'A~C',
            target: 'C',
            parts: [
              { doing: 'acquiring', from: 0, to: 0.5 },
              { doing: 'carrying', from: 0.5, to: 2 },
            ],
          },
          {
            link: 'A~B',
            target: 'B',
            parts: [
              { doing: 'acquiring', from: 2, to: 2.5 },
              { doing: 'carrying', from: 2.5, to: 3 },
            ],
          },
        ],
      ],
      inView: [
        [
          { link: 'A~B', from: 0, to: 2, decided: [] },
          { link: 'A~C', from: 2, to: 3, decided: [] },
        ],
      ],
      hidden: 0,
    });
  });

  it('are hollow where nothing is carried, and say what was decided by hand', async () => {
    const pinned = 'pointings: [ { link: A~C, from: 0, to: 3, use: pin } ]\n';
    const source = await planned(REPOINT.replace(/ {2}- \{ source: A, destination: C.*\n/, '') + pinned);
    const [node] = telescopeGroups(source, true);
    expect(node!.telescopes[0]![0]).toMatchObject({
      decided: [{ from: 0, to: 3, use: 'pin' }],
      parts: [{ doing: 'acquiring' }, { doing: 'idle', from: 0.5, to: 3 }],
    });
    expect(pointingFacts(source, 'A~C', 1)).toMatchObject({ basePairs: 0, uses: [], isPointed: true });
  });

  it('say how many telescopes never point', async () => {
    // One is enough for one demand; without a schedule, neither points.
    const two = REPOINT.replace('maximumTerminals: 1', 'maximumTerminals: 2');
    const source = await planned(two.replace(/ {2}- \{ source: A, destination: C.*\n/, ''));
    expect(telescopeGroups(source, false)).toMatchObject([{ node: 'A', telescopes: [[{}]], unused: 1 }]);
    const idle = { ...source, record: { ...source.record, schedule: [] } };
    expect(telescopeGroups(idle, true)).toMatchObject([{ node: 'A', telescopes: [], unused: 2 }]);
    // While the network is being built, nobody knows how many there are.
    expect(telescopeGroups({ ...source, topology: null }, false)).toMatchObject([{ unused: 0 }]);
  });

  it('mark only the slots of a contact about which something was decided', async () => {
    const source = await planned(
      `${REPOINT}pointings: [ { link: A~B, from: 1, to: 3, use: forbid }, { link: A~C, from: 1, to: 3, use: pin } ]\n`,
    );
    const [node] = telescopeGroups(source, false);
    expect(node!.inView[0]).toMatchObject([
      { link: 'A~B', from: 0, to: 3, decided: [{ from: 1, to: 3, use: 'forbid' }] },
    ]);
    expect(node!.telescopes[0]).toMatchObject([
      { link: 'A~C', from: 0, to: 3, decided: [{ from: 1, to: 3, use: 'pin' }] },
    ]);
  });

  it('say what a pointing carries, and why a contact was not chosen', async () => {
    const source = await planned(REPOINT);
    const pointed = pointingFacts(source, 'A~C', 0)!;
    expect(pointed).toMatchObject({ from: 0, to: 2, acquired: 0.5, isPointed: true, busy: [] });
    expect(pointed.basePairs).toBeCloseTo(26 * 60, 6);
    expect(pointed.uses).toHaveLength(1);
    expect(pointed.uses[0]).toMatchObject({ what: 'A~C', stored: false });
    expect(pointingFacts(source, 'A~B', 1)).toMatchObject({
      from: 0,
      to: 2,
      isPointed: false,
      bestRate: 10,
      busy: [{ node: 'A', taken: 1, slots: 2 }],
    });
    expect(pointingFacts(source, 'B~C', 1)).toBeNull();
  });

  it('know how many telescopes a contact lacks, and of what is never acquired', async () => {
    // A platform of three telescopes, two of which are pointed.
    const scenario = {
      satqn: 1,
      horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
      stations: [
        { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
        { id: 'b', latitudeDeg: 0, longitudeDeg: 0.4 },
        { id: 'c', latitudeDeg: 0.2, longitudeDeg: 0.2 },
      ],
      platforms: [
        { id: 'h', latitudeDeg: 0, longitudeDeg: 0.2, altitudeM: 20_000, memory: false, maximumTerminals: 3 },
      ],
      demands: [{ source: 'a', destination: 'b' }],
    };
    const source = await planned(JSON.stringify(scenario));
    expect(pointingFacts(source, 'a~b@h', 0)).toMatchObject({ isPointed: true, busy: [] });
    expect(pointingFacts(source, 'a~c@h', 0)).toMatchObject({
      isPointed: false,
      busy: [{ node: 'h', taken: 2, slots: 1 }],
    });
    const [scheduled] = source.record.schedule!;
    const record = { ...source.record, schedule: [{ ...scheduled!, acquiredAtSeconds: null }] };
    expect(pointingFacts({ ...source, record }, 'a~b@h', 0)!.acquired).toBeNull();
  });

  it('name a day once', () => {
    const start = '2026-12-10T22:10:00Z';
    expect(spanWords(start, 0, 60)).toBe('2026-12-10 22:10:00 to 22:11:00 UTC');
    expect(spanWords(start, 0, 7200)).toBe('2026-12-10 22:10:00 UTC to 2026-12-11 00:10:00 UTC');
    expect(spanWords(undefined, 0, 60)).toBe('0 s to 60 s');
  });
});

describe('the studio', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  it('says what a telescope is for, takes decisions by hand and plans again', async () => {
    const { page, complaints, end } = await visit(browser, [{ name: 'repoint.yaml', text: REPOINT }]);
    const text = () => page.getByRole('textbox', { name: 'Text of the scenario' }).inputValue();
    await planIt(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Pointing (CSV)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('pointing.csv');
    expect(await readFile(await download.path(), 'utf8')).toMatch(
      /^node,telescope,target,link,slot_from,.*\nA,1,C,A~C,1,2,/,
    );
    // As wide as its words, also before what telescopes need is loaded.
    const views = page.getByRole('group').filter({ has: page.getByRole('radio', { name: 'Telescopes' }) });
    expect((await views.boundingBox())!.width).toBeLessThan(400);
    await page.getByRole('radio', { name: 'Telescopes' }).check();
    const telescopes = page.getByRole('region', { name: 'Telescopes of A' });
    await telescopes.getByRole('button', { name: 'to C, slots 1 to 2' }).click();
    const details = page.getByRole('region', { name: 'Pointing' });
    await details
      .getByText(
        'Telescopes point along A – C in slots 1 to 2, 2026-01-01 00:00:00 to 00:02:00 UTC, and have acquired it at',
      )
      .waitFor();
    await details.getByText('pairs delivered to A~C.').waitFor();
    // The bar moves time to where it is pressed, and its link is the one that is chosen on the map.
    await page.getByRole('complementary', { name: 'Details' }).getByText('S2S · slot 2').waitFor();

    await telescopes.getByRole('button', { name: 'A~B, in view in slots 1 to 2, not chosen' }).click();
    await details.getByText('A has no free telescope in 2 of 2 slots.').waitFor();
    await details.getByRole('button', { name: 'Pin' }).click();
    await details.getByText('Pinned by hand in slots 1 to 2.').waitFor();
    await details.getByRole('button', { name: 'Plan again' }).click();
    await telescopes.getByRole('button', { name: 'to B, slots 1 to 3, pinned by hand' }).waitFor();
    await page.getByRole('tab', { name: 'Scenario' }).click();
    expect(await text()).toBe(`${REPOINT}pointings: [ { link: A~B, from: 0, to: 2, use: pin } ]\n`);

    await telescopes.getByRole('button', { name: 'to B, slots 1 to 3, pinned by hand' }).click();
    await details.getByRole('button', { name: 'Forbid' }).click();
    await details.getByText('Forbidden by hand in slots 1 to 3.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await details.getByText('Pinned by hand in slots 1 to 2.').waitFor();
    await details.getByRole('button', { name: 'Leave to the plan' }).click();
    await details.getByText('by hand').waitFor({ state: 'hidden' });
    expect(await text()).toBe(REPOINT);
    expect(complaints).toEqual([]);
    await end();
  });
});
