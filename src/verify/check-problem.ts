import type { ConstraintCheck } from '../domain/certificate.ts';
import type { Margins } from '../domain/margins.ts';
import { type Demand, exemptSlots, type Fill, type Offer, type Problem } from '../domain/problem.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { asProblem, type Recomputation, recomputation } from './recompute-problem.ts';
import { slotName } from './scenario-index.ts';
import { add, note, noViolation, type Violation } from './violations.ts';

export interface CheckedProblem {
  /** The problem as the checker computes it; bounds are recomputed from it. */
  readonly problem: Problem;
  /** How far the built problem differs from it. */
  readonly check: ConstraintCheck;
  /** The slots that C7 exempts. */
  readonly exempt: readonly { readonly demand: string; readonly slot: number }[];
}

/** Recomputes a built problem from scenario and topology, and compares the two. */
export function checkProblem(
  scenario: Scenario,
  built: Problem,
  scheme: SchemeName,
  margins?: Margins,
): CheckedProblem {
  const own = recomputation(scenario, built.topology, built, scheme, margins);
  const { check, demands } = checkCatalogue(built, own);
  let problem: Problem | null = null;
  return {
    // Of millions of columns; without prices, no bound is recomputed from them.
    get problem() {
      problem ??= asProblem(own);
      return problem;
    },
    check,
    exempt: exemptSlots({ demands }),
  };
}

type Column = Partial<Offer> & Partial<Fill> & Pick<Fill, 'slot' | 'cost' | 'rateCap' | 'fidelity'>;

/**
 * The check `catalogue`: compares the problem from which a plan and its bound were made with the one that follows from
 * scenario and topology. A missing or extra column is a violation of 1; a different number is a violation of the
 * difference relative to the larger of both.
 */
function checkCatalogue(
  built: Problem,
  own: Recomputation,
): { readonly check: ConstraintCheck; readonly demands: readonly Reached[] } {
  const found = noViolation();
  fact(found, sameMemory(built, own), () => 'memory model');
  const [claimedMemories, memories] = [built, own].map(
    ({ storageNodes }) => new Map(storageNodes.map(({ node, capacity }) => [node, capacity])),
  );
  for (const node of new Set(own.storagePairs.flatMap(({ ends }) => ends))) {
    number(found, claimedMemories!.get(node) ?? 0, memories!.get(node) ?? 0, () => `memory of ${node}`);
  }
  for (const [index, pair] of own.storagePairs.entries()) {
    const claimed = built.storagePairs[index]!;
    number(found, claimed.capacity, pair.capacity, () => `memory of ${pair.id}`);
    for (const [at, subPath] of pair.subPaths.entries()) {
      const { initialStock, initialFidelity, fills } = claimed.subPaths[at]!;
      const where = () => `sub-path ${subPath.id} of ${pair.id}`;
      number(found, initialStock, subPath.initialStock, () => `initial stock of ${where()}`);
      number(found, initialFidelity ?? 0, subPath.initialFidelity ?? 0, () => `initial stock of ${where()}`);
      const filled = comparison(found, fills, () => `fill of ${where()}`);
      subPath.visitFills(filled.compare);
      filled.end();
    }
  }
  fact(found, built.demands.length === own.demands.length, () => 'number of demands');
  const claims = new Map(built.demands.map((demand) => [demand.id, demand]));
  const demands = own.demands.map((demand): Reached => {
    const { id, minimumRate } = demand;
    const claimed = claims.get(id);
    // How far a demand gets follows from its offers, and comes before them.
    const ofOffers = noViolation();
    const offered = demand.paths.map((path, at) =>
      comparison(ofOffers, claimed?.paths[at]?.offers ?? [], () => `path ${path.id} of ${id}`),
    );
    const reach = demand.visitOffers((offer, path) => offered[path]!.compare(offer));
    for (const one of offered) one.end();
    fact(found, claimed !== undefined, () => `demand ${id} is missing`);
    if (claimed === undefined) return { id, minimumRate, reach };
    number(found, claimed.minimumRate, minimumRate, () => `minimum rate of ${id}`);
    for (const [slot, weight] of demand.weight.entries()) {
      const where = () => `demand ${id}, ${slotName(slot)}`;
      number(found, claimed.weight[slot] ?? Number.NaN, weight, where);
      fact(found, (claimed.reach[slot] === 'usable') === (reach[slot] === 'usable'), where);
    }
    add(found, ofOffers);
    return { id, minimumRate, reach };
  });
  return { check: { constraint: 'catalogue', ...found }, demands };
}

type Reached = Pick<Demand, 'id' | 'minimumRate' | 'reach'>;

const sameMemory = (built: Pick<Problem, 'memory'>, own: Pick<Problem, 'memory'>): boolean =>
  Object.entries(own.memory).every(
    ([key, value]) => (built.memory as Record<string, unknown>)[key] === value,
  );

/** Compares a list that is in the order of slots with what comes in the same order. */
function comparison(found: Violation, built: readonly Column[], what: () => string) {
  let next = 0;
  const skipUntil = (slot: number) => {
    while (next < built.length && built[next]!.slot < slot) unknown(found, built[next++]!, what);
  };
  return {
    compare(column: Column): void {
      const { slot } = column;
      skipUntil(slot);
      const claimed = built[next];
      if (claimed?.slot !== slot) {
        fact(found, false, () => `${what()}, ${slotName(slot)} is left out`);
        return;
      }
      next++;
      found.checked += 1;
      // There may be millions, nearly all of which are the same.
      if (isSame(claimed, column)) found.checked += column.deliveredFidelity === undefined ? 3 : 4;
      else compare(found, claimed, column, () => `${what()}, ${slotName(slot)}`);
    },
    end: () => skipUntil(Number.POSITIVE_INFINITY),
  };
}

/** Whether two columns are equal and depend on no signals. */
const isSame = (claimed: Column, own: Column): boolean =>
  claimed.cost === own.cost &&
  claimed.rateCap === own.rateCap &&
  claimed.fidelity === own.fidelity &&
  claimed.deliveredFidelity === own.deliveredFidelity &&
  isSilent(claimed) &&
  isSilent(own);

const isSilent = ({ signals, modes, messages }: Column): boolean =>
  signals === undefined && modes === undefined && messages === undefined;

function compare(found: Violation, claimed: Column, own: Column, where: () => string): void {
  number(found, claimed.cost, own.cost, () => `cost of ${where()}`);
  number(found, claimed.rateCap, own.rateCap, () => `cap of ${where()}`);
  number(found, claimed.fidelity, own.fidelity, () => `fidelity of ${where()}`);
  amounts(found, modesIn(claimed), modesIn(own), () => `modes of ${where()}`);
  amounts(found, messagesIn(claimed), messagesIn(own), () => `messages of ${where()}`);
  const latency = claimed.signals?.latencySeconds ?? 0;
  const ownLatency = own.signals?.latencySeconds ?? 0;
  if (latency !== ownLatency) number(found, latency, ownLatency, () => `latency of ${where()}`);
  if (own.deliveredFidelity === undefined) return;
  number(found, claimed.deliveredFidelity ?? 0, own.deliveredFidelity, () => `fidelity of ${where()}`);
}

/** What a pair takes, by the index of what it takes it from. */
type Amounts = ReadonlyMap<number, number>;

const NOTHING: Amounts = new Map();

const modesIn = ({ signals, modes = signals?.modes }: Column): Amounts =>
  modes === undefined || modes.length === 0
    ? NOTHING
    : new Map(modes.map(({ node, seconds }) => [node, seconds]));

const messagesIn = ({ signals, messages = signals?.messages }: Column): Amounts =>
  messages === undefined ? NOTHING : new Map(messages.map(({ way, bits }) => [way, bits]));

function amounts(found: Violation, built: Amounts, own: Amounts, where: () => string): void {
  if (own.size === 0 && built.size === 0) return;
  for (const [index, amount] of own) number(found, built.get(index) ?? 0, amount, where);
  fact(found, built.size === own.size, where);
}

const unknown = (found: Violation, { slot }: Column, what: () => string): void =>
  fact(found, false, () => `${what()}, ${slotName(slot)} can't be used`);

const fact = (found: Violation, holds: boolean, where: () => string): void =>
  note(found, holds ? 0 : 1, where);

function number(found: Violation, stated: number, own: number, where: () => string): void {
  const scale = Math.max(Math.abs(stated), Math.abs(own));
  const violation = stated === own ? 0 : Math.abs(stated - own) / scale;
  note(found, Number.isNaN(violation) ? Number.POSITIVE_INFINITY : violation, where);
}
