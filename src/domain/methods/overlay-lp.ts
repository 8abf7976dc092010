import type { MethodFacts } from './method-facts.ts';

export const overlayLp = {
  kind: 'rule',
  words: 'one LP over many paths at once',
  ends: ['optimal', 'gap-reached', 'time-limit', 'interrupted', 'numerical'],
  boundSources: ['overlay LP'],
} as const satisfies MethodFacts;
