import type { MethodFacts } from './method-facts.ts';

export const milp = {
  kind: 'search',
  words: 'the whole MILP at once',
  ends: ['optimal', 'gap-reached', 'time-limit', 'interrupted', 'numerical'],
  boundSources: ['LP relaxation', 'monolith solved by *'],
} as const satisfies MethodFacts;
