import { limitBit } from '../domain/idle-reason.ts';
import { backgroundRate, SUNLIT_EARTH_RADIANCE, skyRadianceAbove } from '../physics/background.ts';
import { bandOf } from '../physics/bands.ts';
import { type OpticalDesign, type OpticalLink, opticalLink } from '../physics/link-budget.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Arm, detectionOf, fidelityBehind } from './detection.ts';
import { degrees, radians } from './frames.ts';
import { converterAt } from './node-bands.ts';
import type { Site, StationReceiver } from './sites.ts';
import type { Snapshot } from './snapshot.ts';
import { acquisitionSecondsOf, timingOf } from './timing.ts';
import { type View, viewBehind } from './view.ts';
import { lineClears, rangeKm, sineOfElevation } from './visibility.ts';

/** One class of optical links of a scenario, as functions of the positions of its ends. */
export interface Channel {
  readonly class: OpticalClass;
  /** B, pairs/s. */
  readonly sourceRate: number;
  /** Infinity if unlimited. */
  readonly maximumRangeKm: number;
  /** Whether no line of sight passes below the ground. */
  readonly isBlockedByEarth: boolean;
  readonly nightOnly: boolean;
  /** Synchronisation included. */
  readonly acquisitionSeconds: number;
  /** η of the arm between two nodes at one instant; 0 if the geometry does not allow it. */
  readonly efficiency: (snapshot: Snapshot, upper: number, lower: number) => number;
  /** The same without maximum range and minimum elevation. */
  readonly unlimitedEfficiency: Channel['efficiency'];
  /**
   * Which of the two cut an arm in line of sight at one instant, as bits of `CONTACT_LIMITS`; 0 if neither does. {@link
   * OUT_OF_SIGHT} if one end is below the other's horizon, or there is no line of sight.
   */
  readonly cut: (snapshot: Snapshot, upper: number, lower: number) => number;
  /** Sine of the elevation that counts, at the lower end or the greater of two; null between satellites. */
  readonly elevationSine: ((snapshot: Snapshot, upper: number, lower: number) => number) | null;
  /** The end that sends: the higher one, or the lower one with `direction: up`. */
  readonly sender: (snapshot: Snapshot, upper: number, lower: number) => number;
  /**
   * Clicks/s at the receiver of a link that do not come from the source: sky or Earth behind the sender, dark counts.
   */
  readonly background: (snapshot: Snapshot, upper: number, lower: number) => number;
  /** The same for a known view. */
  readonly backgroundOf: (view: View) => number;
  /** The share of the pairs that arrive along two arms, of which one may be `KEPT`, inside the coincidence window. */
  readonly captured: (one: Arm, other: Arm) => number;
  /** Whether the window is free and none gives any key, so that the stated one is used. */
  readonly isKeyless: (one: Arm, other: Arm) => boolean;
  /** Photons out per photon in of the converter that a link of the class has at a node; 1 without one. */
  readonly conversion: (node: number) => number;
  /**
   * Fidelity of a pair whose halves have come along two arms, of which one may be `KEPT`.
   * @param first the nodes at which they end, in any order if one half was kept; without them, no converter counts
   */
  readonly fidelity: (one: Arm, other: Arm, first?: number, second?: number) => number;
}

export const OUT_OF_SIGHT = -1;

/** Above this height there is no air, so one budget serves all links. */
const SPACE_M = 100_000;

/** The parts of a scenario on which channels depend. */
type ChannelSections = Pick<Scenario, 'linkClasses' | 'noise'> & Partial<Pick<Scenario, 'timing'>>;

/**
 * The channel of a class, null if it is switched off.
 * @param sites the nodes of its snapshots, some of which state their own receivers
 */
export function channelOf(
  scenario: ChannelSections,
  linkClass: OpticalClass,
  sites: readonly Pick<Site, 'receiver' | 'bands'>[] = [],
): Channel | null {
  const design = resolveOpticalClass(linkClass, scenario.linkClasses[linkClass]);
  if (design.enabled === false) return null;
  const { noise } = scenario;
  const sourceRate = design.sourceMhz * 1e6;
  const onGround = linkClass === 'S2G' || linkClass === 'A2G';

  const down = design.direction === 'down';
  const designs = sites.map(({ receiver }) => (receiver ? designAt(design, receiver) : design));
  const clicksPerRadiance = (at: Design): number =>
    backgroundRate({ ...noise, ...at, radiance: 1 }) * at.opticsEfficiency * at.detectorEfficiency;
  const perRadiance = clicksPerRadiance(design);
  const perRadianceAt = designs.map((at) => (at === design ? perRadiance : clicksPerRadiance(at)));
  const backgroundOf = (view: View, clicks = perRadiance): number =>
    noise.darkCountsPerSecond + clicks * radianceOf(noise, view);
  const sender: Channel['sender'] = ({ altitudeM }, upper, lower) =>
    altitudeM[upper]! >= altitudeM[lower]! === down ? upper : lower;
  const detection = detectionOf(scenario, sourceRate, timingOf(scenario, linkClass));
  const band = bandOf(design.wavelengthNm);
  const converters = sites.map(({ bands }) => converterAt(bands, band));
  return {
    class: linkClass,
    sourceRate,
    maximumRangeKm: design.maximumRangeKm ?? Number.POSITIVE_INFINITY,
    isBlockedByEarth: onGround || (design.grazingHeightKm ?? -1) >= 0,
    nightOnly: onGround && design.nightOnly === true,
    acquisitionSeconds: acquisitionSecondsOf(scenario, linkClass),
    ...armsOf(linkClass, design, designs),
    sender,
    background(snapshot, upper, lower) {
      const from = sender(snapshot, upper, lower);
      const to = from === upper ? lower : upper;
      return backgroundOf(viewBehind(snapshot, to, from), perRadianceAt[to]);
    },
    backgroundOf: (view) => backgroundOf(view),
    captured: detection.captured,
    isKeyless: detection.isKeyless,
    conversion: (node) => converters[node]?.efficiency ?? 1,
    fidelity: (one, other, first = -1, second = -1) =>
      fidelityBehind(detection.fidelity(one, other), one, other, converters[first], converters[second]),
  };
}

/** The channels of the classes that are not switched off, in the order of their links. */
export const channelsOf = (
  scenario: ChannelSections,
  sites: readonly Pick<Site, 'receiver' | 'bands'>[],
): readonly Channel[] =>
  (['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const).flatMap(
    (linkClass) => channelOf(scenario, linkClass, sites) ?? [],
  );

/** Radiance that a receiver sees. The Earth at night is as bright as the sky that lights it. */
function radianceOf(noise: Scenario['noise'], { of, lowestM, night }: View): number {
  if (of === 'sky') return skyRadianceAbove(night ? noise.nightRadiance : noise.dayRadiance, lowestM);
  return night ? noise.nightRadiance : (noise.earthDayRadiance ?? SUNLIT_EARTH_RADIANCE);
}

type Design = ReturnType<typeof resolveOpticalClass<Scenario['linkClasses'][OpticalClass]>>;

/** The design of a link to a station: its air, and its telescope if it receives. */
function designAt(design: Design, station: StationReceiver): Design {
  const { zenithTransmission, zenithFadeDb, ...telescope } = station;
  const { transmissionByElevation, visibilityKm, ...clear } = design;
  return {
    ...(zenithTransmission === undefined ? design : { ...clear, zenithTransmission }),
    ...(design.direction === 'down' && telescope),
    zenithFadeDb,
  };
}

/** @param designs by node, if it is the lower end */
function armsOf(
  linkClass: OpticalClass,
  design: Design,
  designs: readonly Design[],
): Pick<Channel, 'efficiency' | 'unlimitedEfficiency' | 'cut' | 'elevationSine'> {
  const { grazingHeightKm, minimumElevationDeg } = design;
  const maximumRangeKm = design.maximumRangeKm ?? Number.POSITIVE_INFINITY;
  const leastSine = minimumElevationDeg === undefined ? -1 : Math.sin(radians(minimumElevationDeg));
  const [upperFlies, lowerHasHorizon] = [linkClass[0] === 'A', linkClass !== 'S2S'];
  const space = opticalLink(design, { lowerAltitudeM: SPACE_M, upperAltitudeM: SPACE_M });
  const budgetOf = new Map([design, ...designs].map((at) => [at, budgetByHeight(at)]));

  const isClear = (snapshot: Snapshot, upper: number, lower: number): boolean =>
    grazingHeightKm === undefined || lineClears(snapshot, upper, lower, grazingHeightKm);
  /** The greater of the two elevations is the one at the lower end. */
  const elevationSine = (snapshot: Snapshot, upper: number, lower: number): number => {
    const sine = sineOfElevation(snapshot, lower, upper);
    return upperFlies ? Math.max(sine, sineOfElevation(snapshot, upper, lower)) : sine;
  };
  const through = (snapshot: Snapshot, upper: number, lower: number, range: number, sine: number): number => {
    const heights = [snapshot.altitudeM[lower]!, snapshot.altitudeM[upper]!] as const;
    const budget = budgetOf.get(designs[lower] ?? design)!;
    const link = budget(Math.min(...heights), Math.max(...heights));
    return link.efficiency(range, degrees(Math.asin(Math.min(1, sine))));
  };
  const [rangeBit, elevationBit] = [limitBit('range'), limitBit('elevation')];

  return {
    elevationSine: lowerHasHorizon ? elevationSine : null,
    efficiency(snapshot, upper, lower) {
      const range = rangeKm(snapshot, upper, lower);
      if (!(range <= maximumRangeKm)) return 0;
      if (!lowerHasHorizon) return isClear(snapshot, upper, lower) ? space.efficiency(range, 90) : 0;
      const sine = elevationSine(snapshot, upper, lower);
      if (!(sine >= leastSine) || !isClear(snapshot, upper, lower)) return 0;
      return through(snapshot, upper, lower, range, sine);
    },
    unlimitedEfficiency(snapshot, upper, lower) {
      const range = rangeKm(snapshot, upper, lower);
      if (!isClear(snapshot, upper, lower)) return 0;
      if (!lowerHasHorizon) return space.efficiency(range, 90);
      return through(snapshot, upper, lower, range, elevationSine(snapshot, upper, lower));
    },
    cut(snapshot, upper, lower) {
      const range = rangeKm(snapshot, upper, lower);
      if (Number.isNaN(range) || !isClear(snapshot, upper, lower)) return OUT_OF_SIGHT;
      const tooFar = range <= maximumRangeKm ? 0 : rangeBit;
      if (!lowerHasHorizon) return tooFar;
      const sine = elevationSine(snapshot, upper, lower);
      // Without a least elevation only the grazing height counts.
      if (sine >= leastSine) return tooFar;
      return sine >= 0 ? tooFar | elevationBit : OUT_OF_SIGHT;
    },
  };
}

/** Budgets by the heights of the ends to 10 m, each computed once, since they contain integrals over the air. */
function budgetByHeight(design: OpticalDesign) {
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
