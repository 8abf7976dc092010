import type { PlanEvent } from '../app/plan.ts';
import { formatNumber } from '../report/numbers.ts';
import type { Streams } from './streams.ts';

const STAGES = {
  topology: 'Building the network of every slot',
  catalogue: 'Listing real and virtual paths',
  relaxation: 'Solving the LP relaxation',
  search: 'Searching',
  finishing: 'Checking the plan and its prices',
} as const;

/** One line that renews itself on a terminal; a line whenever the gap has halved when piped. */
export function progressPrinter(streams: Streams): {
  show(event: PlanEvent): void;
  /** What the lines to come are about. */
  title(text: string): void;
  /** A line that stays. */
  note(text: string): void;
  end(): void;
} {
  const live = streams.errIsTerminal;
  let isOpen = false;
  let printedGap = Number.POSITIVE_INFINITY;
  const print = (line: string) => {
    streams.err(live ? `\r\u001b[K${line}` : `${line}\n`);
    isOpen = live;
  };
  const note = (text: string) => {
    if (isOpen) streams.err('\n');
    isOpen = false;
    streams.err(`${text}\n`);
  };
  return {
    note,
    title(text) {
      printedGap = Number.POSITIVE_INFINITY;
      note(text);
    },
    show(event) {
      if (event.kind === 'stage' && (live || event.share === 0)) {
        const share = event.share > 0 ? ` ${Math.round(100 * event.share)} %` : '';
        print(`${STAGES[event.stage]} …${share}`);
      }
      if (event.kind === 'trouble') note(event.text);
      if (event.kind !== 'progress') return;
      const gap = event.relativeGap ?? Number.POSITIVE_INFINITY;
      if (!live && gap > printedGap / 2 && gap !== 0) return;
      printedGap = gap;
      print(
        `${event.seconds.toFixed(1)} s  iteration ${event.iteration}  ` +
          `best ${shown(event.incumbent)}  bound ${shown(event.bound)}  gap ${percent(event.relativeGap)}`,
      );
    },
    end() {
      if (isOpen) streams.err('\n');
      isOpen = false;
    },
  };
}

const shown = (value: number | null): string => formatNumber(value, 6);
const percent = (gap: number | null): string => (gap === null ? '–' : `${(gap * 100).toPrecision(3)} %`);
