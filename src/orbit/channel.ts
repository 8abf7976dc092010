import { backgroundRate } from '../physics/background.ts';
import { coincidenceFidelity } from '../physics/coincidence.ts';
import { type OpticalLink, opticalLink } from '../physics/link-budget.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { degrees, radians } from './frames.ts';
import type { Snapshot } from './snapshot.ts';
import { lineClears, rangeKm, sineOfElevation } from './visibility.ts';

/** One class of optical links of a scenario, as functions of where its ends are. */
export interface Channel {
  readonly class: OpticalClass;
  /** B, pairs/s. */
  readonly sourceRate: number;
  /** Infinity if unlimited. */
  readonly maximumRangeKm: number;
  readonly direction: 'down' | 'up';
  readonly nightOnly: boolean;
  readonly acquisitionSeconds: number;
  /** η of the arm between two nodes at one instant; 0 where the geometry does not allow it. */
  readonly efficiency: (snapshot: Snapshot, upper: number, lower: number) => number;
  /** Fidelity of a pair of which one half stays at the source. `night` is that of the lower end. */
  readonly fidelity: (efficiency: number, night: boolean) => number;
  /** Fidelity of a pair of which both halves go down, to two stations. */
  readonly dualFidelity: (
    efficiency1: number,
    night1: boolean,
    efficiency2: number,
    night2: boolean,
  ) => number;
}

/** Above this height there is no air: one budget serves all links. */
const SPACE_M = 100_000;

/** The channel of a class, null where it is switched off. */
export function channelOf(
  scenario: Pick<Scenario, 'linkClasses' | 'noise'>,
  linkClass: OpticalClass,
): Channel | null {
  const design = resolveOpticalClass(linkClass, scenario.linkClasses[linkClass]);
  if (design.enabled === false) return null;
  const { noise } = scenario;
  const sourceRate = design.sourceMhz * 1e6;
  const onGround = linkClass === 'S2G' || linkClass === 'A2G';

  const receiver = design.opticsEfficiency * design.detectorEfficiency;
  const sky = (radiance: number): number => backgroundRate({ ...noise, ...design, radiance }) * receiver;
  const darkCounts = noise.darkCountsPerSecond;
  const stationNight = darkCounts + sky(noise.nightRadiance);
  const stationDay = darkCounts + sky(noise.dayRadiance);
  const background = (night: boolean): number => (night ? stationNight : stationDay);
  const seesSky = onGround && design.direction === 'down';
  const { sourceWerner } = noise;
  const windowSeconds = noise.coincidenceWindowNs * 1e-9;
  return {
    class: linkClass,
    sourceRate,
    maximumRangeKm: design.maximumRangeKm ?? Number.POSITIVE_INFINITY,
    direction: design.direction,
    nightOnly: onGround && design.nightOnly === true,
    acquisitionSeconds: design.acquisitionSeconds ?? 0,
    efficiency: efficiencyOf(linkClass, design),
    fidelity: (efficiency2, night) =>
      coincidenceFidelity({
        sourceRate,
        efficiency1: 1,
        efficiency2,
        background1: 0,
        background2: seesSky ? background(night) : darkCounts,
        windowSeconds,
        sourceWerner,
      }),
    dualFidelity: (efficiency1, night1, efficiency2, night2) =>
      coincidenceFidelity({
        sourceRate,
        efficiency1,
        efficiency2,
        background1: background(night1),
        background2: background(night2),
        windowSeconds,
        sourceWerner,
      }),
  };
}

function efficiencyOf(
  linkClass: OpticalClass,
  design: ReturnType<typeof resolveOpticalClass<Scenario['linkClasses'][OpticalClass]>>,
): Channel['efficiency'] {
  const { grazingHeightKm, minimumElevationDeg } = design;
  const maximumRangeKm = design.maximumRangeKm ?? Number.POSITIVE_INFINITY;
  const leastSine = minimumElevationDeg === undefined ? -1 : Math.sin(radians(minimumElevationDeg));
  const [upperFlies, lowerHasHorizon] = [linkClass[0] === 'A', linkClass !== 'S2S'];
  const space = opticalLink(design, { lowerAltitudeM: SPACE_M, upperAltitudeM: SPACE_M });
  const budget = budgetByHeight(design);

  return (snapshot, upper, lower) => {
    const range = rangeKm(snapshot, upper, lower);
    if (!(range <= maximumRangeKm)) return 0;
    if (!lowerHasHorizon) {
      if (grazingHeightKm !== undefined && !lineClears(snapshot, upper, lower, grazingHeightKm)) return 0;
      return space.efficiency(range, 90);
    }
    // Of two elevations, the greater is that at the end that is lower.
    let sine = sineOfElevation(snapshot, lower, upper);
    if (upperFlies) sine = Math.max(sine, sineOfElevation(snapshot, upper, lower));
    if (!(sine >= leastSine)) return 0;
    if (grazingHeightKm !== undefined && !lineClears(snapshot, upper, lower, grazingHeightKm)) return 0;
    const heights = [snapshot.altitudeM[lower]!, snapshot.altitudeM[upper]!] as const;
    const link = budget(Math.min(...heights), Math.max(...heights));
    return link.efficiency(range, degrees(Math.asin(Math.min(1, sine))));
  };
}

/** Budgets by the heights of the ends to 10 m, each computed once: they hold integrals over the air. */
function budgetByHeight(design: Parameters<typeof opticalLink>[0]) {
  const known = new Map<number, OpticalLink>();
  return (lowerAltitudeM: number, upperAltitudeM: number): OpticalLink => {
    const [lower, upper] = [Math.round(lowerAltitudeM / 10), Math.round(upperAltitudeM / 10)];
    const key = lower * 2 ** 26 + upper;
    let link = known.get(key);
    if (link === undefined) {
      link = opticalLink(design, { lowerAltitudeM: 10 * lower, upperAltitudeM: 10 * upper });
      known.set(key, link);
    }
    return link;
  };
}
