import type { ContactWindow, WindowEnd, WindowStart } from '../domain/contact-window.ts';
import { daylightSeconds } from './daylight.ts';
import { zenith } from './frames.ts';
import { momentOf, tenths } from './moment.ts';
import { type Opening, openings, TOLERANCE_MS } from './openings.ts';
import { searchTimes } from './search-times.ts';
import { nodesOf, type Observer, type SightLine } from './sight-lines.ts';
import type { Site } from './sites.ts';

/** Where and when to search; Unix times in ms, or ms after the start of slot 0 without a clock. */
export interface LineSearch {
  readonly sites: readonly Site[];
  readonly observe: Observer;
  readonly startMs: number | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Where the elements of a node end, at most `toMs`. */
  readonly untilMs: (node: number) => number;
}

/** The windows of one line of sight, in order of time. */
export function* lineWindows(search: LineSearch, line: SightLine): Generator<ContactWindow> {
  const { sites, observe, startMs, fromMs, untilMs } = search;
  const nodes = nodesOf(line);
  const endMs = Math.min(...nodes.map(untilMs));
  if (endMs <= fromMs) return;
  const moving = nodes.map((node) => sites[node]!);
  const found = openings(
    searchTimes(moving, startMs, fromMs, endMs),
    (epochMs) => observe.sight(line, epochMs),
    Number.isFinite(line.channel.maximumRangeKm) ? (epochMs) => observe.nearness(line, epochMs) : null,
  );
  for (const opening of found) yield windowOf(search, line, opening);
}

function windowOf(search: LineSearch, line: SightLine, opening: Opening): ContactWindow {
  const { sites, observe, startMs, fromMs } = search;
  const { first, second, via, channel, kind } = line;
  const at = (epochMs: number) => momentOf(startMs, (epochMs - fromMs) / 1000);
  const { peakMs, peakIs } = peakOf(search, line, opening);
  const [start, peak, end] = [at(opening.fromMs), at(peakMs), at(opening.toMs)];
  return {
    first: sites[first]!.id,
    second: sites[second]!.id,
    via: via < 0 ? null : sites[via]!.id,
    class: channel.class,
    kind,
    link: null,
    startSeconds: start.seconds,
    startUtc: start.utc,
    startIs: startOf(opening),
    peakSeconds: peak.seconds,
    peakUtc: peak.utc,
    peakIs,
    endSeconds: end.seconds,
    endUtc: end.utc,
    endIs: endOf(opening, search.toMs),
    durationSeconds: tenths(end.seconds - start.seconds),
    ...observe.budget(line, peakMs),
    daylightSeconds: tenths(daylightIn(search, line, opening)),
  };
}

/** Where nothing is known, there is no height. */
function startOf({ before }: Opening): WindowStart {
  if (before === null) return 'horizon';
  return Number.isNaN(before.height) ? 'elements' : 'rise';
}

function endOf({ after, toMs }: Opening, horizonMs: number): WindowEnd {
  if (after === null) return toMs === horizonMs ? 'horizon' : 'elements';
  return Number.isNaN(after.height) ? 'elements' : 'set';
}

/** Heights that agree to nine digits are a tie. */
const TIE = 1e-9;

/** The highest time of a window, which may be at an end of it; the start counts if the height never changes. */
function peakOf({ observe }: LineSearch, line: SightLine, { fromMs, toMs, top, before, after }: Opening) {
  const middleMs = (fromMs + toMs) / 2;
  // A crossing is known to half the tolerance, so it may lie outside.
  const startMs = before === null ? fromMs : Math.min(fromMs + TOLERANCE_MS, middleMs);
  const endMs = after === null ? toMs : Math.max(toMs - TOLERANCE_MS, middleMs);
  const candidates = [
    { peakMs: startMs, peakIs: 'start' },
    { peakMs: top.timeMs, peakIs: 'culmination' },
    { peakMs: endMs, peakIs: 'end' },
  ] as const;
  const heights = candidates.map(({ peakMs }) => observe.sight(line, peakMs).height);
  let best = 0;
  heights.forEach((height, index) => {
    if (height - heights[best]! > TIE * Math.abs(height)) best = index;
  });
  const { peakMs, peakIs } = candidates[best]!;
  const isAtEnd = top.timeMs === toMs && peakIs === 'culmination';
  return { peakMs, peakIs: isAtEnd ? ('end' as const) : peakIs };
}

function daylightIn({ sites, startMs }: LineSearch, line: SightLine, { fromMs, toMs }: Opening): number {
  if (!line.channel.nightOnly || startMs === null) return 0;
  const zeniths = nodesOf(line).flatMap((node) => {
    const { kind, motion } = sites[node]!;
    return kind === 'ground' && motion?.kind === 'fixed' ? [zenith(motion.place)] : [];
  });
  return daylightSeconds(zeniths, fromMs, toMs);
}
