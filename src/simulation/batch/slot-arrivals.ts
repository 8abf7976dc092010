/** How many pairs arrive in a slot, and who gets them: thinning before drawing, by whole numbers. */
import type { RandomStream } from '../../base/random.ts';
import { binomialCount } from '../../base/random-counts.ts';
import type { SimulationOptions } from '../../domain/simulation.ts';
import { arrivalCount, idleArrivals } from '../arrivals.ts';
import type { ExecutedSlot, LinkInSlot } from '../execution.ts';
import { AT } from '../ledger.ts';
import { streamOf } from '../streams.ts';
import type { BatchReplication } from './batch-replication.ts';

/** Draws what every link brings in a slot and gives it to the claims on it. */
export function drawArrivals(run: BatchReplication, { links }: ExecutedSlot, t: number): void {
  const { execution, options, index, deliveries, coming } = run;
  const { ledger } = deliveries.outcome;
  const { slotSeconds } = execution;
  const kind = kindOf(options);
  const drawn = (purpose: 'arrivals' | 'thinning', link: LinkInSlot): RandomStream =>
    streamOf(options.seed, purpose, execution.links[link.link]!, t, index);
  for (const link of links) {
    const stream = drawn('arrivals', link);
    const taken = arrivalCount(link, slotSeconds, kind, stream);
    for (const claim of link.claims) run.links[claim] = link;
    if (link.claims.length === 1) coming[link.claims[0]!] = taken;
    else thin(link, taken, coming, drawn('thinning', link));
    const idle = idleArrivals(link, slotSeconds, kind, { taken, stream });
    ledger[AT.arrived]! += taken + idle;
    ledger[AT.unassigned]! += idle;
  }
}

/** Even arrivals are refused before anything is simulated. */
const kindOf = ({ arrivals }: SimulationOptions): 'poisson' | 'bernoulli' =>
  arrivals === 'bernoulli' ? 'bernoulli' : 'poisson';

/** Each pair goes to a claim with the probability of its planned use over that of all. */
function thin(
  { claims, planned, offered }: LinkInSlot,
  count: number,
  coming: Float64Array,
  stream: RandomStream,
): void {
  let rest = count;
  let left = offered;
  for (let at = 0; at < claims.length; at++) {
    const share = at === claims.length - 1 || planned[at]! >= left ? 1 : planned[at]! / left;
    const got = binomialCount(rest, share, stream);
    coming[claims[at]!] = got;
    rest -= got;
    left -= planned[at]!;
  }
}
