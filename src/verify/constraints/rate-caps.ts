/** C1: 0 ≤ y ≤ Y^max of each route that the plan takes; and Y^max is what the plan says. */
import { routeName } from '../indexed-plan.ts';
import { difference, excess, note } from '../violations.ts';
import type { CheckedConstraint } from './family.ts';

export const rateCaps: CheckedConstraint = {
  check({ routes }, { C1 }) {
    for (const { route, rateCap } of routes) {
      const where = () => routeName(route);
      note(C1, difference(route.rateCap, rateCap), () => `stated Y^max of ${routeName(route)}`);
      note(C1, excess(route.rate, rateCap), where);
      note(C1, excess(-route.rate, 0, rateCap), where);
    }
  },
};
