/** What margins did to a plan, in the words that terminal, page and studio share. */
import {
  type AskedHardware,
  type Calibration,
  type CalibrationEnd,
  type Kept,
  shareOf,
} from '../domain/margins.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { formatNumber, formatPairs } from './numbers.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const asPercent = (share: number): string => `${formatNumber(100 * share)} %`;

const pairsWithin = ({ inSpecPairs, halfWidth }: Kept): string =>
  `${formatPairs(inSpecPairs)} pairs${halfWidth === null ? '' : ` ± ${formatPairs(halfWidth)}`}`;

/** One round of a calibration; round 0 is the plan without margins. */
export function roundWords({ round, kept }: { readonly round: number; readonly kept: Kept | null }): string {
  const plan = round === 0 ? 'Without margins' : `Margins, round ${round}`;
  if (kept === null) return `${plan}: no plan that meets the minimum rates; the next ones are less tight`;
  if (kept.plannedPairs === 0) return `${plan}: nothing is left to deliver; the next ones are less tight`;
  return `${plan}: ${percent(shareOf(kept))} in spec, ${pairsWithin(kept)}; planned are ${formatPairs(kept.plannedPairs)}`;
}

/** The options that ask a simulation for the same hardware; empty if none was asked for. */
function hardwareFlags({ coherenceSeconds, swapSuccess, relayBuffer }: AskedHardware): string {
  const flags = {
    'coherence-seconds': coherenceSeconds,
    'swap-success': swapSuccess,
    'relay-buffer': relayBuffer,
  };
  return Object.entries(flags)
    .flatMap(([name, value]) => (value === null ? [] : [`--${name} ${value}`]))
    .join(' ');
}

const OTHER_ENDS: Readonly<Record<Exclude<CalibrationEnd, 'reached'>, string>> = {
  rounds: 'no round of margins gave a better plan with as many pairs in spec',
  'kept-before': 'plans with margins have fewer pairs in spec, so the plan without is kept',
  'no-plan': 'with tighter margins no plan was found that meets the minimum rates',
  'nothing-left': 'with tighter margins nothing is left to deliver, so the plan without is kept',
  interrupted: 'the run was interrupted',
};

/** Continues the status of a run: how far its pairs are in spec, and if they are not, why. */
export function inSpecStatus({ calibration }: Pick<RunRecord, 'calibration'>): string {
  if (!calibration) return '';
  const { ended, asked, after } = calibration;
  const found = `${percent(shareOf(after))} of its pairs are in spec when simulated`;
  return ended === 'reached'
    ? ` ${capital(found)}; ${asPercent(asked.share)} were asked for.`
    : ` Only ${found}, not ${asPercent(asked.share)} as asked: ${OTHER_ENDS[ended]}.`;
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

/** What the margins of a plan bring and cost, and how to simulate it under the same conditions. */
export function calibrationSentences({ calibration }: Pick<RunRecord, 'calibration'>): string[] {
  if (!calibration) return [];
  const { asked, before, after, rounds } = calibration;
  const flags = hardwareFlags(asked);
  const same = flags === '' ? 'as the scenario states it' : `with ${flags}`;
  const found = (kept: Kept) =>
    `${percent(shareOf(kept))} in spec, ${pairsWithin(kept)} of ${formatPairs(kept.plannedPairs)}`;
  const tried = `${formatNumber(rounds)} ${rounds === 1 ? 'round' : 'rounds'} of margins`;
  const isWithout = after.inSpecPairs === before.inSpecPairs && after.plannedPairs === before.plannedPairs;
  const beside = isWithout
    ? [
        `Without margins: ${found(after)} planned.`,
        ...(rounds === 0 ? [] : [`After ${tried}, this plan is kept: none of theirs is better.`]),
      ]
    : [
        `Before: ${found(before)} that are planned without margins.`,
        `After ${tried}: ${found(after)} planned.`,
      ];
  return [
    ...beside,
    ...costWords(calibration),
    `Hardware is simulated ${same}${flags === '' ? '' : `; to see more, write satqn simulate RUN ${flags}`}.`,
  ];
}

function costWords({ before, after }: Calibration): string[] {
  const planned = after.plannedPairs - before.plannedPairs;
  if (before.plannedPairs === 0 || planned === 0) return [];
  const inSpec = after.inSpecPairs - before.inSpecPairs;
  const change = (pairs: number) => `${formatPairs(Math.abs(pairs))} pairs ${pairs < 0 ? 'fewer' : 'more'}`;
  const cost =
    planned < 0
      ? `The margins cost ${percent(-planned / before.plannedPairs)} of the planned pairs (${change(planned)})`
      : `Planned are ${change(planned)}`;
  return [`${cost}; in spec are ${change(inSpec)}.`];
}

/** How the hardware of a simulation differs from the one that the plan keeps margins for; null if it does not. */
export function otherHardware(record: RunRecord, simulated: AskedHardware): string | null {
  const { calibration } = record;
  if (!calibration) return null;
  const [made, here] = [hardwareFlags(calibration.asked), hardwareFlags(simulated)];
  const margins = `This plan keeps margins for ${asPercent(calibration.asked.share)} in spec with`;
  return made === here
    ? `${margins} this hardware.`
    : `${margins} other hardware; to ask for the same: satqn simulate RUN ${made}`.trimEnd();
}
