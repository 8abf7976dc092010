import { stated } from '../base/stated.ts';
import { channelOf } from '../orbit/channel.ts';
import { KEPT } from '../orbit/detection.ts';
import type { View } from '../orbit/view.ts';
import { coincidenceFidelity } from '../physics/coincidence.ts';
import { lossDb } from '../physics/decibel.ts';
import { fibreEfficiency } from '../physics/fibre.ts';
import { slantRangeKm } from '../physics/geometry.ts';
import { opticalLoss } from '../physics/link-budget.ts';
import { LINK_DEFAULTS, type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import { noise as noiseSchema } from '../scenario/schema/network.ts';
import { checkLinkQuestion } from './check-link-question.ts';
import { DEFAULT_ALTITUDE_KM, type LinkQuestion } from './link-question.ts';

export interface LinkAnswer {
  readonly rangeKm: number;
  readonly lossDb: {
    readonly geometric: number;
    readonly atmosphere: number;
    readonly receiver: number;
    readonly total: number;
  };
  /** Pairs per second. */
  readonly rate: number;
  /** Fidelity of a base pair. */
  readonly fidelity: number;
}

/**
 * Loss, rate and fidelity of one link, with the defaults of the link classes (docs/scenario.md).
 * @throws InputError with everything that is wrong with the question, or if the range does not follow from it
 */
export function calculateLink(question: LinkQuestion): LinkAnswer {
  checkLinkQuestion(question);
  return question.class === 'G2G' ? fibreLink(question) : opticalLinkOf(question.class, question);
}

function opticalLinkOf(linkClass: OpticalClass, question: LinkQuestion): LinkAnswer {
  const { class: _, altitudeKm, elevationDeg = 90, lengthKm, day = false, ...others } = question;
  const overrides = stated(others);
  const design = resolveOpticalClass(linkClass, overrides);
  const upperKm = altitudeKm ?? DEFAULT_ALTITUDE_KM[linkClass[0] as 'S' | 'A'];
  const lowerKm = DEFAULT_ALTITUDE_KM[linkClass[2] as 'S' | 'A' | 'G'];
  const level = linkClass === 'S2S' || linkClass === 'A2A';
  const rangeKm = level ? lengthKm! : (lengthKm ?? slantRangeKm(upperKm, elevationDeg, lowerKm));
  const loss = opticalLoss({
    ...design,
    rangeKm,
    elevationDeg,
    lowerAltitudeM: Math.min(lowerKm, upperKm) * 1000,
    upperAltitudeM: Math.max(lowerKm, upperKm) * 1000,
  });
  const channel = channelOf(
    { linkClasses: { ...NO_OVERRIDES, [linkClass]: overrides }, noise: noiseSchema.parse({}) },
    linkClass,
  )!;
  const looksDown = design.direction === 'up' && !level;
  const view: View = looksDown
    ? { of: 'earth', lowestM: 0, night: !day }
    : { of: 'sky', lowestM: lowerKm * 1000, night: !day };
  return {
    rangeKm,
    lossDb: {
      geometric: loss.geometricDb,
      atmosphere: loss.atmosphereDb,
      receiver: loss.receiverDb,
      total: loss.totalDb,
    },
    rate: channel.sourceRate * loss.efficiency,
    fidelity: channel.fidelity(KEPT, { efficiency: loss.efficiency, background: channel.backgroundOf(view) }),
  };
}

const NO_OVERRIDES = { S2S: {}, S2A: {}, A2A: {}, S2G: {}, A2G: {}, G2G: LINK_DEFAULTS.G2G } as const;

function fibreLink(question: LinkQuestion): LinkAnswer {
  const { sourceMhz, opticsEfficiency, detectorEfficiency } = question;
  const lengthKm = question.lengthKm!;
  const { attenuationDbPerKm, efficiency, sourceMhz: defaultSourceMhz } = LINK_DEFAULTS.G2G;
  const receiver =
    opticsEfficiency === undefined && detectorEfficiency === undefined
      ? efficiency
      : (opticsEfficiency ?? 1) * (detectorEfficiency ?? 1);
  const glass = fibreEfficiency(lengthKm, attenuationDbPerKm);
  const { sourceWerner, darkCountsPerSecond, coincidenceWindowNs } = noiseSchema.parse({});
  const sourceRate = (sourceMhz ?? defaultSourceMhz) * 1e6;
  return {
    rangeKm: lengthKm,
    lossDb: {
      geometric: 0,
      // In a fibre, the glass is the medium.
      atmosphere: lossDb(glass),
      receiver: lossDb(receiver),
      total: lossDb(glass * receiver),
    },
    rate: sourceRate * glass * receiver,
    fidelity: coincidenceFidelity({
      sourceRate,
      efficiency1: 1,
      efficiency2: glass * receiver,
      background1: 0,
      background2: darkCountsPerSecond,
      windowSeconds: coincidenceWindowNs * 1e-9,
      sourceWerner,
    }),
  };
}
