/** `satqn/physics`: numbers in, numbers out. */
export {
  airMass,
  horizontalAttenuationDbPerKm,
  slantTransmission,
  tabulatedTransmission,
  zenithTransmissionBetween,
} from './atmosphere.ts';
export {
  backgroundRate,
  clickProbability,
  SKY_RADIANCE,
  SUNLIT_EARTH_RADIANCE,
  skyRadianceAbove,
} from './background.ts';
export { apertureEfficiency, spotRadiusM } from './beam.ts';
export { backgroundPhotonFidelity, coincidenceFidelity } from './coincidence.ts';
export { efficiencyOfDb, lossDb } from './decibel.ts';
export { fibreEfficiency } from './fibre.ts';
export { grazingRangeKm, slantRangeKm } from './geometry.ts';
export { latencySeconds, usableAfterSeconds } from './latency.ts';
export { type OpticalDesign, type OpticalLoss, opticalLink, opticalLoss } from './link-budget.ts';
export { LINK_DEFAULTS, resolveOpticalClass } from './link-defaults.ts';
export {
  bbpsswRound,
  dejmpsRound,
  type Purification,
  type PurificationProtocol,
  purify,
} from './purification.ts';
export { endSourceRate, heraldedRate, midpointRate, plobBound } from './rates.ts';
export { parityCodeSuccess, steaneLogicalError } from './repeaters.ts';
export { storedFidelity } from './storage.ts';
export { fidelityOf, type GateQuality, IDEAL_GATES, swapFidelity, wernerOf } from './swapping.ts';
export { capturedFraction } from './synchronisation.ts';
export {
  fadeDb,
  friedLengthM,
  logIrradianceVariance,
  longTermSpotM,
  refractiveStructure,
} from './turbulence.ts';
export { availability, bothCloudy, eitherAvailable, siteCorrelation } from './weather.ts';
