import * as z from 'zod';
import { CLOCK_PRESETS, CONVERTER_PRESETS } from '../../domain/hardware-presets.ts';
import { SOURCE_PLACES } from '../../domain/network.ts';
import { ends, identifier, nonNegative, positive, positiveProbability } from './values.ts';

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
    .describe('Rms duration of photons, for links with source: middle-measurement; 50 if absent.'),
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

/** Memory modes of a node. */
export const nodeModes = {
  memoryModes: positive
    .optional()
    .describe(
      'Memories of the node for pairs in flight, held and in store, each with modesPerMemory modes (C8). Unlimited if absent.',
    ),
  modesPerMemory: positive.optional().describe('Modes of each memory; 1 if absent.'),
};

export const preparationSeconds = nonNegative
  .optional()
  .describe('t_prep: time for which an attempt takes a mode before it emits; 0 if absent.');

const ABOUT_SOURCE =
  'Where pairs are made: at one end (emitter), in the middle, or by a measurement in the middle of what both ends send. ';
export const sourcePlace = z.enum(SOURCE_PLACES).optional().describe(`${ABOUT_SOURCE}end if absent.`);

const coherenceSeconds = positive.describe('T of a half that waits, depolarising, s.');

const modesOfKind = positive.describe('Memory modes of every node of the kind that has a memory.');

export const hardware = z
  .strictObject({
    memoryModes: z
      .strictObject({
        satellite: modesOfKind.optional(),
        aerial: modesOfKind.optional(),
        ground: modesOfKind.optional(),
      })
      .optional()
      .describe('By kind of node (C8); the memoryModes of a node take precedence. Unlimited if absent.'),
    coherenceSeconds: z
      .union([
        coherenceSeconds,
        z.strictObject({
          kinds: z
            .strictObject({
              satellite: coherenceSeconds.optional(),
              aerial: coherenceSeconds.optional(),
              ground: coherenceSeconds.optional(),
            })
            .optional()
            .describe('By kind of node. What has none does not age.'),
          nodes: z
            .array(z.strictObject({ node: identifier, coherenceSeconds }))
            .optional()
            .describe('Node by node; takes precedence over `kinds`.'),
        }),
      ])
      .optional()
      .describe(
        'How long halves keep while they wait for heralds, partners and news, at relays and at users; pairs in store age by storage.memory. They do not age if absent.',
      ),
    processingSeconds: nonNegative
      .optional()
      .describe('t_proc: what a round of purification takes besides its news; 0 if absent.'),
    measurementSeconds: nonNegative
      .optional()
      .describe('t_bsm: what the measurement of a swap takes; 0 if absent.'),
  })
  .describe('What all memories have in common.');

export const classical = z
  .strictObject({
    links: z
      .array(
        z.strictObject({
          ends,
          delayMs: nonNegative.describe('One way.'),
          bitsPerSecond: positive.optional().describe('Each way (C9). Unlimited if absent.'),
        }),
      )
      .optional()
      .describe('Ways for messages besides the quantum links of a slot, which carry some, too.'),
    relay: z
      .strictObject({ delayMs: nonNegative.describe('One way, between any two nodes.') })
      .optional()
      .describe('A network that joins all nodes, such as a satellite relay or the internet.'),
  })
  .describe('How messages travel. Over the quantum links of the slot alone if absent.');
