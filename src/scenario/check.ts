import {
  checkClassicalLinks,
  checkCoherence,
  checkLengths,
  checkModes,
  checkSources,
} from './check-hardware.ts';
import {
  checkDemands,
  checkFidelities,
  checkGates,
  checkLinks,
  checkReferences,
  checkSlotLists,
  type KnownNames,
} from './check-links.ts';
import {
  checkLinkClasses,
  checkNodeNames,
  checkPlatforms,
  checkReceivers,
  checkSatellites,
  checkStart,
} from './check-nodes.ts';
import { checkPointings } from './check-pointings.ts';
import { checkStorage } from './check-storage.ts';
import type { DocumentPath, Finding } from './issue.ts';
import { knownNodeIds } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';

/** A check, and the sections that must be complete for its verdict to hold. */
interface Check {
  readonly reads: readonly (keyof Scenario)[];
  readonly run: (scenario: Scenario) => Finding[];
}

const NODE_SECTIONS = ['nodes', 'stations', 'platforms', 'satellites'] as const;

const CHECKS: readonly Check[] = [
  { reads: [], run: checkNodeNames },
  { reads: [], run: checkPlatforms },
  { reads: [], run: checkSatellites },
  { reads: ['horizon', 'satellites'], run: checkStart },
  { reads: [], run: checkLinkClasses },
  { reads: ['linkClasses'], run: checkReceivers },
  { reads: [], run: checkLinks },
  { reads: [], run: checkFidelities },
  { reads: [], run: checkDemands },
  { reads: ['horizon'], run: checkSlotLists },
  { reads: ['purification', 'gates'], run: checkGates },
  { reads: ['storage', ...NODE_SECTIONS], run: checkStorage },
  { reads: [], run: checkModes },
  { reads: ['linkClasses'], run: checkSources },
  { reads: ['hardware', 'classical', 'demands', ...NODE_SECTIONS], run: checkLengths },
  { reads: NODE_SECTIONS, run: checkCoherence },
  { reads: [], run: checkClassicalLinks },
  { reads: ['horizon', 'links', 'fibres', ...NODE_SECTIONS], run: checkPointings },
];

/**
 * What is wrong with a scenario of the right shape.
 * @param removed what had to be cut out of the document to give it that shape: verdicts that depend on it are withheld
 * @param declared names of nodes beyond those of the scenario, from entries that were cut out
 */
export function checkScenario(
  scenario: Scenario,
  removed: readonly DocumentPath[] = [],
  declared: readonly string[] = [],
): Finding[] {
  const isWhole = (section: string) => !removed.some((path) => path[0] === section);
  const { ids, complete } = knownNodeIds(scenario);
  // An entry that was cut out left its name in `declared`, a section or a satellite did not.
  const namesLost = removed.some(
    ([section, entry]) =>
      section === 'satellites' || (entry === undefined && NODE_SECTIONS.some((name) => name === section)),
  );
  const names: KnownNames = complete && !namesLost ? new Set([...ids, ...declared]) : null;
  return [
    ...CHECKS.filter(({ reads }) => reads.every(isWhole)).flatMap(({ run }) => run(scenario)),
    ...checkReferences(scenario, names),
  ];
}
