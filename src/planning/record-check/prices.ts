/**
 * Checks the prices that a record shows and those that prove its bound: names, signs, amounts, and what follows from a
 * price.
 */
import type { DualPrices } from '../../domain/certificate.ts';
import {
  type EntityNames,
  FAMILIES,
  FAMILY_IDS,
  type FamilyFacts,
  type RowEntity,
  SLOT_MOMENTS,
} from '../../domain/families.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import type { RunRecord, ShadowPrice } from '../../domain/run-record.ts';
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import { storeKey } from '../../verify/path-check.ts';
import { difference, excess, note, type Violation } from '../../verify/violations.ts';
import { modesInUse, mostInUse } from '../modes-in-use.ts';
import { residualsOf } from '../residuals.ts';
import { INCREASE, SHOWN } from '../shadow-prices.ts';
import { noteFact } from './stated.ts';

/** A plan fills no more than it must, so it may be below the optimum of its routes by this share. */
const LEAN = 1e-8;

/** The amount of something that has a price, and what the plan leaves of it. */
interface Priced {
  readonly amount: number;
  readonly unused: number;
}

/**
 * Checks the shadow prices of a plan worth `objective`. Only another solve would give their values, but a price belongs
 * to something that is used up, and one more unit is never worth more than the price says.
 */
export function noteShadowPrices(
  found: Violation,
  { prices, scheme }: RunRecord,
  problem: Problem,
  plan: Plan,
  storage: RunRecord['storage'],
  objective: number,
): void {
  const { topology } = problem;
  const residuals = residualsOf(problem, plan);
  const linkOf = new Map(topology.links.map(({ id }, index) => [id, index]));
  const memoryOf = new Map(storage.map((memory) => [memory.node, memory]));
  const ofLink = ({ where, slot }: ShadowPrice): Priced | null => {
    const link = linkOf.get(where);
    if (link === undefined || slot >= topology.slotCount) return null;
    return {
      amount: residuals.flown.capacity(link, slot),
      unused: residuals.unusedRate(link, slot),
    };
  };
  const ofMemory = ({ where, slot }: ShadowPrice): Priced | null => {
    const memory = memoryOf.get(where);
    const held = memory?.pairs[slot];
    return memory === undefined || held === undefined
      ? null
      : { amount: memory.capacity, unused: memory.capacity - held };
  };
  const modesOf = new Map(modesInUse(problem, plan).map((modes) => [modes.node, modes]));
  const ofModes = ({ where, slot }: ShadowPrice): Priced | null => {
    const use = modesOf.get(where);
    if (use === undefined || slot >= topology.slotCount) return null;
    // A price may stand on either side of the slot, so the lesser need not be used up.
    return { amount: use.modes, unused: use.modes - mostInUse(use, slot) };
  };
  const check = (list: readonly ShadowPrice[], path: string, lookUp: typeof ofLink) => {
    noteFact(
      found,
      list.length <= (SCHEMES[scheme].rule === null ? SHOWN : 0),
      () => `${path}: has ${list.length} entries, more than a run lists`,
    );
    const names = new Set<string>();
    list.forEach((row, index) => {
      const where = (what: string) => () => `${path}[${index}].${what}`;
      noteFact(found, !names.has(row.where), where(`where: ${row.where} is listed twice`));
      names.add(row.where);
      const priced = lookUp(row);
      noteFact(found, priced !== null, where(`where: ${row.where} does not exist in slot ${row.slot}`));
      if (priced === null) return;
      const { amount, unused } = priced;
      note(found, difference(row.amount, amount), where(`amount: says ${row.amount}, and ${amount} follows`));
      noteFact(found, row.price > 0, where('price: is not above 0'));
      noteFact(found, row.recheckedPrice > 0, where('recheckedPrice: is not above 0'));
      const step = amount * INCREASE;
      note(
        found,
        excess(row.recheckedPrice * step, row.price * step + LEAN * Math.abs(objective), Math.abs(objective)),
        where('recheckedPrice: is above the price'),
      );
      note(
        found,
        excess(row.price * unused, LEAN * Math.abs(objective), Math.abs(objective)),
        where('price: is above 0, but the plan does not use all of it'),
      );
      const next = list[index + 1];
      noteFact(
        found,
        next === undefined || next.recheckedPrice <= row.recheckedPrice,
        where('recheckedPrice: is out of order'),
      );
    });
  };
  check(prices.links, 'prices.links', ofLink);
  check(prices.memories, 'prices.memories', ofMemory);
  check(prices.modes ?? [], 'prices.modes', ofModes);
}

/** Prices below 0 by at most this share of the largest one are a solver's rounding and prove nothing wrong. */
const ROUNDING = 1e-4;
const largestOf = (rows: readonly { readonly price: number }[]): number =>
  rows.reduce((largest, { price }) => Math.max(largest, Math.abs(price)), 0);

/**
 * Checks that priced rows exist and prices have a sign that proves something; what they prove is recomputed elsewhere.
 */
export function noteDualPrices(found: Violation, prices: DualPrices, problem: Problem): void {
  const { topology, storageNodes, storagePairs, demands } = problem;
  const { slotCount } = topology;
  const known: { readonly [E in RowEntity]: (row: EntityNames[E]) => boolean } = {
    memory: isAmong(
      storageNodes.map(({ node }) => node),
      ({ node }) => node,
    ),
    link: isAmong(
      topology.links.map(({ id }) => id),
      ({ link }) => link,
    ),
    stock: isAmong(
      storagePairs.flatMap(({ id, subPaths }) => subPaths.map((subPath) => storeKey(id, subPath.id))),
      ({ pair, subPath }) => storeKey(pair, subPath),
    ),
    demand: isAmong(
      demands.map(({ id }) => id),
      ({ demand }) => demand,
    ),
    node: isAmong(
      topology.nodes.map(({ id }) => id),
      ({ node }) => node,
    ),
    nodeMoment: (row) => known.node(row) && SLOT_MOMENTS.includes(row.at),
    messageWay: isAmong(
      (topology.messageWays ?? []).map(({ from, to }) => storeKey(from, to)),
      ({ from, to }) => storeKey(from, to),
    ),
    demandLink: (row) => known.demand(row) && known.link(row),
    stockLink: (row) => known.stock(row) && known.link(row),
  };
  const largest = Math.max(0, ...Object.values(prices).map(largestOf));
  for (const id of FAMILY_IDS) {
    const facts: FamilyFacts = FAMILIES[id];
    const rows = prices[FAMILIES[id].prices] ?? [];
    const isKnown = known[facts.of] as (row: object) => boolean;
    rows.forEach((row, index) => {
      const where = (what: string) => () => `relaxation.prices.${facts.prices}[${index}]${what}`;
      noteFact(found, isKnown(row), where(': names nothing in this network'));
      noteFact(
        found,
        row.slot <= (facts.isOfInstants ? slotCount : slotCount - 1),
        where('.slot: is beyond the horizon'),
      );
      noteFact(found, facts.isEquality || row.price >= -ROUNDING * largest, where('.price: is below 0'));
    });
  }
}

/** Whether a row refers to something that exists. */
function isAmong<Row>(names: readonly string[], nameOf: (row: Row) => string): (row: Row) => boolean {
  const known = new Set(names);
  return (row) => known.has(nameOf(row));
}
