/** P1: Σ_e q_em w_e^t ≤ T_m per node that limits its telescopes; and a link is pointed along once at a time. */
import { slotName } from '../scenario-index.ts';
import { telescopeFault } from '../telescopes.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const terminals: CheckedFamily<'P1'> = {
  check({ indexed: { scenario, topology }, pointings }, { P1 }) {
    const fault = telescopeFault(scenario, topology);
    const { pointing: limits, nodes, links, slotCount } = topology;
    if (limits !== undefined || fault !== null) note(P1, fault === null ? 0 : 1, () => fault!);
    if (limits === undefined) return;
    const taken = new Map<number, Uint32Array>();
    for (const [link, spans] of pointings) {
      const pointed = new Uint32Array(slotCount);
      for (const { from, to } of spans) for (let slot = from; slot < to; slot++) pointed[slot]! += 1;
      const twice = pointed.findIndex((count) => count > 1);
      note(
        P1,
        twice < 0 ? 0 : 1,
        () => `link ${links[link]!.id} is pointed along twice in ${slotName(twice)}`,
      );
      for (const [node, count] of limits.links[link]!.terminals) {
        const ofNode = taken.get(node) ?? new Uint32Array(slotCount);
        pointed.forEach((times, slot) => {
          ofNode[slot]! += times * count;
        });
        taken.set(node, ofNode);
      }
    }
    for (const [node, counts] of taken) {
      counts.forEach((count, slot) => {
        if (count === 0) return;
        const most = limits.terminals.get(node)!;
        note(P1, excess(count, most), () => `node ${nodes[node]!.id}, ${slotName(slot)}`);
      });
    }
  },
  price({ node, slot, price }, { problem: { topology }, nodeOf, slotCount, fields }) {
    const index = nodeOf.get(node);
    const most = index === undefined ? undefined : topology.pointing?.terminals.get(index);
    if (index === undefined || most === undefined || slot >= slotCount) return;
    fields.constant += price * most;
    fields.telescope(index)[slot]! += price;
  },
};
