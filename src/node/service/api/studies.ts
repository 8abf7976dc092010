import * as z from 'zod';
import { InputError } from '../../../base/errors.ts';
import { type Route, route } from '../http/route.ts';
import { SCENARIO_FILE, STUDY_FILE } from '../jobs/job.ts';
import { type Api, beginRun, checkTexts, refuseSeconds } from './begin.ts';
import { type RunFamily, runRoutes } from './run-routes.ts';
import { documentSchema, textOf } from './text.ts';
import { keyHeaders, VIEW_SCHEMAS } from './views.ts';

const STUDIES: RunFamily = {
  kind: 'study',
  place: '/v1/studies',
  one: 'Study',
  many: 'Studies',
  files: {
    'summary.json': 'application/json; charset=utf-8',
    'summary.csv': 'text/csv; charset=utf-8',
    'rows.csv': 'text/csv; charset=utf-8',
    'rows.parquet': 'application/vnd.apache.parquet',
    'draws.csv': 'text/csv; charset=utf-8',
    'masters.csv': 'text/csv; charset=utf-8',
    'masters-summary.csv': 'text/csv; charset=utf-8',
    'jobs.ndjson': 'application/x-ndjson; charset=utf-8',
    'study.yaml': 'application/yaml; charset=utf-8',
  },
};

const JOBS_AT_MOST = 10_000;

const studyBody = z.strictObject({
  study: documentSchema,
  scenario: documentSchema.exactOptional(),
});

export const studyRoutes = (api: Api): Route[] => [
  route({
    method: 'POST',
    url: STUDIES.place,
    id: 'beginStudy',
    summary: 'Run schemes over a grid of instances',
    description: 'The scenario is the one that the study names as its base, whatever its name there.',
    access: 'token',
    headers: keyHeaders,
    body: studyBody,
    answers: { 202: { description: 'It waits for its turn.', schema: VIEW_SCHEMAS.study } },
    handle: (request) =>
      beginRun(api, request, STUDIES.place, async () => {
        const { caller, body } = request;
        const study = textOf(body.study);
        const scenario = body.scenario === undefined ? null : textOf(body.scenario);
        const { title, jobs, secondsEach } = await checkTexts(api, caller.name, {
          kind: 'study',
          texts: { study, scenario },
        });
        if (jobs > JOBS_AT_MOST) {
          const message = `has ${jobs} jobs, and the service takes ${JOBS_AT_MOST}.`;
          throw new InputError([{ path: 'study', message, hint: 'Use fewer values or replications.' }]);
        }
        refuseSeconds(jobs * secondsEach, caller.quotas.secondsEach, 'study');
        return {
          title,
          job: (id) => ({ kind: 'study', id }),
          files: { [STUDY_FILE]: study, ...(scenario === null ? {} : { [SCENARIO_FILE]: scenario }) },
        };
      }),
  }),
  ...runRoutes(api, STUDIES),
];
