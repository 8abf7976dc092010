import type { RunRecord } from '../domain/run-record.ts';
import type { ScheduledPointing } from '../domain/schedule.ts';

/** What one telescope does over the horizon. */
interface TelescopeUse {
  readonly node: string;
  readonly telescope: number;
  readonly pointings: readonly ScheduledPointing[];
  /** Shares of the horizon. */
  readonly carrying: number;
  readonly acquiring: number;
  readonly idle: number;
  readonly pairs: number;
}

/** The telescopes that the plan uses, in the order of nodes and numbers. */
export function telescopeUses({
  schedule = [],
  horizon,
}: Pick<RunRecord, 'schedule' | 'horizon'>): TelescopeUse[] {
  const { slots, slotSeconds } = horizon;
  const byTelescope = new Map<string, ScheduledPointing[]>();
  for (const pointing of schedule) {
    const key = JSON.stringify([pointing.node, pointing.telescope]);
    byTelescope.set(key, [...(byTelescope.get(key) ?? []), pointing]);
  }
  const nodes = [...new Set(schedule.map(({ node }) => node))];
  return [...byTelescope.values()]
    .map((pointings): TelescopeUse => {
      const { node, telescope } = pointings[0]!;
      const shareOf = (seconds: (pointing: ScheduledPointing) => number) =>
        pointings.reduce((sum, pointing) => sum + seconds(pointing), 0) / (slots * slotSeconds);
      const carrying = shareOf(({ carryingSeconds }) => carryingSeconds);
      const acquiring = shareOf(
        ({ from, to, acquiredAtSeconds }) => (acquiredAtSeconds ?? to * slotSeconds) - from * slotSeconds,
      );
      return {
        node,
        telescope,
        pointings,
        carrying,
        acquiring,
        idle: Math.max(0, 1 - carrying - acquiring),
        pairs: pointings.reduce((sum, { pairs }) => sum + pairs, 0),
      };
    })
    .sort((a, b) => nodes.indexOf(a.node) - nodes.indexOf(b.node) || a.telescope - b.telescope);
}

/** `12 slews of 5 telescopes on 3 nodes`; null if the plan points none. */
export function slewWords(record: Pick<RunRecord, 'schedule' | 'horizon'>): string | null {
  if (record.schedule === undefined) return null;
  const uses = telescopeUses(record);
  const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const slews = counted(record.schedule.length, 'slew');
  return `${slews} of ${counted(uses.length, 'telescope')} on ${counted(new Set(uses.map(({ node }) => node)).size, 'node')}`;
}
