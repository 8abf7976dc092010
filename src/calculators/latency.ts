import * as z from 'zod';
import { agedFidelities, halfAgesSeconds, partnerWaitSeconds } from '../physics/ageing.ts';
import { FIBRE_REFRACTIVE_INDEX } from '../physics/fibre.ts';
import { heraldSeconds } from '../physics/heralding.ts';
import { chainSignalling, latencySeconds, usableAfterSeconds } from '../physics/latency.ts';
import { IDEAL_GATES, swapFidelity } from '../physics/swapping.ts';
import { checkInput } from '../scenario/check-input.ts';
import type { Finding } from '../scenario/issue.ts';
import { amount, nonNegative, positive, probability } from '../scenario/schema/values.ts';
import type { Calculator } from './calculator.ts';
import { distanceKm, medium, sourcePlace } from './hardware-values.ts';
import { valuesOf } from './words.ts';

/** Each round costs at least two pairs; more rounds than that cost a million. */
const MOST_ROUNDS = 20;
const delay = nonNegative.max(1e9).default(0);

const question = z.strictObject({
  lengthsKm: z.array(distanceKm).min(1),
  rounds: z.int().min(0).max(MOST_ROUNDS).default(0),
  source: sourcePlace,
  medium,
  fidelities: z.array(probability).min(1).optional(),
  coherenceSeconds: positive.optional(),
  rate: amount.gt(0).optional().describe('Pairs/s, above 0.'),
  protocol: z.enum(['dejmps', 'bbpssw']).default('dejmps'),
  measurementSeconds: delay,
  processingSeconds: delay,
});

interface LatencyAnswer {
  readonly usableAfterSeconds: number;
  /** Absent without fidelities. */
  readonly fidelityBeforePurification?: number;
  readonly fidelity?: number;
}

export const latency: Calculator<z.input<typeof question>, LatencyAnswer> = {
  name: 'latency',
  title: 'compute after which time a pair of several hops is usable, and how it ages meanwhile',
  question,
  options: {
    lengthsKm: { value: 'list', about: 'lengths of the hops in km, in order, separated by commas' },
    rounds: { value: 'count', about: 'rounds of purification' },
    source: { value: 'place', about: 'where the pairs of each hop are made' },
    medium: { value: 'name', about: 'vacuum, or fibre with its refractive index of 1.468' },
    fidelities: { value: 'list', about: 'fidelities of the hops, separated by commas' },
    coherenceSeconds: { value: 's', about: 'coherence time of every memory (depolarising)' },
    rate: {
      value: 'C',
      about:
        'pairs/s of the slowest hop, for which the pairs of the others wait (without it they do not wait)',
    },
    protocol: { value: 'name', about: 'purification protocol' },
    measurementSeconds: { value: 's', about: 'time for a swap' },
    processingSeconds: { value: 's', about: 'time for a round besides its news' },
  },
  example: '--lengths-km 1000,1000 --rounds 1 --fidelities 0.98,0.97 --coherence-seconds 1',
  answer(asked) {
    const given = checkInput(question, asked, alsoWrong);
    const { source, rounds, protocol, fidelities, coherenceSeconds, rate } = given;
    const index = given.medium === 'fibre' ? FIBRE_REFRACTIVE_INDEX : 1;
    const delays = given.lengthsKm.map((lengthKm) => latencySeconds(lengthKm, index));
    const signalling = chainSignalling(delays, given);
    const usableAfter = usableAfterSeconds(
      delays.map((delaySeconds) => heraldSeconds(source, delaySeconds)),
      signalling,
      rounds,
    );
    if (fidelities === undefined || coherenceSeconds === undefined) {
      return { usableAfterSeconds: usableAfter };
    }
    const hops = delays.length;
    const path = {
      fidelity: swapFidelity(fidelities),
      heraldAgesSeconds: delays
        .flatMap((delaySeconds) => halfAgesSeconds(source, delaySeconds))
        .reduce((sum, age) => sum + age, 0),
      waitsSeconds: rate === undefined ? 0 : hops * partnerWaitSeconds(hops, rate),
      signalling,
      coherenceSeconds,
    };
    const { beforePurification, delivered } = agedFidelities(path, rounds, protocol, IDEAL_GATES);
    return {
      usableAfterSeconds: usableAfter,
      fidelityBeforePurification: beforePurification,
      fidelity: delivered,
    };
  },
  words: valuesOf,
};

function alsoWrong({
  lengthsKm,
  fidelities,
  coherenceSeconds,
  rate,
}: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  const wrong = (key: string, message: string, hint: string) => findings.push({ path: [key], message, hint });
  if (Array.isArray(lengthsKm) && Array.isArray(fidelities) && fidelities.length !== lengthsKm.length) {
    const [hops, stated] = [lengthsKm.length, fidelities.length];
    wrong('fidelities', `The path has ${hops} hops and ${stated} fidelities.`, 'State one for each length.');
  }
  if (fidelities !== undefined && coherenceSeconds === undefined) {
    wrong('coherenceSeconds', 'Fidelities age with it.', 'Add --coherence-seconds, for example 1.');
  }
  if (fidelities === undefined && coherenceSeconds !== undefined) {
    wrong('fidelities', 'There is nothing to age.', 'Add --fidelities, for example 0.98,0.97.');
  }
  if (rate !== undefined && fidelities === undefined && coherenceSeconds === undefined) {
    wrong('rate', 'Waiting for partners only ages pairs.', 'Add --fidelities and --coherence-seconds.');
  }
  return findings;
}
