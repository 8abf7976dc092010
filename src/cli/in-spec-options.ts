import type { Command } from 'commander';
import { InputError } from '../base/errors.ts';
import { type InSpecOptions, NO_MARGINS } from '../domain/margins.ts';
import { integerWithin, numberWithin, positiveShare } from './arguments.ts';

/** What a plan is to keep when it is simulated, as on the command line. */
export interface InSpecFlags {
  readonly inSpec?: number;
  readonly coherenceSeconds?: number;
  readonly swapSuccess?: number;
  readonly relayBuffer?: number;
}

export const addInSpecOptions = (command: Command): Command =>
  command
    .option(
      '--in-spec <share>',
      'simulate the plan, and plan with margins until this share of its pairs is delivered in spec',
      positiveShare,
    )
    .option(
      '--coherence-seconds <seconds>',
      'with --in-spec: let all halves age for which the scenario states nothing',
      numberWithin(Number.MIN_VALUE, Number.MAX_VALUE),
    )
    .option(
      '--swap-success <probability>',
      'with --in-spec: probability that a swap succeeds, instead of that of the scenario',
      positiveShare,
    )
    .option(
      '--relay-buffer <pairs>',
      'with --in-spec: pairs that may wait in a relay for each hop of a flow (default unlimited)',
      integerWithin(1),
    );

const HARDWARE = ['coherenceSeconds', 'swapSuccess', 'relayBuffer'] as const;

/**
 * What is asked for, or nothing.
 * @param base of the run that is resumed, if it has margins
 * @throws InputError for hardware without --in-spec, or hardware or shares other than those of the run that is resumed
 */
export function inSpecOf(
  flags: InSpecFlags,
  base: InSpecOptions | undefined,
): { readonly inSpec?: InSpecOptions } {
  const asked = HARDWARE.filter((name) => flags[name] !== undefined);
  if (base) {
    const changed = asked.find((name) => flags[name] !== base[name]);
    if (changed === undefined) return { inSpec: { ...base, share: flags.inSpec ?? base.share } };
    throw misuse(
      `The margins of this run were made with ${flagOf(changed)} ${base[changed] ?? 'left out'}.`,
      `Leave out ${flagOf(changed)}, or start a new run from its routes with --start.`,
    );
  }
  if (flags.inSpec === undefined) {
    if (asked.length === 0) return {};
    throw misuse(
      `${flagOf(asked[0]!)} says how to simulate a plan, which only --in-spec does here.`,
      'Add --in-spec 0.95, or use it with satqn simulate.',
    );
  }
  return {
    inSpec: {
      share: flags.inSpec,
      coherenceSeconds: flags.coherenceSeconds ?? null,
      swapSuccess: flags.swapSuccess ?? null,
      relayBuffer: flags.relayBuffer ?? null,
      margins: NO_MARGINS,
    },
  };
}

const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const misuse = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);
