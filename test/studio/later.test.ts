import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, planIt, small, visit } from './browser.ts';

const choose = (page: Page, ...files: readonly { readonly name: string; readonly text: string }[]) =>
  page
    .locator('input[type=file]')
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: '', buffer: Buffer.from(text) })));

const PASS = {
  name: 'pass.yaml',
  text: `satqn: 1
name: one pass
horizon: { start: "2016-12-18T17:00:00Z", slots: 2, slotSeconds: 60 }
satellites: [ { omm: { file: qss.xml } } ]
stations: [ { id: a, latitudeDeg: 40, longitudeDeg: 100 }, { id: b, latitudeDeg: 38, longitudeDeg: 100 } ]
links: [ { ends: [a, b], capacity: 10, fidelity: 0.97 } ]
demands: [ { source: a, destination: b } ]
`,
};
const VALUES = {
  OBJECT_NAME: 'QSS',
  OBJECT_ID: '2016-051A',
  CENTER_NAME: 'EARTH',
  REF_FRAME: 'TEME',
  TIME_SYSTEM: 'UTC',
  MEAN_ELEMENT_THEORY: 'SGP4',
  EPOCH: '2016-12-18T21:38:11.355',
  MEAN_MOTION: '15.23915303',
  ECCENTRICITY: '.0013200',
  INCLINATION: '97.3699',
  RA_OF_ASC_NODE: '267.4500',
  ARG_OF_PERICENTER: '178.5836',
  MEAN_ANOMALY: '246.0824',
  EPHEMERIS_TYPE: '0',
  CLASSIFICATION_TYPE: 'U',
  NORAD_CAT_ID: '41731',
  ELEMENT_SET_NO: '999',
  REV_AT_EPOCH: '1906',
  BSTAR: '.000017957',
  MEAN_MOTION_DOT: '.00000364',
  MEAN_MOTION_DDOT: '0',
};
const leaves = Object.entries(VALUES).map(([keyword, value]) => `<${keyword}>${value}</${keyword}>`);
const ELEMENTS = { name: 'qss.xml', text: `<ndm><omm>${leaves.join('\n')}</omm></ndm>` };
const GRAPH = {
  name: 'towns.graphml',
  text: `<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="Latitude" attr.type="double"/>
  <key id="d1" for="node" attr.name="Longitude" attr.type="double"/>
  <graph edgedefault="undirected">
    <node id="Bern"><data key="d0">46.95</data><data key="d1">7.44</data></node>
    <node id="Zug"><data key="d0">47.17</data><data key="d1">8.52</data></node>
    <edge source="Bern" target="Zug"/>
  </graph>
</graphml>`,
};

describe('what the studio loads only when it is needed', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 120_000);
  afterAll(() => browser?.close());

  it('is there for elements in XML, at the reader and at the planner, and for a network in XML', async () => {
    const { page, complaints, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    await choose(page, PASS, ELEMENTS);
    await page.getByLabel(/^Globe: 1 satellites/).waitFor();
    await planIt(page);
    await choose(page, GRAPH);
    await page.getByRole('dialog').getByText('It was read as GraphML.').waitFor();
    expect(complaints).toEqual([]);
    await end();
  }, 120_000);

  it('says if it could not be loaded, and works after a reload', async () => {
    const { page, end } = await visit(browser, small());
    await page.getByText('No errors.').waitFor();
    const code = /\/compare-panel-[^/]*\.js$/;
    await page.route(code, (route) => route.abort());
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page
      .getByRole('alert')
      .getByText(/could not be loaded/)
      .waitFor();
    await page.unroute(code);
    await page.reload();
    await page.getByRole('tab', { name: 'Compare' }).click();
    await page.getByRole('button', { name: 'Compare', exact: true }).waitFor();
    await end();
  }, 120_000);
});
