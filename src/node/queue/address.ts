import { InputError } from '../../base/errors.ts';

/** Where a queue is. */
export interface QueueAddress {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly username: string | null;
  readonly password: string | null;
  readonly isEncrypted: boolean;
  /** For messages: without user and password. */
  readonly shown: string;
}

/** The environment variable for a password that should be in no command line. */
export const PASSWORD_VARIABLE = 'SATQN_QUEUE_PASSWORD';

const DEFAULT_PORT = 6379;

/**
 * Reads the address of a queue: `redis://HOST:PORT`, or `rediss://:PASSWORD@HOST:PORT` with TLS.
 * @param password used if the address has none
 * @throws InputError, which never shows a password, if it is no address, or if it leaves this machine without TLS and
 *   password
 */
export function parseQueueAddress(text: string, password: string | undefined): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  const database = url && /^\/?(\d{0,4})$/.exec(url.pathname);
  if (
    !url ||
    !database ||
    !/^rediss?:$/.test(url.protocol) ||
    url.hostname === '' ||
    url.search !== '' ||
    url.hash !== ''
  ) {
    throw refusal(
      'This is no address of a queue.',
      'Write it like redis://127.0.0.1:6379, or rediss://HOST:PORT for a machine elsewhere.',
    );
  }
  const { hostname, protocol } = url;
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  const address: QueueAddress = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port,
    database: Number(database[1]),
    username: decoded(url.username),
    password: decoded(url.password) ?? (password || null),
    isEncrypted: protocol === 'rediss:',
    shown: `${protocol}//${hostname}:${port}${database[1] ? `/${database[1]}` : ''}`,
  };
  if (!isLoopback(address.host) && !(address.isEncrypted && address.password !== null)) {
    throw refusal(
      `${address.shown} is another machine, where a queue needs TLS and a password: whoever reaches it could give your workers jobs.`,
      `Write rediss:// and set ${PASSWORD_VARIABLE}; or go through an SSH tunnel to a port of this machine.`,
    );
  }
  return address;
}

const refusal = (message: string, hint: string) => new InputError([{ path: '--queue', message, hint }]);

function decoded(text: string): string | null {
  if (text === '') return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names other than localhost may lead anywhere. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
