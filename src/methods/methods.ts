import type { MethodName, RuleName } from '../domain/methods/methods.ts';
import { auto } from './auto/auto.ts';
import { benders } from './benders/benders.ts';
import { blocks } from './blocks/method.ts';
import type { Method } from './method.ts';
import { monolith } from './monolith.ts';
import { greedy } from './rules/greedy.ts';
import { overlayLp } from './rules/overlay-lp.ts';
import { pull } from './rules/pull.ts';
import { randomRoutes } from './rules/random-routes.ts';

/** What runs under each name of domain/methods/. */
export const METHODS: { readonly [Name in MethodName | RuleName]: Method<Name> } = {
  auto,
  benders,
  milp: monolith,
  blocks,
  'random-routes': randomRoutes,
  'overlay-lp': overlayLp,
  greedy,
  pull,
};
