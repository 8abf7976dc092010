import type { ContactKind } from '../domain/contact-window.ts';
import { lossDb } from '../physics/decibel.ts';
import type { Channel } from './channel.ts';
import { pairRate, recognised } from './contact-yield.ts';
import { KEPT } from './detection.ts';
import { degrees } from './frames.ts';
import type { Sight } from './openings.ts';
import { apartMs, reachOf } from './reach.ts';
import type { Site } from './sites.ts';
import { emptySnapshot, movePositions, moveTo } from './snapshot.ts';
import type { Telescopes } from './telescopes.ts';
import { rangeKm } from './visibility.ts';

/** Two telescopes that a class of links may join, by the indices of their nodes. */
export interface SightLine {
  readonly channel: Channel;
  readonly kind: Extract<ContactKind, 'optical' | 'arm' | 'dual-downlink'>;
  /** The end that the class names first, or the first station of a dual downlink. */
  readonly first: number;
  readonly second: number;
  /** −1 if none. */
  readonly via: number;
}

/**
 * All lines of sight of a scenario: of each class those between nodes that hold pairs; then, for each node without
 * memory, those to each station, and through it between each two.
 */
export function* sightLines(
  channels: readonly Channel[],
  { able, middles }: Telescopes,
): Generator<SightLine> {
  for (const channel of channels) {
    const [upperKind, lowerKind] = [channel.class[0] as 'S' | 'A', channel.class[2] as 'S' | 'A' | 'G'];
    for (const [a, first] of able[upperKind].entries()) {
      const lowers = able[lowerKind].subarray(upperKind === lowerKind ? a + 1 : 0);
      for (const second of lowers) yield { channel, kind: 'optical', first, second, via: -1 };
    }
  }
  for (const channel of channels) {
    if (channel.class !== 'S2G' && channel.class !== 'A2G') continue;
    for (const via of middles[channel.class[0] as 'S' | 'A']) {
      for (const second of able.G) yield { channel, kind: 'arm', first: via, second, via: -1 };
      for (const [a, first] of able.G.entries()) {
        for (const second of able.G.subarray(a + 1)) {
          yield { channel, kind: 'dual-downlink', first, second, via };
        }
      }
    }
  }
}

export const nodesOf = ({ first, second, via }: SightLine): number[] =>
  via < 0 ? [first, second] : [via, first, second];

/** What a line of sight is at one time. */
interface LineBudget {
  readonly rangeKm: number;
  readonly elevationDeg: number | null;
  readonly lossDb: number;
  readonly ratePairsPerSecond: number | null;
  readonly fidelity: number | null;
}

/** Looks along lines of sight at any time; times are Unix times in ms, or ms after slot 0's start without a clock. */
export interface Observer {
  /** Open if the link class allows the geometry; as high as the elevation, or as near as possible without one. */
  sight(line: SightLine, epochMs: number): Sight;
  /** Increases as both ends come closer. */
  nearness(line: SightLine, epochMs: number): number;
  budget(line: SightLine, epochMs: number): LineBudget;
}

export function observer(sites: readonly Site[], startMs: number | null): Observer {
  const snapshot = emptySnapshot(sites);
  const secondsOf = (epochMs: number): number => (epochMs - (startMs ?? 0)) / 1000;
  const arms = ({ first, second, via }: SightLine): readonly (readonly [upper: number, lower: number])[] =>
    via < 0
      ? [[first, second]]
      : [
          [via, first],
          [via, second],
        ];
  const place = (line: SightLine, epochMs: number): void =>
    movePositions(snapshot, sites, startMs, secondsOf(epochMs), nodesOf(line));
  const rangeOf = (line: SightLine): number =>
    arms(line).reduce((sum, [upper, lower]) => sum + rangeKm(snapshot, upper, lower), 0);
  const sineOf = (line: SightLine): number =>
    Math.min(...arms(line).map(([upper, lower]) => line.channel.elevationSine!(snapshot, upper, lower)));

  const reaches = sites.map(reachOf);

  return {
    sight(line, epochMs) {
      const { channel } = line;
      place(line, epochMs);
      const apart = arms(line).map(([upper, lower]) =>
        apartMs(channel, reaches[upper]!, reaches[lower]!, rangeKm(snapshot, upper, lower)),
      );
      return {
        isOpen: arms(line).every(([upper, lower]) => channel.cut(snapshot, upper, lower) === 0),
        height: isLevel(line) ? -rangeOf(line) : sineOf(line),
        closedMs: Math.max(...apart),
      };
    },
    nearness(line, epochMs) {
      place(line, epochMs);
      return -rangeOf(line);
    },
    budget(line, epochMs) {
      const { channel } = line;
      moveTo(snapshot, sites, startMs, secondsOf(epochMs), nodesOf(line));
      const [one, other] = arms(line).map(([upper, lower]) => ({
        efficiency: channel.efficiency(snapshot, upper, lower),
        background: channel.background(snapshot, upper, lower),
      }));
      const geometry = {
        rangeKm: rangeOf(line),
        elevationDeg: channel.elevationSine === null ? null : degrees(Math.asin(Math.min(1, sineOf(line)))),
        lossDb: lossDb(one!.efficiency) + (other ? lossDb(other.efficiency) : 0),
      };
      if (line.kind === 'arm') return { ...geometry, ratePairsPerSecond: null, fidelity: null };
      const { first, second } = line;
      const [from, to] = other ? [one!, other] : [KEPT, one!];
      return {
        ...geometry,
        lossDb: geometry.lossDb + lossDb(recognised(channel, from, to, first, second)),
        ratePairsPerSecond: pairRate(channel, from, to, first, second),
        fidelity: channel.fidelity(from, to, first, second),
      };
    },
  };
}

/** Whether no end of a line stands below the other, so that it is best where it is shortest. */
const isLevel = ({ channel }: SightLine): boolean => channel.class === 'S2S' || channel.class === 'A2A';
