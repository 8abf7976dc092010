import {
  horizontalAttenuationDbPerKm,
  slantTransmission,
  type TransmissionRow,
  tabulatedTransmission,
  zenithTransmissionBetween,
} from './atmosphere.ts';
import { apertureEfficiency, type Beam, spotRadiusM } from './beam.ts';
import { efficiencyOfDb, lossDb } from './decibel.ts';
import { fadeDb, friedLengthM, longTermSpotM, pathSecant, transmitterIntegral } from './turbulence.ts';

/** Optics of a link; the keys are those of a link class in a scenario. */
export interface OpticalDesign extends Beam {
  readonly receiverDiameterM: number;
  /** Pointing jitter σ, rms per axis. */
  readonly jitterUrad: number;
  readonly opticsEfficiency: number;
  /** η of the detector or memory. */
  readonly detectorEfficiency: number;
  /** T_zen of the whole atmosphere, from sea level. */
  readonly zenithTransmission: number;
  /** From the upper end to the lower, or upwards. */
  readonly direction: 'down' | 'up';
  /** Transmission by elevation at the lower end, ascending; takes precedence over T_zen. */
  readonly transmissionByElevation?: readonly TransmissionRow[] | undefined;
  /** Visibility along a low horizontal path (Kim), over its whole range; takes precedence over T_zen. */
  readonly visibilityKm?: number | undefined;
  /** Mean loss by fading toward the zenith, dB; none if absent. */
  readonly zenithFadeDb?: number | undefined;
}

/** Heights of the two ends, which determine the air and turbulence between them; none in space. */
interface PathHeights {
  readonly lowerAltitudeM: number;
  readonly upperAltitudeM: number;
}

/** Where the loss of a link occurs; the parts sum to the total, −10 log10 of the efficiency. */
export interface OpticalLoss {
  readonly geometricDb: number;
  /** Air and fades. */
  readonly atmosphereDb: number;
  /** Optics and detector. */
  readonly receiverDb: number;
  readonly totalDb: number;
  readonly efficiency: number;
}

/** A link whose ends move: its loss by range, and by elevation seen from the lower end. */
export interface OpticalLink {
  readonly efficiency: (rangeKm: number, elevationDeg: number) => number;
  readonly loss: (rangeKm: number, elevationDeg: number) => OpticalLoss;
}

/**
 * Link budget η = η_g·η_atm·η_optics·η_detector of two ends at nearly constant heights: it integrates over the
 * turbulent air once, so each call costs a handful of operations.
 */
export function opticalLink(design: OpticalDesign, heights: PathHeights): OpticalLink {
  const geometric = apertureShare(design, heights);
  const atmosphere = fading(design, transmissionOf(design, heights));
  const receiver = design.opticsEfficiency * design.detectorEfficiency;
  const efficiency = (rangeKm: number, elevationDeg: number) =>
    geometric(rangeKm, elevationDeg) * atmosphere(rangeKm, elevationDeg) * receiver;
  const loss = (rangeKm: number, elevationDeg: number) => ({
    geometricDb: lossDb(geometric(rangeKm, elevationDeg)),
    atmosphereDb: lossDb(atmosphere(rangeKm, elevationDeg)),
    receiverDb: lossDb(receiver),
    totalDb: lossDb(efficiency(rangeKm, elevationDeg)),
    efficiency: efficiency(rangeKm, elevationDeg),
  });
  return { efficiency, loss };
}

/** The loss of a link at one place; use {@link opticalLink} if you need it many times. */
export function opticalLoss(
  input: OpticalDesign & PathHeights & { readonly rangeKm: number; readonly elevationDeg: number },
): OpticalLoss {
  return opticalLink(input, input).loss(input.rangeKm, input.elevationDeg);
}

type AlongPath = (rangeKm: number, elevationDeg: number) => number;

/** η_g with the beam spread by turbulence; r0,tx falls as (sec ζ)^(−3/5). */
function apertureShare(design: OpticalDesign, heights: PathHeights): AlongPath {
  const radiusM = design.receiverDiameterM / 2;
  const integral = transmitterIntegral(heights.lowerAltitudeM, heights.upperAltitudeM, design.direction);
  return (rangeKm, elevationDeg) => {
    const rangeM = rangeKm * 1000;
    const friedM = friedLengthM(design.wavelengthNm, integral, pathSecant(elevationDeg));
    const spotM = longTermSpotM(spotRadiusM(design, rangeM), rangeM, design.wavelengthNm, friedM);
    return apertureEfficiency(radiusM, spotM, design.jitterUrad * 1e-6 * rangeM);
  };
}

/** Fades in addition to the transmission of the air. */
function fading({ zenithFadeDb }: OpticalDesign, transmission: AlongPath): AlongPath {
  if (zenithFadeDb === undefined) return transmission;
  return (rangeKm, elevationDeg) =>
    transmission(rangeKm, elevationDeg) * efficiencyOfDb(fadeDb(zenithFadeDb, elevationDeg));
}

function transmissionOf(design: OpticalDesign, heights: PathHeights): AlongPath {
  const { transmissionByElevation: table, visibilityKm } = design;
  if (table) return (_rangeKm, elevationDeg) => tabulatedTransmission(table, elevationDeg);
  if (visibilityKm !== undefined) {
    const dbPerKm = horizontalAttenuationDbPerKm(visibilityKm, design.wavelengthNm);
    return (rangeKm) => efficiencyOfDb(dbPerKm * rangeKm);
  }
  const { lowerAltitudeM, upperAltitudeM } = heights;
  const zenith = zenithTransmissionBetween(design.zenithTransmission, lowerAltitudeM, upperAltitudeM);
  if (zenith === 1) return () => 1;
  return (_rangeKm, elevationDeg) => slantTransmission(zenith, elevationDeg);
}
