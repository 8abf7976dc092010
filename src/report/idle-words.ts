import { IDLE_REASONS, type IdleReason, type IdleSlot } from '../domain/idle-reason.ts';
import type { DemandSummary, RunRecord } from '../domain/run-record.ts';
import { slotRanges } from './numbers.ts';

/** `daylight, or paths.maximumHops (11 hops needed, 10 allowed)`: each of them would do to lift. */
export const reasonWords = (idle: Pick<IdleSlot, 'reasons' | 'hops'>): string => wordsOfAlike([idle]);

/** Of slots with the same reasons: `paths.maximumHops (11–14 hops needed, 10 allowed)`. */
function wordsOfAlike(alike: readonly Pick<IdleSlot, 'reasons' | 'hops'>[]): string {
  const needed = alike.flatMap(({ hops }) => hops?.needed ?? []).toSorted((a, b) => a - b);
  const [least, most] = [needed[0], needed.at(-1)];
  const range = least === most ? `${least}` : `${least}–${most}`;
  const hops = least === undefined ? '' : ` (${range} hops needed, ${alike[0]!.hops?.allowed} allowed)`;
  return alike[0]!.reasons
    .map((reason) => (reason === 'maximumHops' ? nameOfReason(reason) + hops : nameOfReason(reason)))
    .join(', or ');
}

/** Keys of the catalogue by their place in the scenario. */
export const nameOfReason = (reason: IdleReason): string => (reason in KEYS ? `paths.${reason}` : reason);
const KEYS = { maximumHops: true, realPaths: true, virtualPaths: true } satisfies Partial<
  Record<IdleReason, true>
>;

/** `1–3, 7: no contact; 9: better used elsewhere`, in the order of the reasons; empty where every slot is served. */
export function idleWords({ idleSlots }: DemandSummary): string {
  const groups = new Map<string, IdleSlot[]>();
  for (const idle of idleSlots) {
    const rank = idle.reasons
      .map((reason) => String.fromCharCode(65 + IDLE_REASONS.indexOf(reason)))
      .join('');
    const group = groups.get(rank);
    if (group) group.push(idle);
    else groups.set(rank, [idle]);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, alike]) => `${slotRanges(alike.map(({ slot }) => slot))}: ${wordsOfAlike(alike)}`)
    .join('; ');
}

/** What each reason means, and what to change. */
export const REASON_WORDS: Readonly<Record<IdleReason, string>> = {
  terminal: 'The terminals went to other links; raise maximumTerminals where they are short.',
  daylight:
    'Telescopes on the ground are closed by day (nightOnly); set it to false for the class of the link, or plan for the night.',
  cloud: 'Clouds stand over a station (clouds.mode: draw); add a station under another sky.',
  elevation: 'A satellite or platform stands too low; lower minimumElevationDeg of the class of the link.',
  range: 'The ends of a link are too far apart; raise maximumRangeKm of its class.',
  maximumHops:
    'Usable paths are longer than the catalogue takes; raise paths.maximumHops to the hops needed.',
  realPaths: 'Usable paths come after those that the catalogue takes; raise paths.realPaths.',
  virtualPaths:
    'Usable paths over stored pairs come after those that the catalogue takes; raise paths.virtualPaths.',
  'fidelity target':
    'There are paths, but none that purification brings to the fidelity target; lower fidelityTarget, or make the links better.',
  acquisition:
    'Contacts are over before they are acquired; shorten acquisitionSeconds, or take shorter slots.',
  scheme:
    'There are usable paths, and the scheme leaves them out: by the nodes that relay in it, by storing nothing, or by its rule; plan by PS-EGR, which takes them all.',
  'several limits': 'No limit alone keeps the ends apart: lift two or more of those above together.',
  'no contact':
    'Nothing would join the ends, even with all of these limits lifted; add satellites, platforms, stations or fibres.',
  'not examined': 'Too many slots are without service to look for the reason in each; plan a part of them.',
  'no usable path has residual capacity or stock':
    'Other demands or the stores use up what its paths need; raise capacities, or its weight.',
  'better used elsewhere': 'A path has room, but its links, pairs or memories are worth more in another use.',
  'not planned yet': 'A path has room, and the search ended before it was put to use; give it more time.',
};

/** `daylight: Telescopes …`, one for every reason that occurs, in the order of the reasons. */
export function remedyLines({ demands }: Pick<RunRecord, 'demands'>): string[] {
  const found = new Set(demands.flatMap(({ idleSlots }) => idleSlots.flatMap(({ reasons }) => reasons)));
  return IDLE_REASONS.filter((reason) => found.has(reason)).map(
    (reason) => `${nameOfReason(reason)}: ${REASON_WORDS[reason]}`,
  );
}
