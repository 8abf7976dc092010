/**
 * C2: Σ_p x = 1, checked as Σ_p x ≤ 1, since a plan names no path that it does not use; not checked in schemes that may
 * split what a demand gets.
 */
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedConstraint } from './family.ts';

export const onePath: CheckedConstraint = {
  check({ indexed: { demands, topology }, scheme, routes }, { C2 }) {
    if (!SCHEMES[scheme].hasOnePath) return;
    const taken = new Map([...demands.keys()].map((id) => [id, new Uint32Array(topology.slotCount)]));
    for (const { route } of routes) taken.get(route.demand)![route.slot]! += 1;
    for (const [id, counts] of taken) {
      for (const [slot, count] of counts.entries()) {
        if (count > 0) note(C2, excess(count, 1), () => `demand ${id}, ${slotName(slot)}`);
      }
    }
  },
};
