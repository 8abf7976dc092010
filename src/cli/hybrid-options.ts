import { type Command, Option } from 'commander';
import { InputError } from '../base/errors.ts';
import {
  BUILT_IN_SAMPLERS,
  ENCODING_NAMES,
  type HybridOptions,
  isBuiltIn,
  WEIGHT_RULES,
} from '../domain/hybrid.ts';
import { DEFAULT_HYBRID, FOREIGN_SAMPLER_SECONDS } from '../planning/options.ts';
import { integerWithin, numberWithin } from './arguments.ts';

/** Options of a sampled master, as they are on the command line. */
export interface HybridFlags {
  readonly master?: 'exact' | 'qubo';
  readonly encoding?: HybridOptions['encoding'];
  readonly weights?: HybridOptions['weights'];
  readonly sampler?: string;
  readonly reads?: number;
  readonly samplerSeconds?: number;
  readonly certify?: number;
}

export const addHybridOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--master <kind>',
        "exact, the default: a MIP solves Benders' master; qubo: a sampler proposes routes, and exact masters prove bounds",
      ).choices(['exact', 'qubo']),
    )
    .addOption(
      new Option(
        '--encoding <name>',
        `how a sampler sees the master (default ${DEFAULT_HYBRID.encoding}, which is no QUBO but the classical yardstick)`,
      ).choices(ENCODING_NAMES),
    )
    .addOption(
      new Option(
        '--weights <rule>',
        `weights of penalties: those that anneal best (the default), or those of the guarantee`,
      ).choices(WEIGHT_RULES),
    )
    .option(
      '--sampler <command>',
      `${BUILT_IN_SAMPLERS.join(' (the default), ')}, or a program that reads a QUBO and prints bit strings, with its arguments`,
    )
    .option(
      '--reads <count>',
      `reads of each sample (default ${DEFAULT_HYBRID.reads})`,
      integerWithin(1, 100_000),
    )
    .option(
      '--sampler-seconds <seconds>',
      `of each sample (default ${DEFAULT_HYBRID.samplerSeconds}; ${FOREIGN_SAMPLER_SECONDS} for a program of yours, which is then stopped)`,
      numberWithin(0.001, 1e5),
    )
    .option(
      '--certify <count>',
      `solve the master exactly, for its bound, every <count> steps (default ${DEFAULT_HYBRID.certify})`,
      integerWithin(1),
    );

const SAMPLING = ['encoding', 'weights', 'sampler', 'reads', 'samplerSeconds', 'certify'] as const;

/** Whether the flags ask for a sampled master: whoever says how to sample wants to sample. */
export const wantsSampling = (flags: HybridFlags): boolean =>
  flags.master === 'qubo' || SAMPLING.some((name) => flags[name] !== undefined);

/**
 * The options of a sampled master, or nothing if the master is solved exactly.
 * @param base those of the run that is resumed, if it sampled
 * @throws InputError if the flags say both
 */
export function hybridOf(
  { master, ...flags }: HybridFlags,
  base: HybridOptions | undefined,
): { readonly hybrid?: HybridOptions } {
  if (master === 'exact') {
    const name = SAMPLING.find((one) => flags[one] !== undefined);
    if (name === undefined) return {};
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const message = `An exact master has no sampler, so --${flag} means nothing.`;
    throw new InputError([{ path: '', message, hint: `Leave out --${flag}, or write --master qubo.` }]);
  }
  if (!base && !wantsSampling({ ...flags, ...(master && { master }) })) return {};
  const before = base ?? DEFAULT_HYBRID;
  const sampler = flags.sampler ?? before.sampler;
  const usual = isBuiltIn(sampler) ? DEFAULT_HYBRID.samplerSeconds : FOREIGN_SAMPLER_SECONDS;
  return {
    hybrid: {
      encoding: flags.encoding ?? before.encoding,
      weights: flags.weights ?? before.weights,
      sampler,
      reads: flags.reads ?? before.reads,
      samplerSeconds: flags.samplerSeconds ?? (sampler === base?.sampler ? base.samplerSeconds : usual),
      certify: flags.certify ?? before.certify,
    },
  };
}
