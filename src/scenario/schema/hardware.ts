import * as z from 'zod';
import { CLOCK_PRESETS, CONVERTER_PRESETS } from '../../domain/hardware-presets.ts';
import { nonNegative, positive, positiveProbability } from './values.ts';

const converter = z
  .strictObject({
    bandsNm: z
      .tuple([positive, positive])
      .describe('Wavelengths that it converts, both ways; all telecom light is one band.'),
    preset: z.enum(CONVERTER_PRESETS).optional(),
    efficiency: positiveProbability
      .optional()
      .describe('Photons out per photon in. Default: that of the preset.'),
    noisePerWindow: nonNegative
      .optional()
      .describe('Noise photons per coincidence window, counted at its input; none if absent.'),
  })
  .describe('A converter between two bands.');

/** Light that a node works with. */
export const nodeBands = {
  memoryBandNm: positive
    .optional()
    .describe(
      'Wavelength of its memory. A link of another band that ends here needs a converter (interfaces). Default: the band that its interfaces share.',
    ),
  interfaces: z.array(converter).min(1).optional().describe('Converters at the node, one per pair of bands.'),
};

const timingKeys = {
  x0Seconds: nonNegative.optional().describe('Error of the clocks right after synchronisation, rms.'),
  y0: nonNegative.optional().describe('Relative error of their frequency; 0 if absent.'),
  sigmaYPerRootSecond: nonNegative.optional().describe('Their white frequency noise at 1 s; 0 if absent.'),
  syncIntervalSeconds: nonNegative
    .optional()
    .describe('Time between synchronisations; the worst instant counts, just before the next one.'),
  offsetNs: z
    .number()
    .optional()
    .describe(
      'Offset that remains after Doppler compensation; 0 if absent, to be stated where satellites move.',
    ),
  detectorJitterPs: nonNegative.optional().describe('Jitter of each of the two detectors, rms; 0 if absent.'),
  photonPs: positive
    .optional()
    .describe('Rms duration of photons, for measurements in the middle of links, which no link has yet.'),
  window: z
    .enum(['auto', 'stated'])
    .optional()
    .describe('auto: each link has the coincidence window that gives most key. stated: coincidenceWindowNs.'),
};
const clockPreset = z.enum(CLOCK_PRESETS);

const ABOUT_TIMING = 'How clicks are timed: keys, or the clocks of a preset. Clocks are perfect if absent.';
export const timing = z
  .union([
    clockPreset,
    z.strictObject({
      ...timingKeys,
      syncSeconds: nonNegative
        .optional()
        .describe('Time that synchronisation takes after acquisition; 0 if absent.'),
    }),
  ])
  .describe(ABOUT_TIMING);
/** Fibres are never pointed anew. */
export const fibreTiming = z.union([clockPreset, z.strictObject(timingKeys)]).describe(ABOUT_TIMING);
