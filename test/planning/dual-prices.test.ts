import { expect, it } from 'vitest';
import { type DualPrices, NO_PRICES } from '../../src/domain/certificate.ts';
import { FAMILIES, FAMILY_IDS, type FamilyFacts, type RowEntity } from '../../src/domain/families.ts';
import { noteDualPrices } from '../../src/planning/record-check/prices.ts';
import { noViolation } from '../../src/verify/violations.ts';
import { smallInstance } from '../methods/instances.ts';

const { problem } = smallInstance(1, { storage: true, minimumRate: 1, hardware: { bitsPerSecond: 1e4 } });
const [pair] = problem.storagePairs;
const KNOWN: Readonly<Record<RowEntity, object>> = {
  memory: { node: problem.storageNodes[0]!.node },
  link: { link: problem.topology.links[0]!.id },
  stock: { pair: pair!.id, subPath: pair!.subPaths[0]!.id },
  demand: { demand: problem.demands[0]!.id },
  node: { node: problem.topology.nodes[0]!.id },
  nodeMoment: { node: problem.topology.nodes[0]!.id, at: 'end' },
  messageWay: { from: 'a1', to: 'b1' },
  demandLink: { demand: problem.demands[0]!.id, link: problem.topology.links[0]!.id },
  stockLink: { pair: pair!.id, subPath: pair!.subPaths[0]!.id, link: problem.topology.links[0]!.id },
};
const { slotCount } = problem.topology;

/** The violation reported for one price of one family. */
function complaintOf(prices: string, row: object): string | null {
  const found = noViolation();
  noteDualPrices(found, { ...NO_PRICES, [prices]: [row] } as DualPrices, problem);
  return found.worst;
}

it.each(FAMILY_IDS)(
  'prices of %s must belong to existing rows and have a sign that proves something',
  (id) => {
    const { of, prices, isEquality, isOfInstants }: FamilyFacts = FAMILIES[id];
    const row = { ...KNOWN[of], slot: 0, price: 1 };
    const at = `relaxation.prices.${prices}[0]`;
    expect(complaintOf(prices, row)).toBeNull();
    for (const key of Object.keys(KNOWN[of])) {
      expect(complaintOf(prices, { ...row, [key]: 'nobody' })).toBe(`${at}: names nothing in this network`);
    }
    const last = isOfInstants ? slotCount : slotCount - 1;
    expect(complaintOf(prices, { ...row, slot: last })).toBeNull();
    expect(complaintOf(prices, { ...row, slot: last + 1 })).toBe(`${at}.slot: is beyond the horizon`);
    expect(complaintOf(prices, { ...row, price: -1 })).toBe(isEquality ? null : `${at}.price: is below 0`);
  },
);
