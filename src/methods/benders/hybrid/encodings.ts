import type { EncodingName } from '../../../domain/hybrid.ts';
import { bounded } from './bounded.ts';
import type { Encoding } from './encoding.ts';
import { slack } from './slack.ts';
import { unbalanced } from './unbalanced.ts';

/** Every way to write a master down as a QUBO. */
export const ENCODINGS: Readonly<Record<Exclude<EncodingName, 'envelope'>, Encoding>> = {
  slack,
  bounded,
  unbalanced,
};
