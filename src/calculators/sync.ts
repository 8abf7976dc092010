import * as z from 'zod';
import { bestWindow } from '../physics/coincidence-window.ts';
import { capturedFraction } from '../physics/synchronisation.ts';
import { checkInput } from '../scenario/check-input.ts';
import type { Finding } from '../scenario/issue.ts';
import { amount, nonNegative, positive, probability } from '../scenario/schema/values.ts';
import type { Calculator } from './calculator.ts';
import { efficiency, frequencyMhz } from './hardware-values.ts';
import { valuesOf } from './words.ts';

const LONGEST_NS = 1e9;

const question = z.strictObject({
  windowNs: positive.max(LONGEST_NS),
  sigmaNs: nonNegative.max(LONGEST_NS),
  offsetNs: z.number().min(-LONGEST_NS).max(LONGEST_NS).default(0),
  sourceMhz: frequencyMhz.optional(),
  efficiencies: z.array(efficiency).length(2).optional(),
  noisePerSecond: z.array(amount).length(2).optional(),
  werner: probability.optional(),
});

interface SyncAnswer {
  /** Share of true coincidences inside the window. */
  readonly captured: number;
  /** The window that gives most key, null if none gives any; absent without a source. */
  readonly bestWindowNs?: number | null;
  /** Key rate of the best window. */
  readonly keyBitsPerSecond?: number;
}

export const sync: Calculator<z.input<typeof question>, SyncAnswer> = {
  name: 'sync',
  title: 'compute what jitter and offset of clocks cost, and the best coincidence window',
  question,
  options: {
    windowNs: { value: 'ns', about: 'coincidence window' },
    sigmaNs: { value: 'ns', about: 'rms jitter of detectors and clocks together' },
    offsetNs: { value: 'ns', about: 'offset that remains between the clocks' },
    sourceMhz: { value: 'MHz', about: 'pair rate of the source; with the next three: find the best window' },
    efficiencies: { value: 'a,b', about: 'efficiency of each arm' },
    noisePerSecond: { value: 'a,b', about: 'background and dark counts per second of each arm' },
    werner: { value: 'w', about: 'Werner parameter of the source' },
  },
  example:
    '--window-ns 1 --sigma-ns 0.4 --source-mhz 1 --efficiencies 0.01,0.01 --noise-per-second 500,500 --werner 0.98',
  answer(asked) {
    const given = checkInput(question, asked, alsoWrong);
    const { windowNs, sigmaNs, offsetNs, sourceMhz, efficiencies, noisePerSecond, werner } = given;
    const captured = capturedFraction(windowNs, [sigmaNs], offsetNs);
    if (sourceMhz === undefined) return { captured };
    const best = bestWindow({
      sourceRate: sourceMhz * 1e6,
      efficiency1: efficiencies![0]!,
      efficiency2: efficiencies![1]!,
      background1: noisePerSecond![0]!,
      background2: noisePerSecond![1]!,
      sourceWerner: werner!,
      jitterSeconds: sigmaNs * 1e-9,
      offsetSeconds: offsetNs * 1e-9,
    });
    return {
      captured,
      bestWindowNs: best && best.windowSeconds * 1e9,
      keyBitsPerSecond: best?.keyBitsPerSecond ?? 0,
    };
  },
  words: valuesOf,
};

/** What the best window needs besides the jitter, with example flags. */
const OF_SOURCE = {
  sourceMhz: '--source-mhz 1',
  efficiencies: '--efficiencies 0.01,0.01',
  noisePerSecond: '--noise-per-second 500,500',
  werner: '--werner 0.98',
} as const;
/** Offsets of more σ than that are beyond the precision of the search. */
const MOST_SIGMAS = 1e6;

function alsoWrong(given: Readonly<Record<string, unknown>>): Finding[] {
  const stated = Object.keys(OF_SOURCE).filter((key) => given[key] !== undefined);
  if (stated.length === 0) return [];
  const findings = Object.entries(OF_SOURCE).flatMap(([key, flag]): Finding[] => {
    if (given[key] !== undefined) return [];
    return [
      { path: [key], message: 'The best window depends on it, too.', hint: `Add ${flag}, for example.` },
    ];
  });
  const { sigmaNs, offsetNs = 0 } = given;
  if (typeof sigmaNs !== 'number' || typeof offsetNs !== 'number') return findings;
  if (sigmaNs === 0) {
    const message = 'Without jitter there is no best window: the narrowest is.';
    findings.push({
      path: ['sigmaNs'],
      message,
      hint: 'State the jitter of the detectors, for example 0.4.',
    });
  } else if (Math.abs(offsetNs) > MOST_SIGMAS * sigmaNs) {
    const message = 'The offset is more than a million times the jitter.';
    findings.push({ path: ['offsetNs'], message, hint: 'Correct the offset before choosing a window.' });
  }
  return findings;
}
