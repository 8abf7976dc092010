import type { Topology } from '../domain/network.ts';
import type { MessageUse } from '../domain/problem.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { PathSignals } from './path-signals.ts';

/**
 * What a pair sends along classical links that limit their traffic.
 * @returns the messages of a pair that takes so many base pairs and tests, which are counted only if a link is limited;
 * undefined if none is
 */
export function messageLimits(
  { classical }: Pick<Scenario, 'classical'>,
  { messageWays }: Topology,
): (
  signals: PathSignals | undefined,
  cost: number,
  tests: () => number,
) => readonly MessageUse[] | undefined {
  if (messageWays === undefined) return () => undefined;
  const links = classical?.links ?? [];
  /** Index of the forward direction of each classical link, −1 where its traffic is unlimited. */
  let next = 0;
  const wayOf = links.map(({ bitsPerSecond }) => {
    if (bitsPerSecond === undefined) return -1;
    next += 2;
    return next - 2;
  });
  return (signals, cost, tests) =>
    signals
      ?.messages(cost, tests())
      .flatMap(({ way, isForward, heralds, swaps, purification }): MessageUse[] => {
        const what = signals.network.whatIs(way);
        if (!('classical' in what) || wayOf[what.classical]! < 0) return [];
        return [{ way: wayOf[what.classical]! + (isForward ? 0 : 1), bits: heralds + swaps + purification }];
      })
      .sort((a, b) => a.way - b.way);
}
