import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { headersOfStudioFile, STUDIO_HEADERS } from '../../studio-site.ts';
import { problem } from '../http/problems.ts';
import { type Answer, type Route, route } from '../http/route.ts';
import type { RunCard } from '../run-card.ts';
import { type Api, ownRun } from './begin.ts';
import { OPEN_PAGE } from './open-page.ts';
import { idParams } from './views.ts';

const COOKIE = 'satqn-run';
const SERVED = '/served.json';
/** Seconds for which a run can be opened, or loaded again, after a token was given. */
const OPEN_FOR = 600;
/** The oldest go. */
const MOST_TICKETS = 10_000;

/**
 * The studio, and a page that opens a run in it. Whoever gives the token there gets a ticket for this one record, in a
 * cookie that no script sees: the token is in no address and is not kept.
 */
export function studioRoutes(api: Api, site: ReadonlyMap<string, Buffer>): Route[] {
  const tickets = new Map<string, { readonly run: string; readonly until: number }>();
  const files = new Map<string, Buffer | string>([...site, ...Object.entries(OPEN_PAGE)]);

  const recordOf = (card: RunCard): string => join(api.book.directoryOf(card), 'run.json');

  async function served(ticket: string | null): Promise<string> {
    const { run, until } = tickets.get(hashOf(ticket ?? '')) ?? { run: '', until: 0 };
    const card = until > performance.now() / 1000 ? api.book.get(run) : null;
    if (card === null || !existsSync(recordOf(card))) {
      throw problem('not-found', 'No run was opened here lately.', 'Open one at /studio/open.html.');
    }
    const text = await readFile(recordOf(card), 'utf8');
    return JSON.stringify([{ name: 'run.json', text }]);
  }

  return [
    route({
      method: 'POST',
      url: '/v1/plans/:id/studio',
      id: 'openPlan',
      summary: 'Let this browser open the plan at /studio/#served',
      access: 'token',
      params: idParams,
      answers: { 204: { description: 'A cookie that is good for ten minutes.', types: [] } },
      handle: async ({ caller, params: { id } }): Promise<Answer> => {
        const card = ownRun(api, 'plan', id, caller.name);
        if (!existsSync(recordOf(card))) {
          throw problem('conflict', 'Nothing is found yet.', 'Wait until the plan has a bound.', {
            path: 'id',
          });
        }
        const ticket = randomBytes(32).toString('base64url');
        tickets.set(hashOf(ticket), { run: id, until: performance.now() / 1000 + OPEN_FOR });
        if (tickets.size > MOST_TICKETS) tickets.delete(tickets.keys().next().value!);
        const cookie = `${COOKIE}=${ticket}; Path=/studio${SERVED}; Max-Age=${OPEN_FOR}; HttpOnly; SameSite=Strict`;
        return { kind: 'nothing', headers: { 'set-cookie': cookie } };
      },
    }),
    route({
      method: 'GET',
      url: '/studio/*',
      id: 'getStudioFile',
      summary: 'A file of the studio',
      access: 'open',
      isHidden: true,
      params: z.object({ '*': z.string() }),
      answers: { 200: { description: 'The file.' } },
      handle: async ({ params, header }): Promise<Answer> => {
        const address = `/${params['*']}`;
        const ticket = new RegExp(`(?:^|; )${COOKIE}=([\\w-]{43})(?:;|$)`).exec(header('cookie') ?? '')?.[1];
        const content = address === SERVED ? await served(ticket ?? null) : files.get(address);
        if (content === undefined)
          throw problem('not-found', 'The studio has no such file.', 'See /studio/.');
        return { kind: 'content', headers: { ...STUDIO_HEADERS, ...headersOfStudioFile(address) }, content };
      },
    }),
  ];
}

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('hex');
