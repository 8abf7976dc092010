import { InputError } from '../base/errors.ts';
import { fidelityIn, type Topology } from '../domain/network.ts';
import type { Plan } from '../domain/plan.ts';
import type { Arrivals, Discipline } from '../domain/simulation.ts';
import { wernerOf } from '../physics/swapping.ts';
import type { LinkInSlot } from './execution.ts';
import type { LimitedModes } from './limited-modes.ts';
import { flownLinks } from './links-flown.ts';
import { orNothing, type SignalReader } from './signals.ts';

/** What one flow draws from its own links in a slot. */
interface Draw {
  readonly firstClaim: number;
  /** Indices in the topology, in the order of its hops. */
  readonly links: readonly number[];
  readonly plannedBase: number;
  readonly isUser: boolean;
}

interface Network {
  readonly topology: Topology;
  readonly plan: Plan;
  readonly signals: SignalReader;
  readonly forgetting: (node: string) => number;
  readonly limited: LimitedModes;
  readonly arrivals: Arrivals;
  readonly discipline: Discipline;
}

interface LinksInSlots {
  /** Ids. */
  readonly links: readonly string[];
  readonly inSlots: readonly (readonly LinkInSlot[])[];
  /** Modes in flight in each slot, by limited node. */
  readonly inFlight: readonly Float64Array[];
}

interface Claim {
  readonly claim: number;
  readonly planned: number;
  readonly isUser: boolean;
}

/** The links that a plan uses, slot by slot, in ascending order of link; those that nobody draws on are left out. */
export function linksInSlots(
  { topology, plan, signals, forgetting, limited, arrivals, discipline }: Network,
  draws: readonly (readonly Draw[])[],
): LinksInSlots {
  const claims = draws.map(claimsByLink);
  const loadOf = (link: number, slot: number): number =>
    claims[slot]!.get(link)?.reduce((sum, { planned }) => sum + planned, 0) ?? 0;
  const flown = flownLinks(topology, plan, loadOf);
  const used = [...new Set(claims.flatMap((slot) => [...slot.keys()]))].sort((a, b) => a - b);
  const indexOf = new Map(used.map((link, index) => [link, index]));
  const unknown = new Set<string>();
  const inFlight = claims.map(() => new Float64Array(limited.modes?.limits.length ?? 0));
  const inSlots = claims.map((byLink, slot) => {
    const inSlot = signals(slot);
    return [...byLink]
      .sort(([a], [b]) => a - b)
      .map(([link, all]): LinkInSlot => {
        const { id, ends } = topology.links[link]!;
        const { heraldSeconds, agesSeconds, modeSeconds, heldSeconds } = inSlot.waitsOf(link);
        const [first, second] = agesSeconds;
        const forgotten = orNothing(first * forgetting(ends[0]) + second * forgetting(ends[1]));
        const efficiency = arrivals === 'bernoulli' ? inSlot.efficiencyOf(link) : Number.NaN;
        if (arrivals === 'bernoulli' && Number.isNaN(efficiency)) unknown.add(id);
        const ordered = [...all].sort((a, b) => Number(b.isUser) - Number(a.isUser));
        const load = loadOf(link, slot);
        const { mean: most, beginSeconds } = flown(link, slot);
        const nodes = ends.map(limited.at);
        // Attempts beyond what the plan asks for would take modes of others.
        const mean = nodes.some(({ length }) => length > 0) ? Math.min(most, load) : most;
        nodes.forEach((limitedHere, side) => {
          const perPair = orNothing(modeSeconds[side]! + heldSeconds[side]!);
          for (const node of limitedHere) inFlight[slot]![node]! += (mean / topology.slotSeconds) * perPair;
        });
        return {
          mean,
          offered: offeredOf(mean, load, discipline, {
            forgets: forgetting(ends[0]) + forgetting(ends[1]),
            slotSeconds: topology.slotSeconds,
          }),
          beginSeconds,
          link: indexOf.get(link)!,
          werner: wernerOf(fidelityIn(topology.slots[slot]!, link)) * Math.exp(-forgotten),
          heraldSeconds: orNothing(heraldSeconds),
          efficiency,
          claims: Int32Array.from(ordered, ({ claim }) => claim),
          planned: Float64Array.from(ordered, ({ planned }) => planned),
          userClaims: ordered.filter(({ isUser }) => isUser).length,
        };
      });
  });
  if (unknown.size > 0) throw unknownAttempts([...unknown]);
  return { links: used.map((link) => topology.links[link]!.id), inSlots, inFlight };
}

/** Standard deviations of what is planned that flows are offered beyond it. */
const MOST_DEVIATIONS = 6;
/** Where pairs age while they wait: how often what is planned, and how many pairs more while a pair forgets, they are offered at least. */
const TIMES_OF_AGEING = 2;
const MORE_OF_AGEING = 200;

/**
 * Some links carry hundreds of times what a plan draws from them. What exceeds it by six standard deviations would only wait for
 * partners that do not come, so it is counted but not followed. Where pairs age, the freshest of many is fresher: so many are
 * followed that those beyond would spare a pair half a per cent. `planned` gives no more than what is planned anyway.
 * @param ageing 1/T of both halves, summed, 1/s
 */
function offeredOf(
  mean: number,
  planned: number,
  discipline: Discipline,
  ageing: { readonly forgets: number; readonly slotSeconds: number },
): number {
  if (discipline === 'planned') return Math.min(mean, planned);
  const most = planned + MOST_DEVIATIONS * (Math.sqrt(planned) + 1);
  if (ageing.forgets === 0) return Math.min(mean, most);
  const more = planned + MORE_OF_AGEING * ageing.forgets * ageing.slotSeconds;
  return Math.min(mean, Math.max(most, more, TIMES_OF_AGEING * planned));
}

function claimsByLink(draws: readonly Draw[]): ReadonlyMap<number, readonly Claim[]> {
  const byLink = new Map<number, Claim[]>();
  for (const { firstClaim, links, plannedBase, isUser } of draws) {
    links.forEach((link, hop) => {
      const claims = byLink.get(link) ?? [];
      claims.push({ claim: firstClaim + hop, planned: plannedBase, isUser });
      byLink.set(link, claims);
    });
  }
  return byLink;
}

/** How many links to name. */
const NAMED = 5;

function unknownAttempts(ids: readonly string[]): InputError {
  const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
  const [noun, verb] = ids.length === 1 ? ['link', 'states'] : ['links', 'state'];
  return new InputError([
    {
      path: '',
      message: `Arrivals by attempts need the probability that an attempt succeeds, which the ${noun} ${ids.slice(0, NAMED).join(', ')}${more} ${verb === 'states' ? 'does' : 'do'} not state.`,
      hint: 'State `efficiency` on each of them and plan again, or choose --arrivals poisson.',
    },
  ]);
}
