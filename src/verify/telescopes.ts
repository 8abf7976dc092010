/** Whether the network limits the telescopes that the scenario limits, read anew from the scenario. */
import type { Topology } from '../domain/network.ts';
import { DEFAULT_POINTING } from '../domain/pointing.ts';
import { declaredNodes } from '../scenario/nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { agreesOnStated } from './stated-pointings.ts';

/** Where the network and the scenario differ about telescopes, in words; null if they agree. */
export function telescopeFault(scenario: Scenario, topology: Topology): string | null {
  const { pointing, nodes, links } = topology;
  if (pointing === undefined) {
    const isPlanned =
      (scenario.pointing ?? DEFAULT_POINTING) === 'planned' &&
      [...statedTerminals(scenario).values()].some(Boolean);
    return isPlanned ? 'the network does not let the plan point telescopes' : null;
  }
  if (!agreesOnStated({ scenario, topology })) return 'pointings that are decided by hand';
  const stated = statedTerminals(scenario);
  // Satellites from TLE and OMM have no name in the scenario: theirs must be one of the numbers stated for such.
  const ofElements = new Set(
    scenario.satellites.flatMap((satellite) =>
      'tle' in satellite || 'omm' in satellite ? [satellite.maximumTerminals] : [],
    ),
  );
  for (const [index, { id }] of nodes.entries()) {
    const count = pointing.terminals.get(index);
    const agrees = stated.has(id) ? stated.get(id) === count : ofElements.has(count);
    if (!agrees) return `telescopes of ${id}`;
  }
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  for (const [index, { id, ends, via, class: linkClass }] of links.entries()) {
    const isOnGround = linkClass === 'G2G' && via === null;
    const taken = isOnGround
      ? []
      : [...ends.map((end) => [end, 1] as const), ...(via ? [[via, 2] as const] : [])];
    const limited = taken
      .map(([node, count]) => [indexOf.get(node)!, count] as const)
      .filter(([node]) => pointing.terminals.has(node));
    const claimed = new Map(pointing.links[index]?.terminals ?? []);
    const agrees =
      claimed.size === limited.length && limited.every(([node, count]) => claimed.get(node) === count);
    if (!agrees || (pointing.links[index] === null) !== (limited.length === 0))
      return `telescopes that ${id} takes`;
  }
  return null;
}

/** T_m of every node that the scenario names; undefined if unlimited. */
const statedTerminals = (scenario: Scenario): ReadonlyMap<string, number | undefined> =>
  new Map(
    declaredNodes(scenario).map(({ id, path: [section, index] }) => {
      const entries = scenario[section as 'nodes' | 'stations' | 'platforms' | 'satellites'];
      return [id, entries[index as number]!.maximumTerminals];
    }),
  );
