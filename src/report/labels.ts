import {
  type Certificate,
  CHECKED_FAMILIES,
  type CheckedCertificate,
  type CheckedFamily,
  type ConstraintName,
} from '../domain/certificate.ts';
import { FAMILIES } from '../domain/families.ts';
import type { CheckedRecord, RunRecord, ShadowPrice, StorageUse } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { Warning } from '../domain/warning.ts';
import { inSpecStatus } from './calibration-words.ts';
import { nothingDelivered } from './nothing-delivered.ts';
import { formatNumber, formatPairs, formatViolation, highestOf, NONE, slotRanges } from './numbers.ts';

/** The sentences that all reports share, so that terminal and page always say the same. */

export type Tone = 'good' | 'fair' | 'bad';

interface StatusWords {
  readonly tone: Tone;
  /** Two or three words; if nothing is delivered, with the reason. */
  readonly title: string;
  /** What it means for the reader. */
  readonly meaning: string;
}

interface WordsOfStatus extends Pick<StatusWords, 'tone' | 'title'> {
  /** A sentence without its full stop. */
  readonly meaning: string;
  /** How it goes on where there is a bound. */
  readonly ofBound?: string;
}

const STATUS_WORDS: Readonly<Record<RunStatus, WordsOfStatus>> = {
  optimal: { tone: 'good', title: 'Optimal', meaning: 'No plan over the catalogued paths delivers more' },
  'gap-reached': {
    tone: 'good',
    title: 'Gap reached',
    meaning: 'The plan is within the requested gap',
  },
  'time-limit': {
    tone: 'fair',
    title: 'Time limit',
    meaning: 'The search stopped at its time limit',
    ofBound: '; both bounds hold',
  },
  'iteration-limit': {
    tone: 'fair',
    title: 'Iteration limit',
    meaning: 'The search stopped at its iteration limit',
    ofBound: '; both bounds hold',
  },
  completed: {
    tone: 'good',
    title: 'Completed',
    meaning: 'The rule finished. It proves no bound of its own',
    ofBound: '; the bound shown is that of PS-EGR',
  },
  'minimum-rate-missed': {
    tone: 'bad',
    title: 'Minimum rates missed',
    meaning:
      'The rule does not ensure minimum rates, and its plan misses some of them. Bounds on plans that meet them do not apply to it',
  },
  interrupted: {
    tone: 'fair',
    title: 'Interrupted',
    meaning: 'The search was interrupted',
    ofBound: '; both bounds hold',
  },
  infeasible: {
    tone: 'bad',
    title: 'Infeasible',
    meaning: 'The minimum rates cannot all be met, so there is no plan',
  },
  'no-incumbent': {
    tone: 'bad',
    title: 'No plan found',
    meaning: 'The search ended before it found a plan',
    ofBound: '; the outer bound holds',
  },
  numerical: {
    tone: 'bad',
    title: 'Numerical trouble',
    meaning: 'The solver could neither improve the plan nor prove it best',
    ofBound: '; both bounds hold',
  },
};

const SHORTFALL =
  'The minimum rates cannot all be met. The plan misses as little of them as was found, and no bound applies to it';

/** Checks of statements about a plan; all others check the plan itself. */
const OF_WORDS: readonly ConstraintName[] = ['objective', 'catalogue', 'record'];

export function statusWords(record: CheckedRecord): StatusWords {
  const { certificate } = record;
  if (certificate?.status === 'failed') {
    const breaks = certificate.checks.some(
      ({ constraint, maxViolation }) =>
        !OF_WORDS.includes(constraint) && !(maxViolation <= certificate.tolerance),
    );
    return {
      tone: 'bad',
      title: 'Not verified',
      meaning: breaks
        ? 'The plan breaks a constraint of the model: do not use it.'
        : 'The record makes false statements about the plan: do not rely on it.',
    };
  }
  const nothing = nothingDelivered(record);
  if (nothing) return { tone: 'bad', title: nothing.title, meaning: nothing.meaning };
  const { tone, title, meaning: usual, ofBound = '' } = STATUS_WORDS[record.status];
  const hasShortfall = record.status === 'infeasible' && record.plan !== null;
  const meaning = hasShortfall ? SHORTFALL : usual;
  const bound = record.bounds.bound === null ? '' : ofBound;
  return { tone, title, meaning: `${meaning}${bound}.${inSpecStatus(record)}` };
}

/** `1 iteration`. */
export const slotCountWords = (count: number): string => (count === 1 ? '1 slot' : `${count} slots`);

export const iterationWords = (count: number): string =>
  `${formatNumber(count)} ${count === 1 ? 'iteration' : 'iterations'}`;

/** `18.24 pairs/s (365 pairs)`: Σ α y with the corresponding pairs over all slots. */
export const valueWords = (value: number | null, record: RunRecord): string =>
  value === null ? NONE : `${formatNumber(value, 6)} pairs/s (${pairWords(value, record)})`;

/** `365 pairs` for a value of Σ α y; weighted if weights are not all 1. Empty if there is none. */
export function pairWords(value: number | null, { objective, totalPairs, horizon }: RunRecord): string {
  if (value === null) return '';
  const isPlain =
    objective !== null &&
    totalPairs !== null &&
    Math.abs(objective * horizon.slotSeconds - totalPairs) <= 1e-6 * totalPairs;
  return `${formatPairs(value * horizon.slotSeconds)} ${isPlain ? 'pairs' : 'weighted pairs'}`;
}

/** `stations[0]: Graz lies …: exchange them.`, one per warning. */
export const warningWords = (warnings: readonly Warning[]): string[] =>
  warnings.map(({ where, message, hint }) => `${where}: ${message} ${hint}`);

/** For a record that was read and is not checked here, or not yet. */
export function claimedWords({ status, plan }: RunRecord): StatusWords {
  return {
    tone: 'fair',
    title: `Claimed, not verified here: ${wordsOfStatus(status).title.toLowerCase()}`,
    meaning:
      plan === null ? 'There is no plan to verify.' : 'All numbers are taken from the record as they are.',
  };
}

export const wordsOfStatus = (status: RunStatus): Pick<StatusWords, 'tone' | 'title'> => STATUS_WORDS[status];

/** "30 catalogued paths". */
export function cataloguedPaths({ realPaths, virtualPaths }: RunRecord['catalogue']): string {
  const count = realPaths + virtualPaths;
  return `${formatNumber(count)} catalogued ${count === 1 ? 'path' : 'paths'}`;
}

export function certificateWords(certificate: CheckedCertificate | null): string {
  if (certificate === null) return 'no certificate, because there is no plan';
  const bound = BOUND_WORDS[certificate.bound];
  if (certificate.status === 'verified') {
    const missed = certificate.checks.reduce((sum, check) => sum + (check.missed ?? 0), 0);
    const but = missed > 0 ? ` (${formatNumber(missed)} missed minimum rates aside)` : '';
    return `verified${but}, largest violation ${formatViolation(certificate.maxViolation)}; ${bound}`;
  }
  const broken = certificate.checks
    .filter(({ maxViolation }) => !(maxViolation <= certificate.tolerance))
    .map((check) => {
      const place = check.worst === null ? '' : ` at ${check.worst}`;
      return `${check.constraint} by ${formatViolation(check.maxViolation)}${place}`;
    });
  return `failed: ${broken.join('; ') || `violation ${formatViolation(certificate.maxViolation)}`}`;
}

const BOUND_WORDS: Readonly<Record<Certificate['bound'], string>> = {
  rechecked: 'bound rechecked by weak duality',
  'by the solver': 'bound by the solver',
  none: 'no bound',
};

const familyWords = Object.fromEntries(CHECKED_FAMILIES.map((id) => [id, FAMILIES[id].words])) as Record<
  CheckedFamily,
  string
>;

/** What each check of the certificate covers. */
export const CONSTRAINT_WORDS: Readonly<Record<ConstraintName, string>> = {
  C1: 'rates only on selected paths, within their caps',
  C2: 'one path per demand and slot',
  ...familyWords,
  path: 'paths follow existing links',
  fidelity: 'fidelities, and whether they reach their targets',
  cost: 'base pairs per delivered pair',
  objective: 'objective and delivered pairs',
  catalogue: 'cost and rate cap of every catalogued path in every slot',
  record: 'what the run record says about its plan',
};

/** One sentence per price, the highest first. */
export function priceSentences({ links, memories, modes = [] }: RunRecord['prices']): string[] {
  const measured = ({ price, recheckedPrice }: ShadowPrice) =>
    `is worth ${formatNumber(price)} pairs/s (LP dual with the routes fixed; re-solved with +1 %: ${formatNumber(recheckedPrice)})`;
  return [
    ...byPrice(links).map(
      (price) => `One more pair/s on link ${price.where} in slot ${price.slot + 1} ${measured(price)}.`,
    ),
    ...byPrice(memories).map(
      (price) =>
        `Room for one more pair in ${price.where} at the start of slot ${price.slot + 1} ${measured(price)}.`,
    ),
    ...byPrice(modes).map(
      (price) => `One more memory mode in ${price.where} in slot ${price.slot + 1} ${measured(price)}.`,
    ),
  ];
}

/** The highest price first. */
export function byPrice(prices: readonly ShadowPrice[]): ShadowPrice[] {
  return [...prices].sort((a, b) => b.price - a.price || a.slot - b.slot);
}

/** The title for the shortages of a record. */
export const shortageTitle = ({ status }: RunRecord): string =>
  status === 'minimum-rate-missed'
    ? 'Minimum rates that the plan misses'
    : 'Minimum rates that cannot be met';

/** `bern~oslo: slots 3–4, up to 17.5 pairs/s short; no telescope left at sat-1`, one per demand. */
export function shortageWords(shortages: RunRecord['shortages']): string[] {
  return byDemand(shortages).map(([demand, rows]) => {
    const most = highestOf(rows.map(({ missingRate }) => missingRate));
    const busy = [...new Set(rows.flatMap(({ busyTelescopes = [] }) => busyTelescopes))];
    const where = busy.length > 0 ? `; no telescope left at ${busy.join(', ')}` : '';
    return `${demand}: ${slotWords(rows)}, up to ${formatNumber(most)} pairs/s short${where}`;
  });
}

/** `bern~oslo: slot 1`, one per demand. */
export function exemptWords(exempt: RunRecord['exempt']): string[] {
  return byDemand(exempt).map(([demand, rows]) => `${demand}: ${slotWords(rows)}`);
}

function byDemand<Row extends { readonly demand: string; readonly slot: number }>(
  rows: readonly Row[],
): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.demand, [...(groups.get(row.demand) ?? []), row]);
  return [...groups].map(([demand, group]) => [demand, group.sort((a, b) => a.slot - b.slot)]);
}

const slotWords = (rows: readonly { readonly slot: number }[]): string =>
  `${rows.length === 1 ? 'slot' : 'slots'} ${slotRanges(rows.map(({ slot }) => slot))}`;

/** Peak, mean and final number of pairs in a storage node. */
export function storageFigures({ pairs }: StorageUse): { peak: number; mean: number; final: number } {
  const sum = pairs.reduce((total, value) => total + value, 0);
  return { peak: highestOf(pairs), mean: sum / Math.max(1, pairs.length), final: pairs.at(-1) ?? 0 };
}

/** What `clouds.mode: expected` adds to a clear-sky plan. */
export const expectedUnderClouds = (pairs: number): string =>
  `${formatPairs(pairs)} pairs under clouds, if clouds at different stations are independent`;
