/** Refuses what would not fit into memory, before it is built, with a way out. */
import { InputError } from '../base/errors.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { Layout } from '../model/layout.ts';
import { programSize } from '../model/size.ts';
import { estimateTopologySize } from '../orbit/size.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Environment } from './environment.ts';
import { estimateSize, type SizeEstimate, sampleNetwork } from './size.ts';

/** Without a look at any slot, a network is estimated to within this factor. */
const UNCERTAINTY = 2;

/**
 * Refuses a network that would take long to look at even in a few slots.
 * @throws InputError if it is sure not to fit into memory
 */
export function refuseHopelessNetwork(scenario: Scenario, limitBytes: number): void {
  const network = estimateTopologySize(scenario);
  if (network.bytes <= UNCERTAINTY * limitBytes) return;
  refuseAbove(limitBytes, network.bytes, {
    path: 'horizon',
    what: `The network of ${network.nodes} nodes and up to ${network.candidateLinks} links in ${network.slots} slots`,
    hint: 'Use fewer or longer slots, fewer satellites, or a smaller maximumRangeKm.',
  });
}

/** @throws InputError if network, paths and what a plan takes beside them would not fit into memory */
export function refuseLargePlan(
  scenario: Scenario,
  { memoryLimitBytes, moreMemory }: Pick<Environment, 'memoryLimitBytes' | 'moreMemory'>,
  schemes: readonly SchemeName[],
): void {
  const { slots } = scenario.horizon;
  const size = sizeOfFirst(slots, scenario, schemes);
  const { bytes, columns } = size.of(slots);
  if (bytes <= memoryLimitBytes) return;
  const fitting = fittingSlots(scenario, memoryLimitBytes, schemes, size);
  const more = moreMemory?.(bytes) ?? null;
  refuseAbove(memoryLimitBytes, bytes, {
    path: 'horizon',
    what: `A plan of ${inWords(slots)} slots, with ${size.storagePairs} storage pairs and about ${inWords(twoDigits(columns))} paths counted slot by slot,`,
    hint: [
      fitting > 0
        ? `Use fewer or longer slots (${inWords(fitting)} would fit), fewer paths`
        : 'Use far fewer slots, fewer paths',
      ...(size.storagePairs > 0 ? ['list the storage pairs that matter'] : []),
      ...(more === null ? [] : [more]),
    ]
      .join(', or ')
      .concat('.'),
  });
}

/**
 * @param way how the hint begins
 * @throws InputError if the program of all slots would not fit into memory
 */
export function refuseWholeProgram(layout: Layout, limitBytes: number, way: string): void {
  const { columns, bytes } = programSize(layout);
  refuseAbove(limitBytes, bytes, {
    path: 'paths',
    what: `The program of all ${layout.problem.topology.slotCount} slots, with ${columns} columns,`,
    hint: `${way} fewer or longer slots, fewer storage pairs, or fewer sub-paths.`,
  });
}

function sizeOfFirst(slots: number, scenario: Scenario, schemes: readonly SchemeName[]): SizeEstimate {
  const beginning = { ...scenario, horizon: { ...scenario.horizon, slots } };
  return estimateSize(beginning, sampleNetwork(beginning), schemes);
}

/** Where there are fewer slots, others are looked at, so a number may have to be corrected. */
const MOST_TURNS = 4;

/** So many first slots fit by an estimate of their own; 0 if no such number is found. */
function fittingSlots(
  scenario: Scenario,
  limitBytes: number,
  schemes: readonly SchemeName[],
  size: SizeEstimate,
): number {
  let { slots } = scenario.horizon;
  let { of } = size;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    slots = twoDigits(largestWithin(slots, (fewer) => of(fewer).bytes <= limitBytes));
    if (slots === 0) return 0;
    of = sizeOfFirst(slots, scenario, schemes).of;
    if (of(slots).bytes <= limitBytes) return slots;
  }
  return 0;
}

/** The largest whole number below `beyond` that fits, where all smaller ones do, too; 0 if none does. */
function largestWithin(beyond: number, fits: (amount: number) => boolean): number {
  let [within, above] = [0, beyond];
  while (above - within > 1) {
    const middle = Math.floor((within + above) / 2);
    if (fits(middle)) within = middle;
    else above = middle;
  }
  return within;
}

/** Rounded down to two digits, since it is an estimate. */
function twoDigits(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1);
  return unit * Math.floor(amount / unit);
}

const inWords = (amount: number): string => amount.toLocaleString('en-GB');

function refuseAbove(
  limitBytes: number,
  bytes: number,
  { path, what, hint }: { path: string; what: string; hint: string },
): void {
  if (bytes <= limitBytes) return;
  const gibibytes = (amount: number) => `${(amount / 2 ** 30).toFixed(1)} GiB`;
  const message = `${what} needs about ${gibibytes(bytes)}; only ${gibibytes(limitBytes)} are available.`;
  throw new InputError([{ path, message, hint }]);
}
