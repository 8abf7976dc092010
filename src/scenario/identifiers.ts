import type { Scenario } from './schema/scenario.ts';

/**
 * Fills in the ids that may be left out: links and fibres share one set of names, by default their two
 * ends joined by `~`; demands are named after source and destination. What is taken gets `#2`, `#3` …
 */
export function withIds(scenario: Scenario): Scenario {
  const joined = [...scenario.links, ...scenario.fibres];
  const nameOfLink = namer(joined);
  const nameOfDemand = namer(scenario.demands);
  const named = <T extends { id?: string | undefined; ends: readonly [string, string] }>(link: T): T => ({
    ...link,
    id: link.id ?? nameOfLink(link.ends.join('~')),
  });
  return {
    ...scenario,
    links: scenario.links.map(named),
    fibres: scenario.fibres.map(named),
    demands: scenario.demands.map((demand) => ({
      ...demand,
      id: demand.id ?? nameOfDemand(`${demand.source}~${demand.destination}`),
    })),
  };
}

function namer(things: readonly { readonly id?: string | undefined }[]): (wanted: string) => string {
  const taken = new Set(things.flatMap((thing) => thing.id ?? []));
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name); number++) name = `${wanted}#${number}`;
    taken.add(name);
    return name;
  };
}
