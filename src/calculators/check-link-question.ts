/** Checks a question about a link and reports all mistakes together. */
import * as z from 'zod';
import { LINK_CLASSES } from '../domain/network.ts';
import { checkInput } from '../scenario/check-input.ts';
import type { Finding } from '../scenario/issue.ts';
import { opticalClass } from '../scenario/schema/network.ts';
import { nonNegative } from '../scenario/schema/values.ts';
import { distanceKm } from './hardware-values.ts';
import { DEFAULT_ALTITUDE_KM, type LinkQuestion } from './link-question.ts';

export const linkQuestion = opticalClass
  .pick({
    wavelengthNm: true,
    waistCm: true,
    divergenceUrad: true,
    receiverDiameterM: true,
    jitterUrad: true,
    opticsEfficiency: true,
    detectorEfficiency: true,
    zenithTransmission: true,
    sourceMhz: true,
    direction: true,
  })
  .extend({
    class: z.enum(LINK_CLASSES),
    altitudeKm: distanceKm.optional(),
    elevationDeg: z.number().min(0).max(90).optional().describe('Degrees above the horizon, from 0 to 90.'),
    lengthKm: distanceKm.optional(),
    zenithFadeDb: nonNegative.optional(),
    day: z.boolean().optional(),
  }) satisfies z.ZodType<LinkQuestion>;

/** @throws InputError with everything that is wrong with the question or missing from it */
export function checkLinkQuestion(question: LinkQuestion): void {
  checkInput(linkQuestion, question, (given) => [
    ...missingLength(given),
    ...notOfFibre(given),
    ...upsideDown(given),
    ...withoutHorizon(given),
  ]);
}

/** Classes whose length does not follow from altitude and elevation. */
const LEVEL: readonly unknown[] = ['S2S', 'A2A', 'G2G'];

function missingLength(question: Partial<LinkQuestion>): Finding[] {
  if (!LEVEL.includes(question.class) || question.lengthKm !== undefined) return [];
  const message = `A link of class ${question.class} needs a length.`;
  return [{ path: ['lengthKm'], message, hint: 'Add it in km, for example --length-km 100.' }];
}

/** Keys that apply to fibres. */
const OF_FIBRE: readonly string[] = [
  'class',
  'lengthKm',
  'sourceMhz',
  'opticsEfficiency',
  'detectorEfficiency',
];

function notOfFibre(question: Partial<LinkQuestion>): Finding[] {
  if (question.class !== 'G2G') return [];
  return Object.entries(question).flatMap(([key, value]): Finding[] => {
    if (value === undefined || OF_FIBRE.includes(key) || !(key in linkQuestion.shape)) return [];
    const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const message = `A link of class G2G is a fibre, and ${key} applies only to links through air or space.`;
    return [{ path: [key], message, hint: `Leave ${flag} out, or ask for another class.` }];
  });
}

/** Reports an elevation between two satellites, where there is no horizon. */
function withoutHorizon(question: Partial<LinkQuestion>): Finding[] {
  if (question.class !== 'S2S' || question.elevationDeg === undefined) return [];
  const message = 'A link of class S2S passes through no air, so its elevation changes nothing.';
  return [{ path: ['elevationDeg'], message, hint: 'Leave --elevation-deg out, or ask for another class.' }];
}

function upsideDown(question: Partial<LinkQuestion>): Finding[] {
  const { class: name, altitudeKm, lengthKm } = question;
  if (name !== 'S2A' || lengthKm !== undefined || !(altitudeKm! <= DEFAULT_ALTITUDE_KM.A)) return [];
  const message = `A satellite ${altitudeKm} km high is not above a platform at ${DEFAULT_ALTITUDE_KM.A} km.`;
  return [{ path: ['altitudeKm'], message, hint: 'Use a larger altitude, or state the length of the link.' }];
}
