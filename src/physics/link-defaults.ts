import { stated } from '../base/stated.ts';
import { ZENITH_TRANSMISSION } from './atmosphere.ts';
import { FIBRE_ATTENUATION_DB_PER_KM } from './fibre.ts';
import type { OpticalDesign } from './link-budget.ts';

/** A class of optical links with every default filled in; a scenario overrides key by key. */
interface OpticalClassDefaults extends OpticalDesign {
  /** B, pairs per microsecond. */
  readonly sourceMhz: number;
  /** Minimum elevation over the horizon of the lower end, if it is on the ground. */
  readonly minimumElevationDeg?: number;
  /** Height that the line of sight stays above, if both ends fly. */
  readonly grazingHeightKm?: number;
}

/** Silica fibre between stations: `efficiency` is optics × detector or memory. */
interface FibreDefaults {
  readonly attenuationDbPerKm: number;
  readonly efficiency: number;
  readonly sourceMhz: number;
}

/** The classes of optical links. */
export type OpticalClass = 'S2S' | 'S2A' | 'A2A' | 'S2G' | 'A2G';

/** Telescopes on satellites and aerial platforms. */
const FLYING_RECEIVER_M = 0.3;

const common = {
  wavelengthNm: 810,
  jitterUrad: 1,
  opticsEfficiency: 0.5,
  detectorEfficiency: 0.7,
  zenithTransmission: ZENITH_TRANSMISSION[810],
  direction: 'down',
  sourceMhz: 1,
} as const;

/**
 * Defaults by class. Satellites send to the ground with a beam of 7 cm (1/e² diameter) and to other platforms with 10
 * cm; aerial platforms send with 10 cm. Aerial platforms and satellites receive with 0.3 m, stations with 1 m. Between
 * platforms in the stratosphere, air causes no loss.
 */
export const LINK_DEFAULTS: Readonly<Record<OpticalClass, OpticalClassDefaults>> & {
  readonly G2G: FibreDefaults;
} = {
  S2S: { ...common, waistCm: 5, receiverDiameterM: FLYING_RECEIVER_M, grazingHeightKm: 100 },
  S2A: { ...common, waistCm: 5, receiverDiameterM: FLYING_RECEIVER_M, grazingHeightKm: 20 },
  A2A: {
    ...common,
    waistCm: 5,
    receiverDiameterM: FLYING_RECEIVER_M,
    grazingHeightKm: 10,
    zenithTransmission: 1,
  },
  S2G: { ...common, waistCm: 3.5, receiverDiameterM: 1, minimumElevationDeg: 10 },
  A2G: { ...common, waistCm: 5, receiverDiameterM: 1, minimumElevationDeg: 10 },
  G2G: { attenuationDbPerKm: FIBRE_ATTENUATION_DB_PER_KM.standard, efficiency: 0.35, sourceMhz: 1 },
};

/** Any of the values, key by key. */
type Stated<Values> = { readonly [Key in keyof Values]?: Values[Key] | undefined };

/**
 * The budget of a class with the values that a scenario states. If it states another tabulated wavelength without
 * T_zen, the T_zen of the table applies; if it turns a ground link upwards without stating the receiver, the telescope
 * is that of a flying platform.
 */
export function resolveOpticalClass<Overrides extends Stated<OpticalClassDefaults>>(
  linkClass: OpticalClass,
  overrides: Overrides,
): OpticalClassDefaults & { readonly [Key in keyof Overrides]: Exclude<Overrides[Key], undefined> } {
  const defaults = LINK_DEFAULTS[linkClass];
  const tabulated = ZENITH_TRANSMISSION[overrides.wavelengthNm as keyof typeof ZENITH_TRANSMISSION];
  const zenithTransmission =
    defaults.zenithTransmission === 1 ? 1 : (tabulated ?? defaults.zenithTransmission);
  const receiverDiameterM = overrides.direction === 'up' ? FLYING_RECEIVER_M : defaults.receiverDiameterM;
  return { ...defaults, zenithTransmission, receiverDiameterM, ...stated(overrides) };
}
