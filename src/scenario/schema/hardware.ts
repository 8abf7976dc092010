import * as z from 'zod';
import { CONVERTER_PRESETS } from '../../domain/hardware-presets.ts';
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
