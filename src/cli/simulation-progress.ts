import type { SimulationProgress } from '../node/simulation/simulate.ts';
import { percent } from '../report/simulation-words.ts';
import type { Streams } from './streams.ts';

/** When piped, a line is printed after this share of the replications. */
const SHARE = 0.1;

/** One line that updates itself on a terminal; occasional lines when piped. */
export function simulationProgressPrinter(streams: Streams): {
  show(progress: SimulationProgress): void;
  /** Prints a line that stays. */
  note(text: string): void;
  end(): void;
} {
  const live = streams.errIsTerminal;
  let isOpen = false;
  let printed = 0;
  return {
    show({ replications, limit, precision }) {
      const width = precision === null ? '' : `, half-width ${percent(precision)} of the plan`;
      const line = `${replications} of ${limit} replications${width}`;
      if (live) {
        streams.err(`\r\u001b[K${line}`);
        isOpen = true;
        return;
      }
      if (replications < limit && replications / limit < printed + SHARE) return;
      printed = replications / limit;
      streams.err(`${line}\n`);
    },
    note(text) {
      this.end();
      streams.err(`${text}\n`);
    },
    end() {
      if (isOpen) streams.err('\n');
      isOpen = false;
    },
  };
}
