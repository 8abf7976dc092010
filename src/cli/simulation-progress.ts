import type { Engine } from '../domain/simulation.ts';
import type { SimulationProgress } from '../node/simulation/simulate.ts';
import type { PreparedSimulation } from '../planning/simulation/prepare-simulation.ts';
import { formatCount, formatSpan } from '../report/numbers.ts';
import { percent } from '../report/simulation-words.ts';
import type { Streams } from './streams.ts';

/** When piped, a line is printed once a half-width is known, and then after this share of the replications, or this time. */
const SHARE = 0.1;
const PATIENCE_SECONDS = 10;

/** From so many seconds on, people want to know beforehand. */
const LONG_SECONDS = 10;

/** How long a simulation takes, in a sentence; null if that is not worth telling. */
export function effortWords(
  { arrivals, secondsPerReplication }: PreparedSimulation['effort'],
  {
    engine,
    replications,
    workers,
  }: { readonly engine: Engine; readonly replications: number; readonly workers: number },
): string | null {
  const seconds = (secondsPerReplication * replications) / Math.min(workers, replications);
  if (seconds < LONG_SECONDS) return null;
  const done = engine === 'batch' ? 'counted by slot' : 'followed one by one';
  const made =
    replications === 1 ? 'one replication takes' : `${formatCount(replications)} replications take`;
  return `About ${formatCount(arrivals)} arrivals in each replication are ${done}: ${made} about ${formatSpan(Math.round(seconds))}.`;
}

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
