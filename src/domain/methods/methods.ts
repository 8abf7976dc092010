/** The ways to plan: searches, which a user chooses from, and the rules of schemes. How each plans is in methods/. */
import { auto } from './auto.ts';
import { benders } from './benders.ts';
import { blocks } from './blocks.ts';
import { greedy } from './greedy.ts';
import type { MethodFacts } from './method-facts.ts';
import { milp } from './milp.ts';
import { overlayLp } from './overlay-lp.ts';
import { pull } from './pull.ts';
import { randomRoutes } from './random-routes.ts';

/** In display order. */
const LIST = {
  auto,
  benders,
  milp,
  blocks,
  'random-routes': randomRoutes,
  'overlay-lp': overlayLp,
  greedy,
  pull,
} satisfies Record<string, MethodFacts>;

type List = typeof LIST;
type NameOf<Kind extends MethodFacts['kind']> = {
  [Name in keyof List]: List[Name]['kind'] extends Kind ? Name : never;
}[keyof List];
export type MethodName = NameOf<'search'>;
export type RuleName = NameOf<'rule'>;

export const METHOD_FACTS: Readonly<Record<MethodName | RuleName, MethodFacts>> = LIST;
export const METHOD_NAMES = namesOf('search');
export const RULE_NAMES = namesOf('rule');

function namesOf<Kind extends MethodFacts['kind']>(kind: Kind): readonly NameOf<Kind>[] {
  const names = Object.keys(LIST) as (keyof List)[];
  return names.filter((name): name is NameOf<Kind> => LIST[name].kind === kind);
}

/** A name with its places filled. */
type Filled<Name extends string> = Name extends `${infer Before}#${infer After}`
  ? `${Before}${number}${After}`
  : Name extends `${infer Before}*${infer After}`
    ? `${Before}${string}${After}`
    : Name;

/** Before a search there is no bound, or that of the rate caps. */
const BEFORE_SEARCHES = ['none', 'rate caps'] as const;

/** What proved a bound. */
export type BoundSource = Filled<List[keyof List]['boundSources'][number]> | (typeof BEFORE_SEARCHES)[number];

const SOURCES_OF_SEARCHES: readonly string[] = [
  ...BEFORE_SEARCHES,
  ...METHOD_NAMES.flatMap((name) => METHOD_FACTS[name].boundSources),
];

/**
 * Whether this may have proved the bound of a run by a rule, or, with null, of a search: there it may be the source of
 * any search, since a run may resume one of another method.
 */
export function mayHaveProved(source: string, rule: RuleName | null): boolean {
  const names = rule === null ? SOURCES_OF_SEARCHES : ['none', ...METHOD_FACTS[rule].boundSources];
  return names.some((name) => isFilled(name, source));
}

const PLACES: Readonly<Record<string, string>> = { '#': '\\d+', '*': '.+' };

function isFilled(name: string, source: string): boolean {
  const pattern = name.replace(/[^\w\s]/g, (character) => PLACES[character] ?? `\\${character}`);
  return new RegExp(`^${pattern}$`).test(source);
}
