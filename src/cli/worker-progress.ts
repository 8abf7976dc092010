import type { WorkerCount } from '../node/queue/redis-worker.ts';
import type { Streams } from './streams.ts';

/** A line that updates itself on a terminal; only what stays when piped. */
export function workerProgressPrinter(streams: Streams): {
  show(count: WorkerCount): void;
  /** Prints a line that stays. */
  note(text: string): void;
  end(): void;
} {
  let isOpen = false;
  const end = () => {
    if (isOpen) streams.err('\n');
    isOpen = false;
  };
  return {
    show({ running, done, failed }) {
      if (!streams.errIsTerminal) return;
      streams.err(`\r\u001b[K${running} running, ${done} done, ${failed} failed`);
      isOpen = true;
    },
    note(text) {
      end();
      streams.err(`${text}\n`);
    },
    end,
  };
}
