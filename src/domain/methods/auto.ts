import type { MethodFacts } from './method-facts.ts';

export const auto = {
  kind: 'search',
  words: 'chosen by size',
  ends: ['optimal', 'gap-reached', 'time-limit', 'iteration-limit', 'interrupted', 'numerical'],
  boundSources: ['LP relaxation', 'compact program', 'roots of windows', 'windows of up to # slots'],
} as const satisfies MethodFacts;
