import type { Scenario } from './schema/scenario.ts';

/**
 * Fills in missing ids: links and fibres share one set of names, by default their two ends joined by `~`; demands are
 * named after source and destination. A name that is taken gets `#2`, `#3` …
 */
export function withIds(scenario: Scenario): Scenario {
  const nameOfLink = namer([...scenario.links, ...scenario.fibres]);
  const nameOfDemand = namer(scenario.demands);
  return {
    ...scenario,
    links: scenario.links.map(({ id, ...link }) => ({ id: id ?? nameOfLink(link.ends.join('~')), ...link })),
    fibres: scenario.fibres.map(({ id, ...fibre }) => ({
      id: id ?? nameOfLink(fibre.ends.join('~')),
      ...fibre,
    })),
    demands: scenario.demands.map(({ id, ...demand }) => ({
      id: id ?? nameOfDemand(`${demand.source}~${demand.destination}`),
      ...demand,
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
