import * as z from 'zod';
import { LINK_CLASSES, LINK_MEDIA } from '../../domain/network.ts';
import { POINTING_RULES, POINTING_USES } from '../../domain/pointing.ts';
import { DEFAULT_CLOUD_FRACTION } from './cloud-fraction.ts';
import { fibreTiming, nodeBands, nodeModes, preparationSeconds, sourcePlace, timing } from './hardware.ts';
import {
  amount,
  ends,
  identifier,
  nonNegative,
  perSlot,
  positive,
  positiveProbability,
  probability,
  time,
} from './values.ts';

const latitudeDeg = z.number().min(-90).max(90).describe('Geodetic latitude (WGS84), degrees north.');
const longitudeDeg = z.number().min(-360).max(360).describe('Longitude, degrees east.');
const altitudeM = z.number().min(-500).max(100_000).describe('Height above the ellipsoid, metres.');

const maximumTerminals = z
  .int()
  .positive()
  .optional()
  .describe(
    'T_m: the telescopes of the node, each for one link at a time; as many as there are links if absent. Fibres and other G2G links need none.',
  );

const ACQUISITION =
  'a: time lost whenever a telescope is pointed anew, or, where no telescope is limited, at the beginning of each contact. Default 0.';

const terminal = {
  ...nodeBands,
  ...nodeModes,
  maximumTerminals,
  sharedSource: z
    .boolean()
    .default(false)
    .describe(
      'True: the links of a slot share the source rate of the node. False: each link has its own source.',
    ),
};

export const abstractNode = z
  .strictObject({
    id: identifier,
    kind: z.enum(['satellite', 'aerial', 'ground']),
    maximumTerminals,
    ...nodeBands,
    ...nodeModes,
  })
  .describe('A node without a position; it has explicit links only.');

export const station = z
  .strictObject({
    id: identifier,
    latitudeDeg,
    longitudeDeg,
    altitudeM: altitudeM.default(0),
    optical: z
      .boolean()
      .default(true)
      .describe('False: the station has no telescope, only fibre and explicit links.'),
    cloudFraction: probability
      .default(DEFAULT_CLOUD_FRACTION)
      .describe('Fraction of the time that clouds block optical links; used when `clouds` is on.'),
    receiverDiameterM: positive
      .optional()
      .describe('Diameter of the receiving telescope at this station. Default: that of the link class.'),
    opticsEfficiency: positiveProbability
      .optional()
      .describe('Efficiency of the receiver at this station. Default: that of the link class.'),
    detectorEfficiency: positiveProbability
      .optional()
      .describe('Efficiency of the detector or memory at this station. Default: that of the link class.'),
    zenithTransmission: positiveProbability
      .optional()
      .describe(
        'Transmission of the whole clear atmosphere above this station, from sea level to space, scaled to the heights of the two ends. It replaces everything that the link class says about the air.',
      ),
    zenithFadeDb: nonNegative
      .optional()
      .describe(
        'Mean loss from fading (scintillation, tracking) toward the zenith, dB; it grows as sin^(−11/6) of the elevation. No fading if absent.',
      ),
    ...terminal,
  })
  .describe('A ground station or a node of the ground network.');

const place = { latitudeDeg, longitudeDeg, altitudeM };
const waypoint = z.strictObject({
  atSeconds: nonNegative.describe('Seconds after the start of slot 0.'),
  ...place,
});

export const platform = z
  .strictObject({
    id: identifier,
    kind: z.enum(['hap', 'uav']).default('hap'),
    latitudeDeg: latitudeDeg.optional(),
    longitudeDeg: longitudeDeg.optional(),
    altitudeM: altitudeM.optional(),
    waypoints: z
      .array(waypoint)
      .min(1)
      .optional()
      .describe(
        'Places and times, instead of a fixed place. The platform moves in straight lines between them, and rests before the first and after the last.',
      ),
    memory: z
      .boolean()
      .default(true)
      .describe(
        'False: the platform cannot swap; when it sees two ground stations, it links them as a dual downlink.',
      ),
    ...terminal,
  })
  .describe('A high-altitude platform or UAV.');

const satelliteCommon = {
  memory: z
    .boolean()
    .default(true)
    .describe(
      'False: the satellite cannot swap; when it sees two ground stations, it links them as a dual downlink.',
    ),
  ...terminal,
};

const textSource = z
  .string()
  .optional()
  .describe('Name of the file that `text` came from; used in messages only.');

const elementText = z
  .strictObject({
    file: z.string().optional().describe('Path of a file of elements, relative to the scenario.'),
    text: z.string().optional().describe('The elements themselves.'),
    source: textSource,
    names: z
      .array(z.string())
      .optional()
      .describe('Keep only satellites with these names (whole names, ignoring case; * matches anything).'),
    catalogueNumbers: z
      .array(z.int().nonnegative())
      .optional()
      .describe('Keep only these NORAD catalogue numbers.'),
  })
  .describe(
    'TLE, or OMM in CSV, JSON, XML or KVN. The content decides which it is; you can use either key for any of them.',
  );

export const satellite = z
  .union([
    z.strictObject({ tle: elementText, ...satelliteCommon }),
    z.strictObject({ omm: elementText, ...satelliteCommon }),
    z.strictObject({
      circular: z.strictObject({
        id: identifier,
        altitudeKm: positive,
        inclinationDeg: z.number().min(0).max(180),
        raanDeg: z
          .number()
          .default(0)
          .describe('Right ascension of the ascending node at the start of slot 0.'),
        argumentOfLatitudeDeg: z
          .number()
          .default(0)
          .describe('Angle from the ascending node at the start of slot 0.'),
      }),
      ...satelliteCommon,
    }),
    z.strictObject({
      walker: z.strictObject({
        id: identifier.describe('Prefix of the satellite names: PREFIX-plane-number.'),
        pattern: z.enum(['delta', 'star']),
        altitudeKm: positive,
        inclinationDeg: z.number().min(0).max(180),
        total: z.int().positive().max(100_000).describe('T of i:T/P/F.'),
        planes: z.int().positive().describe('P of i:T/P/F; divides T.'),
        phasing: z.int().nonnegative().default(0).describe('F of i:T/P/F.'),
        raanDeg: z.number().default(0).describe('Right ascension of the first plane at the start of slot 0.'),
        argumentOfLatitudeDeg: z
          .number()
          .default(0)
          .describe('Argument of latitude of the first satellite at the start of slot 0.'),
      }),
      ...satelliteCommon,
    }),
  ])
  .describe('Satellites from TLE or OMM, circular elements or a Walker constellation.');

export const link = z
  .strictObject({
    id: identifier.optional().describe('Default: the two ends joined by `~`.'),
    ends,
    class: z.enum(LINK_CLASSES).optional().describe('Default: from the kinds of the two ends.'),
    capacity: perSlot(amount).describe(
      'C^t in the capacity unit: one number, or one per slot; 0 = no contact.',
    ),
    fidelity: perSlot(z.number().gt(0).max(1)).describe('F^t of a base pair: one number, or one per slot.'),
    acquisitionSeconds: nonNegative.optional().describe(ACQUISITION),
    lengthKm: positive
      .optional()
      .describe('Length, for delays and for what memories have to hold. Unknown if absent.'),
    efficiency: positiveProbability
      .optional()
      .describe('η: the share of the pairs of the source that arrive. Unknown if absent.'),
    medium: z.enum(LINK_MEDIA).optional().describe('What the link runs through. Default: vacuum.'),
    emitter: identifier
      .optional()
      .describe(
        'The end with the source of the pairs, which keeps one half of each. Default: the first end.',
      ),
    source: sourcePlace,
    armEfficiencies: z
      .tuple([positiveProbability, positiveProbability])
      .optional()
      .describe('η of the arm to each end, with source: middle or middle-measurement.'),
    preparationSeconds,
  })
  .describe('An explicit link.');

export const fibre = z
  .strictObject({
    id: identifier.optional().describe('Default: the two ends joined by `~`.'),
    ends,
    lengthKm: positive,
    attenuationDbPerKm: positive.optional().describe('Default: that of linkClasses.G2G.'),
    emitter: identifier
      .optional()
      .describe(
        'The end with the source of the pairs, which keeps one half of each. Default: the first end.',
      ),
    source: sourcePlace,
    preparationSeconds,
  })
  .describe('A fibre between two nodes.');

/** Link budget of one class of optical link; absent keys take the class default (docs/scenario.md). */
export const opticalClass = z
  .strictObject({
    enabled: z.boolean().optional(),
    wavelengthNm: positive.optional(),
    waistCm: positive
      .optional()
      .describe('1/e² beam radius at the transmitter. You can give divergenceUrad instead.'),
    divergenceUrad: positive
      .optional()
      .describe('1/e² half-angle of the beam; replaces the diffraction-limited waist.'),
    receiverDiameterM: positive.optional(),
    jitterUrad: nonNegative.optional().describe('Pointing jitter, rms per axis.'),
    opticsEfficiency: positiveProbability.optional(),
    detectorEfficiency: positiveProbability.optional().describe('Efficiency of the detector or memory.'),
    zenithTransmission: positiveProbability
      .optional()
      .describe(
        'Transmission of the whole clear atmosphere, from sea level to space; scaled to the heights of the two ends.',
      ),
    transmissionByElevation: z
      .array(z.strictObject({ elevationDeg: z.number().min(0).max(90), transmission: probability }))
      .min(1)
      .refine(
        (rows) => rows.every((row, i) => i === 0 || rows[i - 1]!.elevationDeg < row.elevationDeg),
        'Give the elevations in ascending order, each once.',
      )
      .optional()
      .describe('Tabulated transmission of the air, instead of zenithTransmission.'),
    visibilityKm: positive
      .optional()
      .describe('Visibility along low horizontal paths (Kim); its loss per km replaces zenithTransmission.'),
    sourceMhz: positive.optional().describe('Rate of the source, pairs per microsecond.'),
    minimumElevationDeg: z.number().min(0).max(90).optional(),
    grazingHeightKm: z.number().optional().describe('The line of sight must stay above this height.'),
    maximumRangeKm: positive.optional(),
    direction: z
      .enum(['down', 'up'])
      .optional()
      .describe('down: the higher node sends; up: the lower node sends, through turbulence.'),
    nightOnly: z
      .boolean()
      .optional()
      .describe('True: ground links exist only while the Sun is below −12° at the station.'),
    acquisitionSeconds: nonNegative.optional().describe(ACQUISITION),
    preparationSeconds,
    timing: timing.optional(),
  })
  .describe('Link budget of a class of optical links.');

const fibreClass = z
  .strictObject({
    attenuationDbPerKm: positive.default(0.2),
    efficiency: positiveProbability
      .default(0.35)
      .describe('Efficiency of the optics times that of the detector or memory.'),
    sourceMhz: positive.default(1),
    source: sourcePlace,
    preparationSeconds,
    timing: fibreTiming.optional(),
  })
  .describe('Link budget of fibres.');

export const linkClasses = z.strictObject({
  S2S: opticalClass.default({}),
  S2A: opticalClass.default({}),
  A2A: opticalClass.default({}),
  S2G: opticalClass.default({}),
  A2G: opticalClass.default({}),
  G2G: fibreClass.prefault({}),
});

/** Noise of a link's detectors and source, for the coincidence formula of the fidelity. */
export const noise = z
  .strictObject({
    sourceWerner: positiveProbability.default(0.98).describe('w_src: Werner parameter of a fresh pair.'),
    darkCountsPerSecond: nonNegative.default(500).describe('Dark counts of each detector.'),
    coincidenceWindowNs: positive.default(1),
    fieldOfViewUrad: positive.default(100).describe('Full angle of the field of view.'),
    filterNm: positive.default(1),
    nightRadiance: nonNegative
      .default(1.5e-5)
      .describe(
        'Radiance while the Sun is below −12°, of the sky seen from sea level and of the Earth seen from above, W/m²/µm/sr.',
      ),
    dayRadiance: nonNegative
      .default(1.5)
      .describe('Radiance of the sky seen from sea level at any other time, W/m²/µm/sr.'),
    earthDayRadiance: nonNegative
      .optional()
      .describe('Radiance of the Earth seen from above by day, W/m²/µm/sr; 100 if absent.'),
  })
  .describe('Background and source quality.');

export const clouds = z.strictObject({
  mode: z
    .enum(['none', 'draw', 'expected'])
    .default('none')
    .describe(
      'none: the sky is clear. draw: stations lose slots at random, depending on the seed. expected: plans for a clear sky, and also reports the expected throughput.',
    ),
  correlationKm: positive
    .default(300)
    .describe('ℓ: the correlation between two sites falls as e^(−distance/ℓ).'),
});

export const horizon = z.strictObject({
  slots: z.int().positive().max(1_000_000).describe('T: number of slots.'),
  slotSeconds: z.number().min(1e-12).max(1e15).describe('δ: length of a slot in seconds.'),
  start: time
    .optional()
    .describe('Start of slot 0, ISO 8601 with offset; required for satellites and night-only links.'),
});

/** Who points the telescopes of nodes that limit them. */
export const pointing = z
  .enum(POINTING_RULES)
  .describe(
    'planned: the plan points the telescopes of nodes with maximumTerminals. strongest-first, for comparison: in each slot the strongest links keep them, and acquisition is lost only when a contact begins, so the plan cannot be flown where acquisition takes time. planned if absent.',
  );

export const statedPointing = z
  .strictObject({
    link: z.string().describe('Id of the link.'),
    from: z.int().nonnegative().describe('First slot, counted from 0.'),
    to: z.int().positive().describe('The slot after the last one.'),
    use: z
      .enum(POINTING_USES)
      .describe('pin: telescopes point along the link in these slots. forbid: they do not.'),
  })
  .describe('A pointing that is decided by hand.');
