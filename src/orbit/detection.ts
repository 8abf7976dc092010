import { coincidenceFidelity } from '../physics/coincidence.ts';
import { bestWindow } from '../physics/coincidence-window.ts';
import { efficiencyOfDb, lossDb } from '../physics/decibel.ts';
import { type Converter, converted } from '../physics/interfaces.ts';
import { fidelityOf, wernerOf } from '../physics/swapping.ts';
import { capturedFraction } from '../physics/synchronisation.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { LinkTiming } from './timing.ts';

/** One way from a source to a receiver at one instant. */
export interface Arm {
  /** η. */
  readonly efficiency: number;
  /** Clicks/s at the receiver that do not come from the source. */
  readonly background: number;
}

/** The half of a pair that stays at its source. */
export const KEPT: Arm = { efficiency: 1, background: 0 };

/** What clocks and windows at the ends of links of a class make of the pairs that arrive. */
interface Detection {
  /** The share of the pairs that arrive whose clicks fall into the window; 1 if clocks are perfect. */
  readonly captured: (one: Arm, other: Arm) => number;
  /** Fidelity of what counts as a pair. */
  readonly fidelity: (one: Arm, other: Arm) => number;
  /** Whether the window is free and none gives any key, so that the stated one is used. */
  readonly isKeyless: (one: Arm, other: Arm) => boolean;
}

export function detectionOf(
  { noise }: Pick<Scenario, 'noise'>,
  sourceRate: number,
  timing: LinkTiming | null,
): Detection {
  const { sourceWerner } = noise;
  const stated = noise.coincidenceWindowNs * 1e-9;
  const capturedIn = (windowSeconds: number): number =>
    timing === null ? 1 : capturedFraction(windowSeconds, [timing.jitterSeconds], timing.offsetSeconds);
  const standing = { windowSeconds: stated, captured: capturedIn(stated) };
  // One literal, since this is done at three instants of every contact, of which there may be millions.
  const ofPair = (one: Arm, other: Arm, { windowSeconds, captured }: typeof standing) => ({
    sourceRate,
    efficiency1: one.efficiency,
    efficiency2: other.efficiency,
    background1: one.background,
    background2: other.background,
    sourceWerner,
    windowSeconds,
    captured,
  });
  const windows = new Map<string, typeof standing | null>();
  /** The window that gives most key; null if none gives any. */
  const best = (one: Arm, other: Arm): typeof standing | null => {
    const arms = [rounded(one), rounded(other)] as const;
    const key = arms.flatMap(({ efficiency, background }) => [efficiency, background]).join();
    const known = windows.get(key);
    if (known !== undefined) return known;
    const { jitterSeconds, offsetSeconds } = timing!;
    const { windowSeconds: _, captured: __, ...windowless } = ofPair(...arms, standing);
    const found = bestWindow({ ...windowless, jitterSeconds, offsetSeconds });
    const window = found && {
      windowSeconds: found.windowSeconds,
      captured: capturedIn(found.windowSeconds),
    };
    windows.set(key, window);
    return window;
  };
  const isWindowFree = timing?.isWindowFree === true;
  const windowOf = (one: Arm, other: Arm) => (isWindowFree ? (best(one, other) ?? standing) : standing);
  return {
    captured: (one, other) => windowOf(one, other).captured,
    fidelity: (one, other) => coincidenceFidelity(ofPair(one, other, windowOf(one, other))),
    isKeyless: (one, other) => isWindowFree && best(one, other) === null,
  };
}

/**
 * An arm to 0.1 dB, for which one window is computed: around the best window, key hardly depends on it, and links pass
 * through a continuum of losses.
 */
const rounded = ({ efficiency, background }: Arm): Arm => ({
  efficiency: toTenthDb(efficiency),
  background: toTenthDb(background),
});

const toTenthDb = (value: number): number =>
  value > 0 ? efficiencyOfDb(Math.round(10 * lossDb(value)) / 10) : 0;

/**
 * Fidelity of a pair behind the converters at the ends of its arms. At both ends of a link with its source at one, the
 * efficiency before conversion is that of the link; of a dual downlink, that of the arm.
 */
export function fidelityBehind(
  fidelity: number,
  one: Arm,
  other: Arm,
  first: Converter | null | undefined,
  second: Converter | null | undefined,
): number {
  if (!first && !second) return fidelity;
  const through = (werner: number, efficiency: number, converter: Converter | null | undefined) =>
    converter ? converted({ rate: 1, werner, efficiency }, converter).werner : werner;
  const atFirst = through(wernerOf(fidelity), (one === KEPT ? other : one).efficiency, first);
  return fidelityOf(through(atFirst, other.efficiency, second));
}
