/** C7: −Σ_p y ≤ −minimum, if the demand has an offer. Slots that the problem exempts are counted separately. */
import { mayMissMinimumRates } from '../../domain/schemes/may-miss-minimum-rates.ts';
import { misses } from '../minimum-rates.ts';
import { slotName } from '../scenario-index.ts';
import { excess, note } from '../violations.ts';
import type { CheckedFamily } from './family.ts';

export const minimumRates: CheckedFamily<'C7'> = {
  check({ indexed, exempt, scheme, status, delivered, largestCap }, violations) {
    const spared = new Set(exempt.map(({ demand, slot }) => JSON.stringify([demand, slot])));
    const { C7 } = violations;
    C7.exempt = 0;
    const mayMiss = mayMissMinimumRates(scheme, status);
    for (const [id, { minimumRate }] of indexed.demands) {
      if (minimumRate === 0) continue;
      delivered.get(id)!.forEach((rate, slot) => {
        if (spared.has(JSON.stringify([id, slot]))) {
          C7.exempt! += 1;
          return;
        }
        if (mayMiss && misses(rate, minimumRate)) {
          note(C7, 0, () => '');
          C7.missed = (C7.missed ?? 0) + 1;
          return;
        }
        const contribution = largestCap.get(id)![slot]!;
        note(C7, excess(-rate, -minimumRate, contribution), () => `demand ${id}, ${slotName(slot)}`);
      });
    }
  },
  price({ demand, slot, price }, { demandOf, offersIn, problem, fields }) {
    const index = demandOf.get(demand);
    if (index === undefined || !offersIn(index, slot)) return;
    fields.constant -= price * problem.demands[index]!.minimumRate;
    fields.deliver(index)[slot]! -= price;
  },
};
