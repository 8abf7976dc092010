/** Where a method begins: at an older plan, at the plan that is made at once, or with every demand on its best real path. */
import type { Plan } from '../domain/plan.ts';
import type { Method } from '../methods/method.ts';
import { selectionOfPlan, valuesOfPlan } from '../model/encode-plan.ts';
import { bestRealPaths, type Selection } from '../model/selection.ts';
import { type BuiltPlans, showFirstPlan } from './first-plan.ts';
import { planOf } from './judge.ts';
import { olderPlans } from './plan-task.ts';
import type { SelectionRater } from './rate-selections.ts';
import { offer, type Run, tellProgress, traceNow } from './run.ts';
import { remark } from './run-state.ts';

interface Start {
  readonly selection: Selection;
  /** A plan that holds with its rates; for methods whose rates are not found beside them. */
  readonly plan: Plan | null;
}

/**
 * Offers every plan that is valid as it is with its own rates, so that it counts even if rating it takes long. If an
 * older plan is not valid, because the network has changed, its routes may still be good.
 * @param build begins the plan that is made at once; null if there is none
 */
export async function startOf(
  run: Run,
  method: Method,
  rater: SelectionRater | null,
  build: () => Promise<BuiltPlans | null>,
): Promise<Start> {
  const { layout, input } = run.task;
  // Over a long horizon, it takes a while to find, and is seldom asked for.
  const fallback = () => bestRealPaths(layout);
  const plans = method.kind === 'search' ? olderPlans(input) : [];
  const routes = plans.map((plan) => selectionOfPlan(layout, plan, fallback()));
  const older = offerOlder(run, method, plans, routes);
  const begins = method.firstPlan(run.context.options) === 'start';
  // A resumed run has its own plan.
  const built = older && input.resume ? null : await build();
  const made = built && (await showFirstPlan(run, built));
  const first = begins && made && made.objective > (older?.objective ?? Number.NEGATIVE_INFINITY);
  const selection = first ? made.selection : older?.selection;
  const plan = first ? planOf(run.context, made) : (older?.plan ?? null);
  if (rater === null) return { selection: selection ?? fallback(), plan };
  const candidates = selection ? [selection] : routes.length > 0 ? routes : [fallback()];
  return { selection: await rater.best(candidates), plan: null };
}

interface OlderPlan {
  readonly plan: Plan;
  readonly selection: Selection;
  readonly objective: number;
}

/** The best of the older plans that hold as they are. */
function offerOlder(
  run: Run,
  method: Method,
  plans: readonly Plan[],
  routes: readonly Selection[],
): OlderPlan | null {
  let best: OlderPlan | null = null;
  for (const [index, plan] of plans.entries()) {
    const selection = routes[index]!;
    const solution = { ...valuesOfPlan(run.task.layout, plan), selection };
    const { objective } = solution;
    if (offer(run, solution, false)) {
      best = { plan, selection, objective };
      const point = traceNow(run, 0, objective);
      if (point) tellProgress(run, point);
    } else if (method.ratedBy !== 'beside' && objective > (best?.objective ?? Number.NEGATIVE_INFINITY)) {
      const text = `${method.name}: an older plan does not hold in this network, and is left out`;
      run.state = remark(run.state, text);
    }
  }
  return best;
}
