import { capacityIn, positionInSlot } from '../domain/network.ts';
import { type Hop, ownLinks, type Problem, storedHops } from '../domain/problem.ts';
import { namesOf } from './decode.ts';
import { exportPointedLink, exportTelescopes } from './export-pointing.ts';
import { exportLimits, exportTimes, exportUses } from './export-signals.ts';

/**
 * The instance as plain JSON with one value per slot, for other programs to solve: everything that the model of the
 * paper needs. Links and virtual links are named; null means no contact (`fidelity`) or not usable (`cost`). `memory`
 * and `minimumRate` appear only if they are not the default, `terminals` and what links need of them only where nodes limit
 * their telescopes and the plan points them, and modes, messages and times only where the scenario states something of them.
 */
export function exportInstance(problem: Problem) {
  const { topology, storageNodes, storagePairs, demands, memory } = problem;
  const { slots } = topology;
  const perSlot = <V>(
    entries: readonly { readonly slot: number }[],
    absent: V,
    value: (entry: number) => V,
  ): V[] => {
    const row = slots.map(() => absent);
    entries.forEach(({ slot }, entry) => {
      row[slot] = value(entry);
    });
    return row;
  };
  const route = (hops: readonly Hop[]) => ({
    links: ownLinks(hops).map((link) => topology.links[link]!.id),
    stored: storedHops(hops).map((hop) => namesOf(problem, hop)),
  });
  return {
    slots: topology.slotCount,
    slotSeconds: topology.slotSeconds,
    capacityUnit: topology.capacityUnit,
    ...(memory.model === 'ideal' ? {} : { memory }),
    ...exportTelescopes(topology),
    ...exportLimits(topology),
    links: topology.links.map(({ id, ends, class: linkClass }, link) => ({
      id,
      ends,
      class: linkClass,
      capacity: slots.map((slot) => capacityIn(slot, link)),
      fidelity: slots.map((slot) => slot.fidelity[positionInSlot(slot, link)] ?? null),
      ...exportPointedLink(topology, link),
    })),
    storageNodes,
    storagePairs: storagePairs.map(({ id, ends, subPaths }) => ({
      id,
      ends,
      subPaths: subPaths.map((subPath) => ({
        id: subPath.id,
        ...route(subPath.hops),
        initialStock: subPath.initialStock,
        initialFidelity: subPath.initialFidelity,
        cost: perSlot<number | null>(subPath.fills, null, (i) => subPath.fills[i]!.cost),
        ...exportUses(topology, subPath.fills),
      })),
    })),
    demands: demands.map((demand) => ({
      id: demand.id,
      source: demand.source,
      destination: demand.destination,
      weight: demand.weight,
      fidelityTarget: demand.fidelityTarget,
      ...(demand.minimumRate > 0 ? { minimumRate: demand.minimumRate } : {}),
      paths: demand.paths.map(({ id, hops, offers }) => ({
        id,
        ...route(hops),
        cost: perSlot<number | null>(offers, null, (i) => offers[i]!.cost),
        rateCap: perSlot(offers, 0, (i) => offers[i]!.rateCap),
        ...exportTimes(topology, offers),
        ...exportUses(
          topology,
          offers.map(({ slot, signals }) => ({ slot, ...signals })),
        ),
      })),
    })),
  };
}
