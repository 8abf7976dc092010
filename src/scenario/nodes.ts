import type { NodeKind } from '../domain/network.ts';
import type { DocumentPath } from './issue.ts';
import type { Scenario } from './schema/scenario.ts';

/** A node that the scenario names; satellites from TLE and OMM become known with their elements. */
interface DeclaredNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** False if it cannot store or swap. */
  readonly memory: boolean;
  readonly path: DocumentPath;
}

/** Names of a Walker constellation in order, PREFIX-plane-number, both counted from 1. */
function walkerSatelliteIds(walker: {
  readonly id: string;
  readonly total: number;
  readonly planes: number;
}): string[] {
  const perPlane = Math.floor(walker.total / walker.planes);
  return Array.from(
    { length: perPlane * walker.planes },
    (_, i) => `${walker.id}-${Math.floor(i / perPlane) + 1}-${(i % perPlane) + 1}`,
  );
}

/** Every node that the scenario names, in the order of its sections. */
export function declaredNodes(scenario: Scenario): DeclaredNode[] {
  return [
    ...scenario.nodes.map((node, i): DeclaredNode => ({ ...node, memory: true, path: ['nodes', i, 'id'] })),
    ...scenario.stations.map(
      ({ id }, i): DeclaredNode => ({ id, kind: 'ground', memory: true, path: ['stations', i, 'id'] }),
    ),
    ...scenario.platforms.map(
      ({ id, memory }, i): DeclaredNode => ({ id, kind: 'aerial', memory, path: ['platforms', i, 'id'] }),
    ),
    ...scenario.satellites.flatMap((satellite, i): DeclaredNode[] => {
      const common = { kind: 'satellite', memory: satellite.memory } as const;
      if ('circular' in satellite) {
        return [{ ...common, id: satellite.circular.id, path: ['satellites', i, 'circular', 'id'] }];
      }
      if ('walker' in satellite) {
        const path = ['satellites', i, 'walker', 'id'];
        return walkerSatelliteIds(satellite.walker).map((id) => ({ ...common, id, path }));
      }
      return [];
    }),
  ];
}

/**
 * The names of nodes that the scenario alone determines. Not `complete` if satellites come from TLE or OMM: a name that
 * is missing here may then be one of theirs.
 */
export function knownNodeIds(scenario: Scenario): { ids: Set<string>; complete: boolean } {
  return {
    ids: new Set(declaredNodes(scenario).map((node) => node.id)),
    complete: !scenario.satellites.some((satellite) => 'tle' in satellite || 'omm' in satellite),
  };
}

/** Whether any node limits its telescopes. */
export const limitsTerminals = ({ nodes, stations, platforms, satellites }: Scenario): boolean =>
  [nodes, stations, platforms, satellites].some((section) =>
    section.some(({ maximumTerminals }) => maximumTerminals !== undefined),
  );
