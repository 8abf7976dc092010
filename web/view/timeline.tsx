import { useMemo } from 'react';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRate, highestOf } from '../../src/report/numbers.ts';
import { pathWords } from '../../src/report/timeline.ts';
import { MEANS_WORDS, type Row, type Stretch, timelineRows } from '../model/timeline.ts';
import { barHeight, drawTimeline } from '../model/timeline-drawing.ts';
import { change, useStudio } from '../state/store.ts';
import { SaveButtons } from './save-buttons.tsx';
import { useSlot } from './use-slot.ts';

/** One row a demand: by what it is served when, and how high its rate is. */
export function Timeline({ record }: { readonly record: RunRecord }) {
  const rows = useMemo(() => timelineRows(record), [record]);
  const { slots, slotSeconds } = record.horizon;
  const seconds = useStudio(({ view }) => view.seconds);
  const highest = highestOf(rows.flatMap(({ rates }) => rates));
  const present = new Set(rows.flatMap(({ stretches }) => stretches.map(({ means }) => means)));
  return (
    <div className="timeline">
      <div className="timeline-rows">
        {rows.map((row) => (
          <TimelineRow key={row.demand} row={row} slots={slots} slotSeconds={slotSeconds} highest={highest} />
        ))}
        <div className="timeline-axis" aria-hidden="true">
          <span />
          <div className="playhead">
            <i style={{ left: `${(100 * seconds) / (slots * slotSeconds)}%` }} />
          </div>
        </div>
      </div>
      <p className="timeline-key">
        {(['satellite', 'aerial', 'ground', 'stored'] as const)
          .filter((means) => present.has(means))
          .map((means) => (
            <span key={means}>
              <i data-means={means} /> {MEANS_WORDS[means]}
            </span>
          ))}
        {present.has(null) && (
          <span>
            <i data-means="none" /> not served
          </span>
        )}
        {highest > 0 && <span className="faint">Height: rate, up to {formatRate(highest)} pairs/s</span>}
        <SaveButtons drawing={() => drawTimeline(record)} />
      </p>
    </div>
  );
}

function TimelineRow({
  row,
  slots,
  slotSeconds,
  highest,
}: {
  readonly row: Row;
  readonly slots: number;
  readonly slotSeconds: number;
  readonly highest: number;
}) {
  const chosen = useStudio(({ view }) => view.demand === row.demand);
  const slot = useSlot();
  const go = (event: React.MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const at = Math.min(slots - 1, Math.max(0, Math.floor(share * slots)));
    change('view', { demand: row.demand, seconds: (at + 0.5) * slotSeconds, playing: false });
  };
  const now = row.stretches.find(({ from, to }) => slot >= from && slot < to);
  return (
    <div className="timeline-row" data-chosen={chosen || undefined}>
      <button
        type="button"
        className="text-button"
        aria-pressed={chosen}
        onClick={() => change('view', { demand: row.demand })}
        title={row.demand}
      >
        {row.demand}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the slider and the buttons do the same with keys. */}
      <svg
        viewBox={`0 0 ${slots} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${row.demand}, slot ${slot + 1}: ${stretchWords(now, row.rates[slot] ?? 0)}`}
        onClick={go}
      >
        <rect className="timeline-ground" x="0" y="0" width={slots} height="1" />
        {row.stretches.map((stretch) => (
          <g key={stretch.from}>
            <title>{stretchTitle(stretch)}</title>
            {stretch.means === null ? (
              <rect
                className="idle"
                x={stretch.from}
                y="0.86"
                width={stretch.to - stretch.from}
                height="0.14"
              />
            ) : (
              <path data-means={stretch.means} d={areaOf(stretch, row.rates, highest)} />
            )}
            <rect className="touch" x={stretch.from} y="0" width={stretch.to - stretch.from} height="1" />
          </g>
        ))}
        <rect className="now" x={slot} y="0" width="1" height="1" />
      </svg>
    </div>
  );
}

/** Steps as high as the rates, from the ground of the row. */
function areaOf({ from, to }: Stretch, rates: readonly number[], highest: number): string {
  const steps = Array.from({ length: to - from }, (_, index) => {
    return `L${from + index} ${1 - barHeight(rates[from + index] ?? 0, highest)}H${from + index + 1}`;
  });
  return `M${from} 1${steps.join('')}V1Z`;
}

const slotsOf = ({ from, to }: Stretch): string =>
  to - from === 1 ? `Slot ${from + 1}` : `Slots ${from + 1} to ${to}`;

function stretchTitle(stretch: Stretch): string {
  const route = stretch.routes[0];
  if (!route || stretch.means === null) return `${slotsOf(stretch)}: ${stretch.idle ?? 'no path'}`;
  return `${slotsOf(stretch)}, ${MEANS_WORDS[stretch.means]}\n${pathWords(route)}`;
}

function stretchWords(stretch: Stretch | undefined, rate: number): string {
  if (!stretch || stretch.means === null) return stretch?.idle ?? 'no path';
  const through = stretch.through.length > 0 ? ` over ${stretch.through.join(', ')}` : '';
  return `${formatRate(rate)} pairs/s ${MEANS_WORDS[stretch.means]}${through}`;
}
