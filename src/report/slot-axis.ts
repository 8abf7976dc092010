import { roundStep, textWidth } from './chart.ts';
import { clockLabels } from './clock-labels.ts';

/** The slots of a horizon. */
export interface Slots {
  readonly slots: number;
  readonly slotSeconds: number;
  /** Start of the first slot, ISO 8601; null without a clock. */
  readonly start: string | null;
}

/** An axis of slots, from 0 at the beginning of the first; ticks are in the middle of slots. */
interface SlotAxis {
  readonly name: string;
  /** Distance from the axis to its name. */
  readonly nameGap: number;
  /** Of all lines of the name. */
  readonly nameHeight: number;
  readonly positions: number[];
  readonly labelAt: (position: number) => string;
}

const LINE_HEIGHT = 15;
const GAP = 11;
const LEAST_TICK_WIDTH = 46;
const LEAST_BETWEEN_TICKS = 12;

/** Width of the widest label, so that neighbouring axes can be kept apart; 0 for numbers alone. */
export function clockWidth(slots: Slots): number {
  if (slots.start === null) return 0;
  const { labels } = clockOf(slots, [0, slots.slots - 1]);
  return Math.max(...labels.flatMap((label) => label.split('\n').map(textWidth)));
}

/** Numbers of slots from 1 and, with a clock, below them when each begins. */
export function slotAxis(slots: Slots, width: number): SlotAxis {
  const tickWidth = Math.max(LEAST_TICK_WIDTH, clockWidth(slots) + LEAST_BETWEEN_TICKS);
  const ticks = slotTicks(slots.slots, Math.max(2, Math.floor(width / tickWidth)));
  const clock = slots.start === null ? null : clockOf(slots, ticks);
  const labels = ticks.map((slot, index) => [slot + 1, ...(clock ? [clock.labels[index]] : [])].join('\n'));
  const name = [`slot (${slots.slotSeconds} s each)`, ...(clock ? [clock.name] : [])];
  const lines = Math.max(1, ...labels.map((label) => label.split('\n').length));
  const labelOf = new Map(ticks.map((slot, index) => [slot, labels[index]!]));
  return {
    name: name.join('\n'),
    nameGap: GAP + lines * LINE_HEIGHT,
    nameHeight: name.length * LINE_HEIGHT,
    positions: ticks.map((slot) => slot + 0.5),
    labelAt: (position) => labelOf.get(Math.round(position - 0.5)) ?? '',
  };
}

function clockOf({ start, slotSeconds }: Slots, ticks: readonly number[]) {
  const startMs = Date.parse(start!);
  const slotMs = 1000 * slotSeconds;
  return clockLabels(
    ticks.map((slot) => startMs + slot * slotMs),
    startMs,
    slotMs,
  );
}

/** Indices of the slots to label: at regular round numbers, plus the first if they are far apart. */
function slotTicks(slots: number, most: number): number[] {
  const rounded = roundStep(slots, most);
  const step = Math.max(1, Number.isInteger(rounded) ? rounded : 2 * rounded);
  const round = Array.from({ length: Math.floor(slots / step) }, (_, index) => (index + 1) * step - 1);
  return step < 5 ? round : [0, ...round];
}
