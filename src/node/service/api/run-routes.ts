import { join } from 'node:path';
import * as z from 'zod';
import { problem } from '../http/problems.ts';
import { type Answer, json, type Route, route } from '../http/route.ts';
import type { RunKind } from '../jobs/job.ts';
import type { RunCard } from '../run-card.ts';
import { type Api, ownRun } from './begin.ts';
import { idParams, listQuery, removeQuery, VIEW_SCHEMAS, viewOf } from './views.ts';

/** A kind of runs in the interface. */
export interface RunFamily {
  readonly kind: RunKind;
  /** Where its runs are, such as `/v1/plans`. */
  readonly place: string;
  /** For ids of operations. */
  readonly one: string;
  readonly many: string;
  /** What may be fetched of it, with media types. */
  readonly files: Readonly<Record<string, string>>;
}

/** What can be done with runs of every kind: list, show, follow, fetch files, stop and remove. */
export function runRoutes(api: Api, family: RunFamily): Route[] {
  const { kind, place, one, many, files } = family;
  const view = VIEW_SCHEMAS[kind];
  const { book } = api;
  const isUnderWay = ({ phase }: RunCard) => phase === 'waiting' || phase === 'running';
  const own = (id: string, owner: string) => ownRun(api, kind, id, owner);
  const mediaTypes = [...new Set(Object.values(files).map((type) => type.replace(/;.*/, '')))];
  return [
    route({
      method: 'GET',
      url: place,
      id: `list${many}`,
      summary: `Your ${many.toLowerCase()}, newest first`,
      access: 'token',
      query: listQuery,
      answers: {
        200: {
          description: 'Some or all of them.',
          schema: z.object({ runs: z.array(view), total: z.int() }),
        },
      },
      handle: async ({ caller, query }) => {
        const all = book.list(kind, caller.name);
        return json({ runs: all.slice(0, query.limit).map(viewOf), total: all.length });
      },
    }),
    route({
      method: 'GET',
      url: `${place}/:id`,
      id: `get${one}`,
      summary: 'Where a run stands',
      access: 'token',
      params: idParams,
      answers: { 200: { description: 'The state.', schema: view } },
      handle: async ({ caller, params }) => json(viewOf(own(params.id, caller.name))),
    }),
    route({
      method: 'GET',
      url: `${place}/:id/events`,
      id: `follow${one}`,
      summary: 'Every change of a run, as server-sent events',
      description:
        'Each event is the whole state; `end` is the last. Whoever reads slowly misses states, but never the last.',
      access: 'token',
      params: idParams,
      answers: {
        200: {
          description: 'Events `state` and `end`, with the state as data.',
          types: ['text/event-stream'],
        },
      },
      handle: async ({ caller, params: { id } }): Promise<Answer> => {
        own(id, caller.name);
        return {
          kind: 'events',
          source: {
            latest() {
              const card = book.get(id);
              return card && { data: JSON.stringify(viewOf(card)), isLast: !isUnderWay(card) };
            },
            watch: (onChange) => book.watch(id, onChange),
          },
        };
      },
    }),
    route({
      method: 'GET',
      url: `${place}/:id/files/:name`,
      id: `get${one}File`,
      summary: 'A file of a run',
      access: 'token',
      params: idParams.extend({ name: z.enum(Object.keys(files) as [string, ...string[]]) }),
      answers: { 200: { description: 'The file.', schema: z.unknown(), types: mediaTypes } },
      handle: async ({ caller, params: { id, name } }): Promise<Answer> => ({
        kind: 'file',
        type: files[name]!,
        path: join(book.directoryOf(own(id, caller.name)), name),
        saveAs: name,
      }),
    }),
    route({
      method: 'DELETE',
      url: `${place}/:id`,
      id: `stop${one}`,
      summary: 'Stop a run and keep what it has, or remove it',
      access: 'token',
      params: idParams,
      query: removeQuery,
      answers: {
        200: { description: 'It had ended already.', schema: view },
        202: { description: 'It ends soon.', schema: view },
        204: { description: 'It is removed.', types: [] },
      },
      handle: async ({ caller, params: { id }, query }): Promise<Answer> => {
        const card = own(id, caller.name);
        if (query.remove === 'false') {
          const wasUnderWay = isUnderWay(card);
          return json(viewOf(book.stop(id)), wasUnderWay ? 202 : 200);
        }
        if (isUnderWay(card)) throw UNDER_WAY();
        const user = book
          .list('simulation', caller.name)
          .find((run) => run.job.kind === 'simulation' && run.job.plan === id && isUnderWay(run));
        if (user) throw UNDER_WAY();
        await book.remove(id);
        return { kind: 'nothing' };
      },
    }),
  ];
}

const UNDER_WAY = () =>
  problem(
    'conflict',
    'The run, or a simulation of it, is under way.',
    'Stop it first, and wait until it has ended.',
  );
