import type { SimulationProgress } from '../node/simulation/simulate.ts';
import { percent } from '../report/simulation-words.ts';
import type { Streams } from './streams.ts';

/** When piped, a line is printed once a half-width is known, and then after this share of the replications, or this time. */
const SHARE = 0.1;
const PATIENCE_SECONDS = 10;

/** One line that updates itself on a terminal; occasional lines when piped. */
export function simulationProgressPrinter(
  streams: Streams,
  now: () => number = () => performance.now() / 1000,
): {
  show(progress: SimulationProgress): void;
  /** Prints a line that stays. */
  note(text: string): void;
  end(): void;
} {
  const live = streams.errIsTerminal;
  let isOpen = false;
  let printed = 0;
  let printedAt = now();
  let isWidthKnown = false;
  return {
    show({ replications, limit, precision }) {
      const width = precision === null ? '' : `, half-width ${percent(precision)} of the plan`;
      const line = `${replications} of ${limit} replications${width}`;
      if (live) {
        streams.err(`\r\u001b[K${line}`);
        isOpen = true;
        return;
      }
      const isTold = isWidthKnown === (precision !== null) && replications < limit;
      if (isTold && replications / limit < printed + SHARE && now() - printedAt < PATIENCE_SECONDS) return;
      printed = replications / limit;
      printedAt = now();
      isWidthKnown = precision !== null;
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
