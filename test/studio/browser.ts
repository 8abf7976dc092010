import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../scripts/chromium.ts';
import { type ServedFile, startStudioServer } from '../../src/node/studio-server.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper } from '../../src/scenario/generate-paper.ts';

export const launchBrowser = async (...more: string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Only this host: the page has everything that it needs.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ...more,
    ],
  });

interface Visit {
  readonly page: Page;
  /** Requests to other hosts, and errors of the console. */
  readonly complaints: string[];
  end(): Promise<void>;
}

/** The studio in its own page, with a text to open. */
export async function visit(
  browser: Browser,
  open: readonly ServedFile[] | null,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const server = await startStudioServer(open ? { open } : {});
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const complaints: string[] = [];
  const origin = new URL(server.url).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('blob:'))
      complaints.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.url);
  await page.getByRole('tab', { name: 'Scenario' }).waitFor();
  return {
    page,
    complaints,
    async end() {
      await context.close();
      await server.close();
    },
  };
}

/** A scenario that is quick to plan: a fibre, a detour, and a memory in between. */
export const SMALL = `satqn: 1
name: three towns
horizon: { start: "2026-01-01T00:00:00Z", slots: 6, slotSeconds: 60 }
stations:
  - { id: Bern, latitudeDeg: 46.95, longitudeDeg: 7.44, optical: false }
  - { id: Basel, latitudeDeg: 47.56, longitudeDeg: 7.59, optical: false }
  - { id: Zug, latitudeDeg: 47.17, longitudeDeg: 8.52, optical: false }
links:
  - { ends: [Bern, Zug], capacity: [0, 100, 0, 100, 0, 100], fidelity: 0.97 }
  - { ends: [Zug, Basel], capacity: [100, 0, 100, 100, 0, 100], fidelity: 0.97 }
  - { ends: [Bern, Basel], capacity: [0, 0, 0, 40, 0, 40], fidelity: 0.6 }
storage:
  nodes: [ { node: Bern, capacity: 5000 }, { node: Zug, capacity: 5000 } ]
demands:
  - { source: Bern, destination: Basel, fidelityTarget: 0.9, weight: 2 }
  - { source: Zug, destination: Basel, fidelityTarget: 0.9 }
`;

export const small = (): ServedFile[] => [{ name: 'towns.yaml', text: SMALL }];

/** Takes minutes to plan, so that there is something to stop. */
export const LARGE = formatScenario(
  generatePaper({
    seed: 1,
    satellites: 4,
    haps: 4,
    stations: 20,
    pairs: 10,
    slots: 20,
    paths: 5,
    virtualPaths: 5,
  }),
);
export const large = (): ServedFile[] => [{ name: 'large.yaml', text: LARGE }];

/** Plans the open scenario and waits for the end. */
export async function planIt(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Plan' }).click();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await page.getByText('The plan is ready.').waitFor();
}
