import { IDLE_REASONS, type IdleReason, type IdleSlot } from '../domain/idle-reason.ts';
import type { DemandSummary, RunRecord } from '../domain/run-record.ts';
import { slotRanges } from './numbers.ts';

/** `daylight, or paths.maximumHops (11 hops needed, 10 allowed)`: lifting any one of them would help. */
export const reasonWords = (idle: Pick<IdleSlot, 'reasons' | 'hops'>): string => wordsOfAlike([idle]);

/** For slots with the same reasons: `paths.maximumHops (11–14 hops needed, 10 allowed)`. */
function wordsOfAlike(alike: readonly Pick<IdleSlot, 'reasons' | 'hops'>[]): string {
  const needed = alike.flatMap(({ hops }) => hops?.needed ?? []).toSorted((a, b) => a - b);
  const [least, most] = [needed[0], needed.at(-1)];
  const range = least === most ? `${least}` : `${least}–${most}`;
  const hops = least === undefined ? '' : ` (${range} hops needed, ${alike[0]!.hops?.allowed} allowed)`;
  return alike[0]!.reasons
    .map((reason) => (reason === 'maximumHops' ? nameOfReason(reason) + hops : nameOfReason(reason)))
    .join(', or ');
}

/** Keys of the catalogue are named by their path in the scenario. */
export const nameOfReason = (reason: IdleReason): string => (reason in KEYS ? `paths.${reason}` : reason);
const KEYS = { maximumHops: true, realPaths: true, virtualPaths: true } satisfies Partial<
  Record<IdleReason, true>
>;

/** `1–3, 7: no contact; 9: better used elsewhere`, in the order of the reasons; empty if every slot is served. */
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
  terminal:
    'All terminals were taken by stronger links; remove pointing: strongest-first, or raise maximumTerminals where there are too few.',
  daylight:
    'Telescopes on the ground are closed by day (nightOnly); set it to false for this link class, or plan for the night.',
  cloud: 'Clouds cover a station (clouds.mode: draw); add a station elsewhere.',
  elevation: 'A satellite or platform is too low in the sky; lower minimumElevationDeg of the link class.',
  range: 'The ends of a link are too far apart; raise maximumRangeKm of its class.',
  maximumHops:
    'Usable paths have more hops than the catalogue allows; raise paths.maximumHops to the number needed.',
  realPaths:
    'Usable paths rank below those in the catalogue; raise paths.realPaths, or paths.pointingPool where the plan points telescopes.',
  virtualPaths: 'Usable paths over stored pairs rank below those in the catalogue; raise paths.virtualPaths.',
  'fidelity target':
    'There are paths, but purification brings none of them to the fidelity target; lower fidelityTarget, or improve the links.',
  acquisition:
    'Acquisition has taken up the whole contact so far; reduce acquisitionSeconds, or use shorter slots.',
  coherence:
    'Halves age too much while they wait for heralds, partners and news; raise hardware.coherenceSeconds, or shorten the paths.',
  messages:
    'In that slot, no link in contact and no classical way joins the nodes of its paths, so results of swaps do not arrive; add classical.relay or classical.links.',
  latency:
    'Its paths may be used only after maximumLatencySeconds of the demand; raise it, or shorten the paths.',
  scheme:
    'There are usable paths, but the scheme excludes them: they relay over nodes it does not use, need storage, or break its rule. PS-EGR allows them all.',
  'several limits': 'No single limit is the cause: lift two or more of them together.',
  'no contact':
    'Nothing connects the ends, even without these limits; add satellites, platforms, stations or fibres.',
  'not examined': 'Too many slots are without service to find the reason for each; plan fewer slots.',
  'no terminal':
    'A path has room, but the telescopes of a node on it point elsewhere; raise maximumTerminals there, or the weight of the demand.',
  acquiring:
    'A path has room, but its telescopes pointed elsewhere until shortly before; raise maximumTerminals, or reduce acquisitionSeconds.',
  'forbidden by hand':
    'A path has room, but pointings forbids that telescopes point along it in this slot; remove that entry if it is no longer needed.',
  'no usable path has residual capacity or stock':
    'Other demands, or filling the memories, use up what its paths need of links, stocks or memory modes; raise these, or the weight of the demand.',
  'better used elsewhere': 'A path has room, but its links, pairs or memories are worth more elsewhere.',
  'not planned yet': 'A path has room, but the search ended before using it; allow more time.',
};

/** `daylight: Telescopes …`, one for every reason that occurs, in the order of the reasons. */
export function remedyLines({ demands }: Pick<RunRecord, 'demands'>): string[] {
  const found = new Set(demands.flatMap(({ idleSlots }) => idleSlots.flatMap(({ reasons }) => reasons)));
  return IDLE_REASONS.filter((reason) => found.has(reason)).map(
    (reason) => `${nameOfReason(reason)}: ${REASON_WORDS[reason]}`,
  );
}
