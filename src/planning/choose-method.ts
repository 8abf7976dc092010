import type { MethodName } from '../domain/run-record.ts';
import type { RuleName, Scheme } from '../domain/schemes/scheme.ts';
import { auto } from '../methods/auto/auto.ts';
import { benders } from '../methods/benders/benders.ts';
import { blocks } from '../methods/blocks/method.ts';
import type { Method } from '../methods/method.ts';
import { monolith } from '../methods/monolith.ts';
import { greedy } from '../methods/rules/greedy.ts';
import { overlayLp } from '../methods/rules/overlay-lp.ts';
import { randomRoutes } from '../methods/rules/random-routes.ts';
import type { ProblemSize } from '../model/size.ts';
import type { PlanOptions } from './options.ts';

const SEARCHES: Readonly<Record<MethodName, Method>> = { auto, benders, milp: monolith, blocks };

const RULES: Readonly<Record<RuleName, Method>> = {
  'overlay-lp': overlayLp,
  'random-routes': randomRoutes,
  greedy,
};

/** If the program of all slots has more columns than this, `auto` hands over to `blocks`. */
export const LARGEST_WHOLE = 500_000;

/** The rule of the scheme, if it has one; otherwise the requested method, where `auto` depends on size. */
export function chooseMethod(
  { method }: Pick<PlanOptions, 'method'>,
  { rule }: Pick<Scheme, 'rule'>,
  { columns }: Pick<ProblemSize, 'columns'>,
): Method {
  if (rule !== null) return RULES[rule];
  return method === 'auto' && columns > LARGEST_WHOLE ? blocks : SEARCHES[method];
}
