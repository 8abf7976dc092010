import type { CalibrationEvent } from '../planning/simulation/calibrate.ts';
import { activityWords } from '../report/activity-words.ts';
import { roundWords } from '../report/calibration-words.ts';
import { formatGap, formatNumber, formatSeconds, NONE } from '../report/numbers.ts';
import type { Streams } from './streams.ts';

const STAGES = {
  topology: 'Building the network of every slot',
  catalogue: 'Listing real and virtual paths',
  'first plan': 'Making a first plan',
  relaxation: 'Solving the LP relaxation',
  search: 'Searching',
  finishing: 'Checking the plan and its prices',
  contacts: 'Searching for windows of contact',
  simulating: 'Simulating the plan',
} as const;

/** What a search is working at changes often; it is shown this often at most. */
const ACTIVITY_SECONDS = 0.2;

/** After this many seconds, users get a line of progress even if lines are rare. */
const PATIENCE_SECONDS = 10;

/** Progress of a search for windows. */
interface ContactsProgress {
  readonly kind: 'stage';
  readonly stage: 'contacts';
  readonly share: number;
}

interface PrinterOptions {
  /** Prints nothing about stages shorter than {@link PATIENCE_SECONDS}. */
  readonly patient?: boolean;
  /** Seconds since some fixed moment. */
  readonly now?: () => number;
}

/** Prints one line that updates itself on a terminal; when piped, a new line whenever the gap has halved. */
export function progressPrinter(
  streams: Streams,
  { patient = false, now = () => performance.now() / 1000 }: PrinterOptions = {},
): {
  show(event: CalibrationEvent | ContactsProgress): void;
  /** Sets the title of the following lines. */
  title(text: string): void;
  /** Prints a line that stays. */
  note(text: string): void;
  end(): void;
} {
  const live = streams.errIsTerminal;
  let isOpen = false;
  let printedGap = Number.POSITIVE_INFINITY;
  let printedAt = now();
  /** The current stage and when it began. */
  let stage: { readonly name: string; readonly since: number } | null = null;
  const print = (line: string) => {
    printedAt = now();
    // A line that wraps could not be replaced by the next.
    const width = streams.errColumns?.() || Number.POSITIVE_INFINITY;
    streams.err(live ? `\r\u001b[K${line.slice(0, Math.max(0, width - 1))}` : `${line}\n`);
    isOpen = live;
  };
  /** Of a search: where it stands, and what it is working at. */
  let standing = '';
  let activity = '';
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
      const isSimulating = event.kind === 'simulating';
      if (event.kind === 'stage' || isSimulating) {
        const name = isSimulating ? 'simulating' : event.stage;
        if (stage?.name !== name) stage = { name, since: now() };
        const isNew = event.share === 0 && !patient;
        if (isNew || (live && !patient) || now() - printedAt >= PATIENCE_SECONDS) {
          print(`${STAGES[name]} …${shareWords(event.share, now() - stage.since)}`);
        }
        activity = '';
      }
      if (event.kind === 'activity') {
        activity = `  ${activityWords(event)}`;
        if (live && !patient && now() - printedAt >= ACTIVITY_SECONDS) print(standing + activity);
      }
      if (event.kind === 'trouble') note(event.text);
      if (event.kind === 'round') {
        printedGap = Number.POSITIVE_INFINITY;
        note(roundWords(event));
      }
      // Its check is followed by progress, which a pipe gets in any case.
      if (event.kind === 'built' && live) {
        const { objective, bound } = event;
        standing = `First plan  best ${shown(objective)}  bound ${shown(bound)}`;
        print(`${standing}  being checked`);
      }
      if (event.kind !== 'progress') return;
      const gap = event.relativeGap ?? Number.POSITIVE_INFINITY;
      if (!live && gap > printedGap / 2 && gap !== 0) return;
      printedGap = gap;
      standing =
        `${event.seconds.toFixed(1)} s  iteration ${event.iteration}  ` +
        `best ${shown(event.incumbent)}  bound ${shown(event.bound)}  gap ${event.relativeGap === null ? NONE : formatGap(event.relativeGap)}`;
      print(live ? standing + activity : standing);
    },
    end() {
      if (isOpen) streams.err('\n');
      isOpen = false;
    },
  };
}

/** ` 12 %, about 3 min left`, as soon as it can be estimated. */
function shareWords(share: number, seconds: number): string {
  if (share === 0) return '';
  const left = seconds >= PATIENCE_SECONDS ? (seconds * (1 - share)) / share : 0;
  const time = left >= 1 ? `, about ${left < 120 ? `${Math.ceil(left)} s` : formatSeconds(left)} left` : '';
  return ` ${Math.round(100 * share)} %${time}`;
}

const shown = (value: number | null): string => formatNumber(value, 6);
