import type { Topology } from '../domain/network.ts';
import type { Plan, PlannedHop } from '../domain/plan.ts';
import { stationAvailability } from '../orbit/clouds.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/**
 * Pairs that a clear-sky plan can be expected to deliver under clouds (`clouds.mode: expected`),
 * null otherwise: each route counts with the probability that every station whose telescope its
 * own links use is clear, and likewise, at another time, those of each sub-path behind it. Skies
 * of different stations and times are taken as independent; the certified plan is not scaled.
 */
export function expectedPairs(scenario: Scenario, topology: Topology, plan: Plan): number | null {
  if (scenario.clouds.mode !== 'expected') return null;
  const availability = new Map(
    stationAvailability(scenario).map(({ station, availability: value }) => [station, value]),
  );
  const links = new Map(topology.links.map((link) => [link.id, link]));
  const subPaths = new Map(plan.subPaths.map((subPath) => [`${subPath.pair} ${subPath.id}`, subPath.hops]));

  const clearProbability = (hops: readonly PlannedHop[]): number => {
    const telescopes = new Set<string>();
    let behind = 1;
    for (const hop of hops) {
      if ('pair' in hop) {
        behind *= clearProbability(subPaths.get(`${hop.pair} ${hop.subPath}`) ?? []);
        continue;
      }
      const link = links.get(hop.link);
      if (link?.kind === 'optical' || link?.kind === 'dual-downlink') {
        for (const end of link.ends) telescopes.add(end);
      }
    }
    return [...telescopes].reduce((product, node) => product * (availability.get(node) ?? 1), behind);
  };
  return plan.routes.reduce(
    (sum, { rate, hops }) => sum + rate * topology.slotSeconds * clearProbability(hops),
    0,
  );
}
