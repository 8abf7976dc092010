import { InputError, type InputIssue } from '../base/errors.ts';
import { DEFAULT_POINTING_POOL } from '../domain/catalogue-limit.ts';
import type { Margins } from '../domain/margins.ts';
import type { NetworkNode, Topology } from '../domain/network.ts';
import type { Problem } from '../domain/problem.ts';
import { relaysOverAll } from '../domain/schemes/scheme.ts';
import { REFERENCE_SCHEME, SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { buildCatalogue } from '../graph/catalogue.ts';
import { mergeCatalogues } from '../graph/merge-catalogues.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { pairQuality } from './pair-quality.ts';
import { pathMargins } from './path-margins.ts';
import { ratePaths } from './rate-paths.ts';
import { resolveStorage, unknownNode } from './resolve-storage.ts';

interface BuildProblemOptions {
  /** The schemes whose own paths make up the catalogue; those of PS-EGR by default. */
  readonly schemes?: readonly SchemeName[];
  /** What paths keep back of their Werner parameters before purification; nothing by default. */
  readonly margins?: Margins | undefined;
  /** Called after every slot of a pass over the horizon; `total` is an upper bound. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Passes over the horizon: real paths, nested sub-paths, virtual paths, ratings. */
const PASSES = 4;

/**
 * Builds the resolved problem: storage, path catalogue, and what every path is worth in every slot.
 *
 * @throws InputError for nodes that the topology lacks and for initial stocks that do not fit it
 */
export function buildProblem(
  scenario: Scenario,
  topology: Topology,
  options: BuildProblemOptions = {},
): Problem {
  const issues: InputIssue[] = [];
  const users = resolveUsers(scenario, topology, issues);
  if (issues.length > 0) throw new InputError(issues);
  return listPaths(scenario, topology, users, options);
}

/**
 * The problem of some slots, to see what that of all slots takes. Nodes without contact in these slots may have some in
 * others, and so may the links of an initial stock, which is left out; mistakes are left to {@link buildProblem}.
 */
export function sampleProblem(scenario: Scenario, sample: Topology, schemes: readonly SchemeName[]): Problem {
  const unstocked = { ...scenario, storage: { ...scenario.storage, initialStock: [] } };
  const topology = { ...sample, contactless: new Set<string>() };
  return listPaths(unstocked, topology, resolveUsers(unstocked, topology, []), { schemes });
}

/** Who stores and who asks for pairs. */
function resolveUsers(scenario: Scenario, topology: Topology, issues: InputIssue[]) {
  return {
    ...resolveStorage(scenario, topology, issues),
    demands: resolveDemands(scenario, topology, issues),
  };
}

function listPaths(
  scenario: Scenario,
  topology: Topology,
  { storageNodes, pairs, demands }: ReturnType<typeof resolveUsers>,
  { schemes = [REFERENCE_SCHEME], margins, onProgress }: BuildProblemOptions,
): Problem {
  const { storage, paths: limits } = scenario;
  const relays = relaysOf(schemes);
  const total = (1 + (PASSES - 1) * relays.length) * topology.slotCount;
  let done = 0;
  const onSlot = () => onProgress?.({ done: ++done, total });
  const quality = pairQuality(scenario, topology);
  const real = topology.pointing ? (limits.pointingPool ?? DEFAULT_POINTING_POOL) : limits.realPaths;
  const request = { topology, pairs, demands, limits: { ...limits, realPaths: real }, quality, onSlot };
  const catalogue = mergeCatalogues(
    relays.map((mayRelay) => buildCatalogue(mayRelay ? { ...request, mayRelay } : request)),
  );
  const { fills, offers, reach } = ratePaths({
    topology,
    pairs,
    demandIds: demands.map(({ id }) => id),
    fidelityTargets: demands.map(({ fidelityTarget }) => fidelityTarget),
    maximumLatencies: scenario.demands.map(
      ({ maximumLatencySeconds = Number.POSITIVE_INFINITY }) => maximumLatencySeconds,
    ),
    catalogue,
    quality,
    marginOf: margins && pathMargins(margins, topology, pairs, catalogue),
    scenario,
    onSlot,
  });
  return {
    topology,
    storageNodes,
    storagePairs: pairs.map(({ id, ends, capacity }, pair) => ({
      id,
      ends,
      capacity,
      subPaths: catalogue.subPaths[pair]!.map((subPath, i) => ({ ...subPath, fills: fills[pair]![i]! })),
    })),
    demands: demands.map((demand, k) => ({
      ...demand,
      paths: catalogue.paths[k]!.map((path, i) => ({ ...path, offers: offers[k]![i]! })),
      reach: reach[k]!,
    })),
    memory: storage.memory,
  };
}

/**
 * A catalogue for each set of nodes that schemes relay over, starting with that of all nodes (null) if any scheme uses
 * them.
 */
function relaysOf(schemes: readonly SchemeName[]) {
  const limited = schemes.map((scheme) => SCHEMES[scheme]).filter((scheme) => !relaysOverAll(scheme));
  const sets = new Map(limited.map(({ relays }) => [relays.join(), relays]));
  return [
    ...(limited.length < schemes.length ? [null] : []),
    ...Array.from(
      sets.values(),
      (kinds) =>
        ({ kind }: NetworkNode) =>
          kinds.includes(kind),
    ),
  ];
}

function resolveDemands(scenario: Scenario, topology: Topology, issues: InputIssue[]) {
  const names = topology.nodes.map(({ id }) => id);
  return withIds(scenario).demands.map((demand, i) => {
    for (const end of ['source', 'destination'] as const) {
      if (!names.includes(demand[end])) {
        issues.push(unknownNode(`demands[${i}].${end}`, demand[end], names));
      }
    }
    const { weight } = demand;
    return {
      id: demand.id!,
      source: demand.source,
      destination: demand.destination,
      weight: typeof weight === 'number' ? topology.slots.map(() => weight) : weight,
      fidelityTarget: demand.fidelityTarget,
      minimumRate: demand.minimumRate,
    };
  });
}
