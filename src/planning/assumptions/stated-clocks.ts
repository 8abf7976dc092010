import type { StatedClocks } from '../../domain/assumptions.ts';
import { LINK_CLASSES, type Link } from '../../domain/network.ts';
import type { BudgetReader } from '../../orbit/link-budgets.ts';
import { timingOf } from '../../orbit/timing.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import type { LinkUse } from './link-use.ts';

/** Whether coincidences of a link fall into a window; explicit links state what they carry. */
export const hasWindow = ({ kind }: Pick<Link, 'kind'>): boolean => kind !== 'explicit';

/** The clocks that the scenario states, of the classes of links that a plan uses, in the order of classes. */
export function statedClocks(
  scenario: Scenario,
  links: readonly Link[],
  uses: readonly (readonly LinkUse[])[],
  budgets: BudgetReader,
): StatedClocks[] {
  const timings = LINK_CLASSES.flatMap((linkClass) => {
    const timing = timingOf(scenario, linkClass);
    return timing ? [[linkClass, timing] as const] : [];
  });
  if (timings.length === 0) return [];
  const least = new Map<string, number>();
  uses.forEach((inSlot, slot) => {
    const timed = inSlot.filter(({ link }) => hasWindow(links[link]!));
    if (timed.length === 0) return;
    const { budgetOf } = budgets(slot);
    for (const { link } of timed) {
      const { class: linkClass } = links[link]!;
      least.set(linkClass, Math.min(least.get(linkClass) ?? 1, budgetOf(link).captured));
    }
  });
  return timings.flatMap(([linkClass, { jitterSeconds, offsetSeconds }]) => {
    const leastCaptured = least.get(linkClass);
    return leastCaptured === undefined
      ? []
      : [{ class: linkClass, deviationSeconds: jitterSeconds, offsetSeconds, leastCaptured }];
  });
}
