import { proxy } from 'comlink';
import type { InputIssue } from '../../src/base/errors.ts';
import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { holdsElements } from '../../src/scenario/element-notation.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { baseName, type Companions } from '../worker/companions.ts';
import { LONGEST_RECORD, LONGEST_TEXT } from '../worker/limits.ts';
import { checkShown } from './checking.ts';
import { remember, turn } from './history.ts';
import type { Kept } from './keep.ts';
import { dismissPlanner } from './planner.ts';
import { withReader } from './reader.ts';
import { change, current, type DocumentVersion, EMPTY_NETWORK, IDLE_RUN, NO_COMPARISON } from './store.ts';

/** A file that was dropped, chosen or served. */
interface TextFile {
  readonly name: string;
  readonly text: string;
}

export const EXAMPLES = [
  {
    name: 'eurasia',
    title: 'Vienna to Beijing',
    about: '48 satellites, 3 platforms, 15 stations, 24 minutes',
  },
  {
    name: 'paper',
    title: "The paper's setting",
    about: '2 satellites, 2 platforms, 12 stations without places',
  },
  { name: 'drones', title: 'Drones over a test field', about: '3 drones, 4 stations within a kilometre' },
  { name: 'micius-2016', title: 'Micius, December 2016', about: 'one satellite without memory, 3 stations' },
] as const;

const EXAMPLE_TEXTS = import.meta.glob<string>('../../examples/*.yaml', { query: '?raw', import: 'default' });

export async function openExample(name: string): Promise<void> {
  const load = EXAMPLE_TEXTS[`../../examples/${name}.yaml`];
  if (!load) return;
  await openFiles([{ name: `${name}.yaml`, text: await load() }]);
}

/**
 * Opens a scenario, with the element files that it names, or a run record; of a file of another format, offers the
 * scenario that it becomes.
 */
export async function openFiles(files: readonly TextFile[]): Promise<void> {
  const main =
    files.find(isScenario) ??
    files.find(({ name, text }) => /\.json$/i.test(name) && !holdsElements(text)) ??
    files[0];
  if (!main) return;
  if (looksLikeRecord(main.text)) return openRecord(main);
  if (looksLikeComparison(main.text)) {
    const message = 'This is a comparison of schemes and contains no plans.';
    const hint = 'Open its scenario and compare here, or open the run.json of satqn plan --scheme.';
    return refuse(main.name, [{ path: '', message, hint }]);
  }
  if (main.text.length <= LONGEST_TEXT && !isScenario(main)) return offerImport(main);
  const companions = files.filter((file) => file !== main).map(({ name, text }) => [baseName(name), text]);
  return openScenario(main, Object.fromEntries(companions));
}

/** Opens a text as a scenario, whatever its mistakes. */
async function openScenario(main: TextFile, companions: Companions): Promise<void> {
  if (main.text.length > LONGEST_TEXT) {
    const millions = (main.text.length / 1e6).toFixed(0);
    const message = `The text has ${millions} million characters; the editor takes ${LONGEST_TEXT / 1e6}.`;
    const hint = 'Plan it on the command line and open its run.json here.';
    return refuse(main.name, [{ path: '', message, hint }]);
  }
  remember('changed');
  showDocument({ text: main.text, file: nextFile(), fileName: main.name, companions, run: IDLE_RUN });
  await readText();
}

/** Shows what was kept of an earlier visit. */
export async function reopen({ document, run, compare, panel }: Kept): Promise<void> {
  showDocument({ ...document, file: nextFile(), run: { ...IDLE_RUN, ...run } });
  change('compare', { ...NO_COMPARISON, ...compare });
  change('view', { panel });
  await readText();
}

async function offerImport({ name, text }: TextFile): Promise<void> {
  const answer = await withReader((reader) => reader.importNetwork(text, name));
  if (!answer.ok) return refuse(name, answer.issues);
  change('view', { offered: { ...answer.value, fileName: name } });
}

/** Ends the offer of an import; what is agreed to is opened as a scenario of its own. */
export async function settleImport(isAgreed: boolean): Promise<void> {
  const { offered } = current().view;
  change('view', { offered: null });
  if (!offered || !isAgreed) return;
  const name = `${baseName(offered.fileName).replace(/\.[^.]*$/, '')}.yaml`;
  await openScenario({ name, text: offered.text }, {});
}

let opened = 0;
const nextFile = (): number => ++opened;

/** Puts another document in the place of the one that is shown. A search that is under way is of the old one, and ends. */
function showDocument(version: DocumentVersion): void {
  const { run, ...written } = version;
  if (current().run.phase !== 'idle' || current().compare.phase !== 'idle') dismissPlanner();
  change('document', {
    ...written,
    issues: [],
    unread: true,
    scenario: null,
    hash: null,
    refused: [],
  });
  change('network', EMPTY_NETWORK);
  // What it had found by then is kept.
  change('run', { ...run, phase: 'idle', stage: '', share: null });
  void checkShown();
  change('compare', NO_COMPARISON);
  change('view', {
    seconds: 0,
    playing: false,
    demand: null,
    highlight: { hovered: null, selected: null },
    editing: false,
    draft: null,
  });
}

/** Takes the last change of the scenario back, or makes it again. */
export async function step(direction: 'back' | 'forth'): Promise<void> {
  const version = turn(direction);
  if (!version) return;
  if (version.file === current().document.file) change('document', { text: version.text, unread: true });
  else showDocument(version);
  await readText();
}

/** Reads the text as it stands; where it is valid, its network is built and shown. */
export async function readText(): Promise<void> {
  const { text, fileName, companions } = current().document;
  const answer = await withReader((reader) =>
    reader.readScenario(text, fileName || 'the scenario', companions),
  );
  // Typed on in the meantime: what was read is of no interest any more.
  if (current().document.text !== text) return;
  change('document', { unread: false, issues: answer.ok ? [] : answer.issues });
  if (answer.ok) await adopt(answer.value.scenario, answer.value.hash);
}

async function openRecord(file: TextFile): Promise<void> {
  if (file.text.length > LONGEST_RECORD) {
    return refuse(file.name, [{ path: '', message: 'The run record is too large for a browser.', hint: '' }]);
  }
  const answer = await withReader((reader) => reader.readRecord(file.text, file.name));
  if (!answer.ok) return refuse(file.name, answer.issues);
  const { record, scenario, hash, text } = answer.value;
  const fileName = `${record.scenario.name}.yaml`;
  remember('changed');
  showDocument({ text, file: nextFile(), fileName, companions: {}, run: IDLE_RUN });
  change('document', { unread: false });
  change('run', { ...IDLE_RUN, record, sourceHash: hash });
  change('view', { panel: 'results', demand: record.demands[0]?.demand ?? null });
  void checkShown();
  await adopt(scenario, hash);
}

/** What is open stays open, and what is looked at is still looked at. */
export function refuse(name: string, issues: readonly InputIssue[]): void {
  change('document', { refused: issues.map((issue) => ({ ...issue, file: name })) });
}

/** @param sourceHash of the scenario in the editor that it was made of */
export function showRecord(record: CheckedRecord, sourceHash: string | null): void {
  change('run', { ...IDLE_RUN, record, checked: record, sourceHash });
  const { demand } = current().view;
  if (!record.demands.some((row) => row.demand === demand)) {
    change('view', { demand: record.demands[0]?.demand ?? null });
  }
}

let adopted = 0;

/** Makes a valid scenario the one that is shown. */
async function adopt(scenario: Scenario, hash: string): Promise<void> {
  const { document } = current();
  if (document.hash === hash && document.scenario) return;
  const isFirst = document.scenario === null;
  const round = ++adopted;
  const isCurrent = () => round === adopted;
  change('document', { scenario, hash });
  const end = scenario.horizon.slots * scenario.horizon.slotSeconds;
  const { seconds, demand } = current().view;
  const demands = scenario.demands.map(({ id }) => id!);
  change('view', {
    seconds: Math.min(seconds, end - 1e-6),
    demand: demand !== null && demands.includes(demand) ? demand : (demands[0] ?? null),
  });
  change('network', { building: 0, issues: [], budgets: new Map() });
  const ephemeris = await withReader((reader) => reader.ephemeris(scenario));
  if (!isCurrent()) return;
  if (!ephemeris.ok) return change('network', { ...EMPTY_NETWORK, issues: ephemeris.issues });
  const hasPlaces = ephemeris.value.positions.some(Number.isFinite);
  // Until the new network is there the old one fits only if the nodes are the same.
  const nodesBefore = current()
    .network.ephemeris?.nodes.map(({ id }) => id)
    .join('\n');
  const sameNodes = nodesBefore === ephemeris.value.nodes.map(({ id }) => id).join('\n');
  change('network', { ephemeris: ephemeris.value, ...(sameNodes ? {} : { topology: null }) });
  if (isFirst) onFirstSight(hasPlaces);
  const topology = await withReader((reader) =>
    reader.network(
      scenario,
      proxy((share: number) => {
        // The last word of the builder may come after its answer.
        if (isCurrent() && current().network.building !== null) change('network', { building: share });
      }),
    ),
  );
  if (!isCurrent()) return;
  change(
    'network',
    topology.ok
      ? { topology: topology.value, building: null, budgets: new Map() }
      : { topology: null, building: null, issues: topology.issues },
  );
}

let onFirstSight: (hasPlaces: boolean) => void = () => {};
/** What to do when a newly opened scenario is first seen: choose a view and look there. */
export function whenFirstSeen(listener: (hasPlaces: boolean) => void): void {
  onFirstSight = listener;
}

/** YAML is always one, so that its mistakes are shown at their lines. */
const isScenario = ({ name, text }: TextFile): boolean =>
  /\.ya?ml$/i.test(name) || /(?:^|[\s{,"'])satqn["']?\s*:/.test(text);
/** Also where another program has put its keys in another order. */
const looksLikeRecord = (text: string): boolean =>
  /^\s*\{/.test(text) && /"satqn"\s*:\s*\{\s*"(record|version)"\s*:/.test(text);
/** Those of before 0.2.0 named no version. */
const looksLikeComparison = (text: string): boolean =>
  /^\s*\{\s*"(satqn"\s*:\s*\{\s*"comparison|scenario"\s*:\s*\{\s*"name)"/.test(text) &&
  text.includes('"relaxationBound"');
