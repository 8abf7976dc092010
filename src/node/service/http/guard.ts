import { type Caller, LOCAL_CALLER, type Tokens } from '../tokens.ts';
import type { HttpRequest } from './framework.ts';
import { problem } from './problems.ts';
import type { Access } from './route.ts';

export interface GuardSetting {
  /** Names by which the service may be called, besides those of this machine if it is bound to it; in lower case. */
  readonly hostNames: readonly string[];
  readonly isLoopback: boolean;
  /** Null: everybody on this machine is the same caller. */
  readonly tokens: () => Tokens | null;
}

const OWN_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address leads to this machine only. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/**
 * Refuses what a page of another site sends by way of a browser: its name may lead here (DNS rebinding), and its scripts
 * may send requests, though not read the answers.
 * @throws Problem
 */
export function checkOrigin({ headers }: HttpRequest, { hostNames }: GuardSetting): void {
  const names = [...OWN_NAMES, ...hostNames];
  const host = nameOf(`http://${headers.host ?? ''}`);
  if (host === null || !names.includes(host)) {
    throw problem(
      'forbidden',
      'The header Host is none of the names of this service.',
      'Call it by the name it was started with, or start it with --host-name NAME, too.',
      { path: 'Host' },
    );
  }
  const { origin } = headers;
  if (origin === undefined) return;
  const from = typeof origin === 'string' ? nameOf(origin) : null;
  if (from === null || !names.includes(from) || portOf(String(origin)) !== portOf(`http://${headers.host}`)) {
    throw problem('forbidden', 'The page that asks is of another site.', 'Ask from a page of this service.', {
      path: 'Origin',
    });
  }
}

const nameOf = (address: string): string | null =>
  /^https?:\/\/[^/]*$/.test(address) && URL.canParse(address) ? new URL(address).hostname : null;

/** Whether it is a name alone, as it is compared with those of requests. */
export const isHostName = (text: string): boolean => nameOf(`http://${text}`) === text.toLowerCase();

/** As stated: a proxy may speak HTTPS on the port that is usual for it. */
const portOf = (address: string): string => new URL(address).port;

/** @throws Problem if there is no valid token where one is needed */
export function callerOf(
  { headers }: HttpRequest,
  access: Access,
  { tokens, isLoopback: isLocal }: GuardSetting,
): Caller {
  const known = tokens();
  if (access === 'open' || known === null || (access === 'token elsewhere' && isLocal)) return LOCAL_CALLER;
  const [, token] = /^Bearer ([\w.~+/=-]{1,256})$/i.exec(headers.authorization?.toString() ?? '') ?? [];
  const caller = token === undefined ? null : known.callerOf(token);
  if (caller) return caller;
  throw problem(
    'unauthorized',
    token === undefined ? 'The request has no token.' : 'Nobody has this token.',
    'Send the header Authorization: Bearer TOKEN, with the token that satqn serve --new-token printed.',
    { path: 'Authorization', headers: { 'www-authenticate': 'Bearer' } },
  );
}
