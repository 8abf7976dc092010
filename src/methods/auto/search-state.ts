/** What the two sides of the search tell each other, and what they report. */
import { type Channel, createChannel } from '../../base/channel.ts';
import type { BoundSource } from '../../domain/methods/methods.ts';
import { alongRoutes } from '../../model/along-routes.ts';
import { type Layout, offsetsOf } from '../../model/layout.ts';
import type { MethodProgress } from '../method.ts';
import type { RatedSelection } from '../windows/rate-selection.ts';
import type { PricedRelaxation } from '../windows/relaxation-with-cuts.ts';

export interface SearchState {
  readonly progress: Channel<MethodProgress>;
  /** The newest prices, once there are any; null if the search ended before. */
  readonly firstPrices: Promise<PricedRelaxation | null>;
  prices(): PricedRelaxation | null;
  post(prices: PricedRelaxation | null): void;
  plan(): RatedSelection | null;
  /** Returns whether it is better than the best so far. */
  offer(plan: RatedSelection | null): boolean;
  bound(): number;
  tighten(bound: number, boundBy: BoundSource): void;
  /** Notes a proof that there is no plan; if there is one, the solver has erred and the proof is ignored. */
  refute(): void;
  isRefuted(): boolean;
  /** Counts a step of the search: one program solved. */
  count(): void;
  steps(): number;
  boundBy(): BoundSource;
  remark(text: string): void;
}

interface SearchStart {
  readonly layout: Layout;
  readonly bound: number;
  readonly boundBy: BoundSource;
}

export function createSearchState({ layout, ...start }: SearchStart): SearchState {
  const progress = createChannel<MethodProgress>();
  let { bound, boundBy } = start;
  let plan: RatedSelection | null = null;
  let prices: PricedRelaxation | null = null;
  let steps = 0;
  let refuted = false;
  let announce: (prices: PricedRelaxation | null) => void = () => {};
  const firstPrices = new Promise<PricedRelaxation | null>((resolve) => {
    announce = resolve;
  });
  const report = (improvement: MethodProgress['improvement'], remark?: string) =>
    progress.push({
      iteration: steps,
      improvement,
      bound,
      boundBy,
      newProofs: [],
      ...(remark === undefined ? {} : { remark }),
    });
  return {
    progress,
    firstPrices,
    prices: () => prices,
    post(found) {
      prices = found ?? prices;
      announce(prices);
    },
    plan: () => plan,
    offer(found) {
      if (found === null || found.objective <= (plan?.objective ?? Number.NEGATIVE_INFINITY)) return false;
      plan = found;
      report(alongRoutes(layout, found.selection, found.values, offsetsOf(layout, true)));
      return true;
    },
    bound: () => bound,
    tighten(value, by) {
      if (!(value < bound)) return;
      bound = value;
      boundBy = by;
      report(null);
    },
    refute() {
      if (plan === null) refuted = true;
      const remark = 'auto: a window was called infeasible although there is a plan; it counts as not proved';
      report(null, plan === null ? undefined : remark);
    },
    isRefuted: () => refuted,
    count() {
      steps++;
    },
    steps: () => steps,
    boundBy: () => boundBy,
    remark: (text) => report(null, text),
  };
}
