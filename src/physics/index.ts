/** `satqn/physics`: numbers in, numbers out. */
export {
  type AgeingPath,
  agedFidelities,
  fidelityBeforePurification,
  halfAgesSeconds,
  keptPerRound,
  partnerWaitSeconds,
} from './ageing.ts';
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
export {
  CLOCKS,
  type Clock,
  clockJitterSeconds,
  delayDrift,
  secondsToDrift,
} from './clocks.ts';
export {
  backgroundPhotonFidelity,
  type Coincidences,
  coincidenceFidelity,
  coincidenceRates,
} from './coincidence.ts';
export { bestWindow, binaryEntropy, secretKeyRate, type Windowless } from './coincidence-window.ts';
export { controlTraffic, MESSAGE_BITS } from './control-traffic.ts';
export { efficiencyOfDb, lossDb } from './decibel.ts';
export { FIBRE_REFRACTIVE_INDEX, fibreEfficiency } from './fibre.ts';
export { grazingRangeKm, slantRangeKm } from './geometry.ts';
export {
  attemptSuccess,
  type HeraldedLink,
  heraldedRate,
  heraldSeconds,
  holdSeconds,
  modeSecondsPerPair,
  modesInFlight,
  type SourcePlace,
} from './heralding.ts';
export { CONVERTERS, type Converter, converted } from './interfaces.ts';
export {
  chainSignalling,
  latencySeconds,
  type Signalling,
  signalSeconds,
  usableAfterSeconds,
} from './latency.ts';
export { type OpticalDesign, type OpticalLoss, opticalLink, opticalLoss } from './link-budget.ts';
export { LINK_DEFAULTS, resolveOpticalClass } from './link-defaults.ts';
export {
  afterRounds,
  bbpsswRound,
  dejmpsRound,
  type Purification,
  type PurificationProtocol,
  purify,
} from './purification.ts';
export { endSourceRate, midpointRate, plobBound } from './rates.ts';
export { parityCodeSuccess, steaneLogicalError } from './repeaters.ts';
export { storedFidelity } from './storage.ts';
export { fidelityOf, type GateQuality, IDEAL_GATES, swapFidelity, wernerOf } from './swapping.ts';
export { capturedFraction, measurementVisibility } from './synchronisation.ts';
export {
  fadeDb,
  friedLengthM,
  logIrradianceVariance,
  longTermSpotM,
  refractiveStructure,
} from './turbulence.ts';
export { availability, bothCloudy, eitherAvailable, siteCorrelation } from './weather.ts';
