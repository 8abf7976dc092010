import * as z from 'zod';
import { FIBRE_REFRACTIVE_INDEX } from '../physics/fibre.ts';
import {
  attemptSuccess,
  type HeraldedLink,
  heraldedRate,
  holdSeconds,
  modesInFlight,
} from '../physics/heralding.ts';
import { latencySeconds } from '../physics/latency.ts';
import { checkInput } from '../scenario/check-input.ts';
import type { Finding } from '../scenario/issue.ts';
import { amount, nonNegative } from '../scenario/schema/values.ts';
import type { Calculator } from './calculator.ts';
import { distanceKm, efficiency, frequencyMhz, medium, sourcePlace } from './hardware-values.ts';
import { valuesOf } from './words.ts';

const question = z.strictObject({
  lengthKm: distanceKm,
  sourceMhz: frequencyMhz,
  efficiencies: z.array(efficiency).min(1).max(2),
  modes: z.int().min(1),
  preparationSeconds: nonNegative.max(1e9).default(0),
  rate: amount.optional().describe('Pairs/s.'),
  source: sourcePlace,
  medium,
});

interface HeraldAnswer {
  /** τ, for which an attempt takes a mode. */
  readonly holdSeconds: number;
  /** Attempts/s that source and modes sustain. */
  readonly attemptsPerSecond: number;
  /** Pairs/s. */
  readonly rate: number;
  /** Modes that the source keeps busy at full rate, at the end that needs more. */
  readonly modesAtFullRate: number;
  /** Modes in flight at the rate asked about; absent if none is. */
  readonly modesInFlight?: number;
}

export const herald: Calculator<z.input<typeof question>, HeraldAnswer> = {
  name: 'herald',
  title: 'compute the rate of a link whose memories wait for heralds, and the modes it takes',
  question,
  options: {
    lengthKm: { value: 'km', about: 'length of the link' },
    sourceMhz: { value: 'MHz', about: 'attempts of the source, per microsecond' },
    efficiencies: {
      flag: 'efficiency',
      value: 'eta',
      about: 'efficiency of the link; with source or measurement in the middle those of both arms, as a,b',
    },
    modes: { value: 'M', about: 'memory modes of each end that waits' },
    preparationSeconds: { value: 's', about: 'time to prepare a mode before it emits' },
    rate: { value: 'R', about: 'pairs/s for which to count the modes in flight' },
    source: { value: 'place', about: 'where the pairs are made' },
    medium: { value: 'name', about: 'vacuum, or fibre with its refractive index of 1.468' },
  },
  example: '--length-km 1200 --source-mhz 10 --efficiency 1e-3 --modes 40000 --rate 1000',
  answer(asked) {
    const { modes, rate, ...given } = checkInput(question, asked, alsoWrong);
    const link = linkOf(given);
    const success = attemptSuccess(link);
    const most = heraldedRate(link, [modes, modes]);
    return {
      holdSeconds: holdSeconds(link),
      attemptsPerSecond: most / success,
      rate: most,
      modesAtFullRate: Math.max(...modesInFlight(link, link.sourceRate * success)),
      ...(rate !== undefined && { modesInFlight: Math.max(...modesInFlight(link, rate)) }),
    };
  },
  words: valuesOf,
};

function linkOf(asked: Omit<z.output<typeof question>, 'modes' | 'rate'>): HeraldedLink {
  const [first, second] = asked.efficiencies;
  return {
    source: asked.source,
    sourceRate: asked.sourceMhz * 1e6,
    efficiencies: second === undefined ? [1, first!] : [first!, second],
    delaySeconds: latencySeconds(asked.lengthKm, asked.medium === 'fibre' ? FIBRE_REFRACTIVE_INDEX : 1),
    preparationSeconds: asked.preparationSeconds,
  };
}

function alsoWrong(given: Readonly<Record<string, unknown>>): Finding[] {
  return [...wrongArms(given), ...idlePreparation(given), ...beyondSource(given)];
}

function wrongArms({ source = 'end', efficiencies }: Readonly<Record<string, unknown>>): Finding[] {
  if (!Array.isArray(efficiencies) || !sourcePlace.safeParse(source).success) return [];
  const needed = source === 'end' ? 1 : 2;
  if (efficiencies.length === needed) return [];
  const message =
    needed === 1
      ? 'With a source at an end a link has one efficiency.'
      : `With source '${source}' a link has two arms, each with its efficiency.`;
  const hint =
    needed === 1
      ? 'State one number, or add --source middle.'
      : 'State both, for example --efficiency 0.03,0.05.';
  return [{ path: ['efficiencies'], message, hint }];
}

function idlePreparation({ source, preparationSeconds }: Readonly<Record<string, unknown>>): Finding[] {
  if (source !== 'middle' || !preparationSeconds) return [];
  const message = 'With a source in the middle no mode emits, so none is prepared.';
  return [{ path: ['preparationSeconds'], message, hint: 'Leave --preparation-seconds out.' }];
}

/** Reports a rate that the source never reaches, whatever the memories. */
function beyondSource(given: Readonly<Record<string, unknown>>): Finding[] {
  const { data } = question.safeParse(given);
  if (data?.rate === undefined || wrongArms(given).length > 0) return [];
  const link = linkOf(data);
  const most = link.sourceRate * attemptSuccess(link);
  if (data.rate <= most) return [];
  const message = `The source gives ${Number(most.toPrecision(6))} pairs/s at most.`;
  return [{ path: ['rate'], message, hint: 'Ask for fewer pairs/s, or raise --source-mhz or --efficiency.' }];
}
