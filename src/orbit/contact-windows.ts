import { InputError } from '../base/errors.ts';
import type { ContactWindow } from '../domain/contact-window.ts';
import type { NetworkNode } from '../domain/network.ts';
import type { Warning } from '../domain/warning.ts';
import { didYouMean } from '../scenario/nearest.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { channelsOf } from './channel.ts';
import { noRemarks } from './elements/element-set.ts';
import { fixedContacts } from './fixed-windows.ts';
import { type LineSearch, lineWindows } from './line-windows.ts';
import { contactNotes, contactWarnings } from './notes.ts';
import { endOfSearch } from './passes.ts';
import { startMilliseconds } from './satellites.ts';
import { lostTimesOf } from './search-times.ts';
import { observer, sightLines } from './sight-lines.ts';
import { resolveSites, type Site } from './sites.ts';
import { telescopesOf } from './telescopes.ts';
import { refuseContradictions } from './topology.ts';

export interface ContactOptions {
  /** Only the windows between these two nodes. */
  readonly between?: readonly [string, string];
  /** Told after every pair of telescopes, unless there are only two nodes. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ContactSearch {
  readonly nodes: readonly NetworkNode[];
  /** Names of the nodes without memory that links pass through. */
  readonly middles: readonly string[];
  /** How many lines of sight, stated links and fibres there are to look at. */
  readonly count: number;
  readonly notes: readonly string[];
  readonly warnings: readonly Warning[];
  /**
   * Searches: stated links, fibres, then lines of sight by class and nodes, each in order of time; between two given
   * nodes, all in the order in which they begin. Its memory does not grow with the number of windows.
   */
  readonly windows: () => Generator<ContactWindow>;
}

/**
 * Every window in which two nodes of a scenario are in contact during its horizon, as its link classes allow the
 * geometry: range, elevation, line of sight. Clouds, terminals and acquisition close none; daylight is told with each.
 *
 * @throws InputError for malformed elements, unknown node names and whatever else the scenario alone does not reveal
 */
export function contactWindows(scenario: Scenario, options: ContactOptions = {}): ContactSearch {
  const { between, onProgress = () => {} } = options;
  const remarks = noRemarks();
  const sites = resolveSites(scenario, remarks);
  refuseContradictions(scenario, sites);
  if (between) refuseUnknownPair(sites, between);
  const { slots, slotSeconds, start } = scenario.horizon;
  const startMs = start === undefined ? null : startMilliseconds(scenario);
  const [fromMs, toMs] = [startMs ?? 0, (startMs ?? 0) + 1000 * slots * slotSeconds];
  const lost = lostTimesOf(sites, fromMs, toMs);
  const channels = channelsOf(scenario, sites);
  const telescopes = telescopesOf(sites);
  const isWanted = (first: string, second: string): boolean =>
    between === undefined || (first !== second && between.includes(first) && between.includes(second));
  const lines = function* () {
    for (const line of sightLines(channels, telescopes)) {
      if (isWanted(sites[line.first]!.id, sites[line.second]!.id)) yield line;
    }
  };
  const search: LineSearch = {
    sites,
    observe: observer(sites, startMs),
    startMs,
    fromMs,
    toMs,
    untilMs: (node) => endOfSearch(lost.get(node) ?? [], toMs),
  };
  const fixed = fixedContacts(scenario, sites).filter(({ ends }) => isWanted(...ends));
  const lineCount = countOf(lines());

  function* byLink(): Generator<ContactWindow> {
    for (const { windows } of fixed) yield* windows();
    let done = 0;
    for (const line of lines()) {
      yield* lineWindows(search, line);
      done += 1;
      onProgress(done, lineCount);
    }
  }
  const byTime = () =>
    inOrder([
      ...fixed.map(({ windows }) => windows()),
      ...Array.from(lines(), (line) => lineWindows(search, line)),
    ]);
  return {
    nodes: sites.map(({ id, kind }) => ({ id, kind })),
    middles: sites.flatMap(({ id, memory }) => (memory ? [] : [id])),
    count: lineCount + fixed.length,
    notes: [...remarks.notes, ...contactNotes(scenario, sites, startMs)],
    warnings: [...remarks.warnings, ...contactWarnings(scenario, sites, startMs, lost)],
    windows: between ? byTime : byLink,
  };
}

function refuseUnknownPair(sites: readonly Site[], between: readonly [string, string]): void {
  const known = new Set(sites.map(({ id }) => id));
  const issues = between
    .filter((name) => !known.has(name))
    .map((name) => ({
      path: 'between',
      message: `There is no node '${name}'.`,
      hint: didYouMean(name, known, 'Nodes are listed under nodes, stations, platforms and satellites.'),
    }));
  if (issues.length === 0 && between[0] === between[1]) {
    const message = `Both nodes are '${between[0]}'.`;
    issues.push({ path: 'between', message, hint: 'Name two different nodes.' });
  }
  if (issues.length > 0) throw new InputError(issues);
}

function countOf(items: Iterable<unknown>): number {
  let count = 0;
  for (const _ of items) count += 1;
  return count;
}

/** Merges sequences, each in the order in which its windows begin. */
function* inOrder(sequences: readonly Generator<ContactWindow>[]): Generator<ContactWindow> {
  const heads = sequences.flatMap((sequence) => {
    const { value, done } = sequence.next();
    return done ? [] : [{ window: value, sequence }];
  });
  while (heads.length > 0) {
    const soonest = heads.reduce((a, b) => (b.window.startSeconds < a.window.startSeconds ? b : a));
    yield soonest.window;
    const { value, done } = soonest.sequence.next();
    if (done) heads.splice(heads.indexOf(soonest), 1);
    else soonest.window = value;
  }
}
