import type { ContactWindow } from '../domain/contact-window.ts';
import { capacityAsRate } from '../domain/network.ts';
import { lossDb } from '../physics/decibel.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type FixedLink, fixedLinks } from './fixed-links.ts';
import { momentOf } from './moment.ts';
import { startMilliseconds } from './satellites.ts';
import type { Site } from './sites.ts';

/** A link that does not depend on positions, and its windows in order of time. */
interface FixedContacts {
  readonly ends: readonly [string, string];
  readonly windows: () => Generator<ContactWindow>;
}

/** Stated links, open in the slots that they are given for, then fibres, which never close. */
export function fixedContacts(scenario: Scenario, sites: readonly Site[]): readonly FixedContacts[] {
  return fixedLinks(scenario, sites).map((fixed) => {
    const glass =
      fixed.link.kind === 'fibre'
        ? { rangeKm: fixed.lengthKm, lossDb: lossDb(fixed.efficiency) }
        : { rangeKm: null, lossDb: null };
    return { ends: fixed.link.ends, windows: () => windowsOf(scenario, fixed, glass) };
  });
}

function* windowsOf(
  scenario: Scenario,
  fixed: FixedLink,
  glass: Pick<ContactWindow, 'rangeKm' | 'lossDb'>,
): Generator<ContactWindow> {
  const { capacityUnit, horizon } = scenario;
  const { slots, slotSeconds, start } = horizon;
  const { id, ends, class: linkClass, kind } = fixed.link;
  const startMs = start === undefined ? null : startMilliseconds(scenario);
  for (const { from, to, best } of runsOf(fixed, slots)) {
    const [begin, end] = [from * slotSeconds, to * slotSeconds].map((seconds) => momentOf(startMs, seconds));
    yield {
      first: ends[0],
      second: ends[1],
      via: null,
      class: linkClass,
      kind: kind === 'fibre' ? 'fibre' : 'explicit',
      link: id,
      startSeconds: begin!.seconds,
      startUtc: begin!.utc,
      startIs: from === 0 ? 'horizon' : 'slot',
      peakSeconds: null,
      peakUtc: null,
      peakIs: null,
      endSeconds: end!.seconds,
      endUtc: end!.utc,
      endIs: to === slots ? 'horizon' : 'slot',
      durationSeconds: (to - from) * slotSeconds,
      rangeKm: glass.rangeKm,
      elevationDeg: null,
      lossDb: glass.lossDb,
      ratePairsPerSecond: capacityAsRate(fixed.capacity(best), { capacityUnit, slotSeconds }),
      fidelity: fixed.fidelity(best),
      daylightSeconds: 0,
    };
  }
}

/** Successive slots in which a link exists, from the first to before the last, and that of its greatest capacity. */
function* runsOf({ capacity }: FixedLink, slots: number) {
  let [from, best] = [-1, -1];
  for (let slot = 0; slot <= slots; slot += 1) {
    const isOpen = slot < slots && capacity(slot) > 0;
    if (isOpen && from < 0) [from, best] = [slot, slot];
    if (isOpen && capacity(slot) > capacity(best)) best = slot;
    if (!isOpen && from >= 0) {
      yield { from, to: slot, best };
      from = -1;
    }
  }
}
