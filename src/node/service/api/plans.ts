import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { checkAll } from '../../../base/errors.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../../domain/simulation.ts';
import {
  checkSimulationOptions,
  simulationOptionsSchema,
} from '../../../planning/simulation/check-options.ts';
import { problem } from '../http/problems.ts';
import { type Route, route } from '../http/route.ts';
import { SCENARIO_FILE } from '../jobs/job.ts';
import { type Api, beginRun, checkTexts, ownRun, refuseSeconds } from './begin.ts';
import { planOptionsOf, planOptionsSchema } from './plan-options.ts';
import { type RunFamily, runRoutes } from './run-routes.ts';
import { documentSchema, textOf } from './text.ts';
import { idParams, keyHeaders, VIEW_SCHEMAS } from './views.ts';

const PLANS: RunFamily = {
  kind: 'plan',
  place: '/v1/plans',
  one: 'Plan',
  many: 'Plans',
  files: {
    'run.json': 'application/json; charset=utf-8',
    'report.html': 'text/html; charset=utf-8',
    'rates.csv': 'text/csv; charset=utf-8',
    'stocks.csv': 'text/csv; charset=utf-8',
    'pointing.csv': 'text/csv; charset=utf-8',
    'control.csv': 'text/csv; charset=utf-8',
    'scenario.yaml': 'application/yaml; charset=utf-8',
  },
};

const SIMULATIONS: RunFamily = {
  kind: 'simulation',
  place: '/v1/simulations',
  one: 'Simulation',
  many: 'Simulations',
  files: { 'simulation.json': 'application/json; charset=utf-8' },
};

const planBody = z.strictObject({
  scenario: documentSchema,
  options: planOptionsSchema.default({}),
  start: z
    .uuid('is no id of a plan')
    .exactOptional()
    .describe('A plan of yours, whose routes to start from.'),
});

/** How many replications are made if nothing is asked for, and at most if a precision is. */
const USUAL_REPLICATIONS = 100;
const MOST_FOR_PRECISION = 10_000;

const simulationBody = z.strictObject({
  replications: z.int().min(1).max(100_000).exactOptional().describe('A whole number from 1 to 100,000.'),
  precision: z
    .number()
    .gt(0)
    .max(1)
    .exactOptional()
    .describe('Stop once half-widths are at most this share of what is planned.'),
  options: simulationOptionsSchema.partial().default({}),
});

export const planRoutes = (api: Api): Route[] => [
  route({
    method: 'POST',
    url: PLANS.place,
    id: 'beginPlan',
    summary: 'Plan a scenario',
    access: 'token',
    headers: keyHeaders,
    body: planBody,
    answers: { 202: { description: 'It waits for its turn.', schema: VIEW_SCHEMAS.plan } },
    handle: (request) =>
      beginRun(api, request, PLANS.place, async () => {
        const { caller, body } = request;
        const { secondsEach } = caller.quotas;
        const start = body.start ?? null;
        if (start !== null) hasPlan(api, start, caller.name);
        const text = textOf(body.scenario);
        const [options, facts] = await checkAll(
          () => planOptionsOf(body.options, secondsEach),
          () => checkTexts(api, caller.name, { kind: 'scenario', text }),
          () => refuseSeconds(body.options.timeLimitSeconds ?? 0, secondsEach, 'options.timeLimitSeconds'),
        );
        return {
          title: facts.title,
          job: (id) => ({ kind: 'plan', id, options, start }),
          files: { [SCENARIO_FILE]: text },
        };
      }),
  }),
  ...runRoutes(api, PLANS),
  route({
    method: 'POST',
    url: `${PLANS.place}/:id/simulations`,
    id: 'beginSimulation',
    summary: 'Simulate what of a plan comes true',
    access: 'token',
    params: idParams,
    headers: keyHeaders,
    body: simulationBody,
    answers: { 202: { description: 'It waits for its turn.', schema: VIEW_SCHEMAS.simulation } },
    handle: (request) =>
      beginRun(api, request, `${PLANS.place}/${request.params.id}/simulations`, async () => {
        const { caller, body, params } = request;
        const { title } = hasPlan(api, params.id, caller.name);
        const options = {
          ...DEFAULT_SIMULATION_OPTIONS,
          ...body.options,
        } as typeof DEFAULT_SIMULATION_OPTIONS;
        checkSimulationOptions(options);
        const precision = body.precision ?? null;
        const replications =
          body.replications ?? (precision === null ? USUAL_REPLICATIONS : MOST_FOR_PRECISION);
        return {
          title,
          job: (id) => ({ kind: 'simulation', id, plan: params.id, options, replications, precision }),
          files: {},
        };
      }),
  }),
  ...runRoutes(api, SIMULATIONS),
];

/** @throws Problem if it is no plan of theirs, is under way, or found nothing */
function hasPlan(api: Api, id: string, owner: string) {
  const card = ownRun(api, 'plan', id, owner);
  if (card.phase === 'waiting' || card.phase === 'running') {
    throw problem('conflict', 'The plan is under way.', 'Wait until it has ended, or stop it.', {
      path: 'id',
    });
  }
  const isThere = existsSync(join(api.book.directoryOf(card), 'run.json'));
  if (isThere && card.state && 'objective' in card.state && card.state.objective !== null) return card;
  throw problem('conflict', 'This run found no plan.', 'Choose one whose objective is not null.', {
    path: 'id',
  });
}
