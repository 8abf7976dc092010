import type { Calculator } from './calculator.ts';
import { herald } from './herald.ts';
import { latency } from './latency.ts';
import { link } from './link.ts';
import { pass } from './pass.ts';
import { purify } from './purify.ts';
import { swap } from './swap.ts';
import { sync } from './sync.ts';

/** Every question that `satqn calc` answers. */
export const CALCULATORS: readonly Calculator[] = [purify, swap, link, pass, herald, latency, sync];
