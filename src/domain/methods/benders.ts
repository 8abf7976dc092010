import type { MethodFacts } from './method-facts.ts';

export const benders = {
  kind: 'search',
  words: "Benders' decomposition",
  ends: ['optimal', 'gap-reached', 'time-limit', 'iteration-limit', 'interrupted', 'numerical'],
  boundSources: ['LP relaxation', 'windows of up to # slots', 'relaxed Benders master', 'Benders master'],
} as const satisfies MethodFacts;
