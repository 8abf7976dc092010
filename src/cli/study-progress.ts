import { formatSeconds } from '../report/numbers.ts';
import type { StudyProgress } from '../services/run-study.ts';
import type { Streams } from './streams.ts';

const BAR_WIDTH = 24;
/** When piped, a line is printed at the beginning, at the end, and after this share of the jobs. */
const SHARE = 0.05;

/** A bar that updates itself on a terminal; occasional lines when piped. */
export function studyProgressPrinter(streams: Streams): {
  show(progress: StudyProgress): void;
  /** Prints a line that stays. */
  note(text: string): void;
  end(): void;
} {
  const live = streams.errIsTerminal;
  let isOpen = false;
  let printed = Number.NEGATIVE_INFINITY;
  const end = () => {
    if (isOpen) streams.err('\n');
    isOpen = false;
  };
  return {
    show(progress) {
      const { done, failed, total } = progress;
      const share = (done + failed) / total;
      if (live) {
        streams.err(`\r\u001b[K${bar(share)} ${line(progress)}`);
        isOpen = true;
        return;
      }
      if (share === printed || (share < printed + SHARE && share < 1)) return;
      printed = share;
      streams.err(`${line(progress)}\n`);
    },
    note(text) {
      end();
      streams.err(`${text}\n`);
    },
    end,
  };
}

function bar(share: number): string {
  const full = Math.floor(BAR_WIDTH * share);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}`;
}

function line({ done, failed, running, workers, total, now, seconds }: StudyProgress): string {
  const left = total - done - failed;
  const rest = Math.ceil((left * seconds) / now);
  const time = left > 0 && now > 0 ? `, about ${rest < 120 ? `${rest} s` : formatSeconds(rest)} left` : '';
  const place = workers === 0 ? '' : ` on ${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  return `${done} of ${total} done, ${running} running${place}, ${failed} failed${time}`;
}
