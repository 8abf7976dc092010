import { isIP } from 'node:net';
import { InputError } from '../../base/errors.ts';
import { PASSWORD_VARIABLE, type QueueAddress } from './address.ts';
import { type Engine, loadEngine, type RedisClient } from './engine.ts';

/** An open connection to a queue, which comes back by itself. */
export interface QueueConnection {
  readonly engine: Engine;
  readonly client: RedisClient;
  /** The address without password. */
  readonly shown: string;
  /** Whether Redis answered last time. */
  isReady(): boolean;
  close(): void;
}

/** Milliseconds. */
const CONNECT_WITHIN = 5_000;
const RETRY_AT_MOST = 1_000;
const PING_EVERY = 2_000;
const ANSWER_WITHIN = 5_000;

/**
 * Connects to Redis. If it goes away later, commands wait for it, and notes tell when it goes and comes back.
 * @throws InputError if nothing answers, the password is wrong, or Redis would lose jobs
 */
export async function connectQueue(
  address: QueueAddress,
  onNote: (text: string) => void,
): Promise<QueueConnection> {
  const engine = await loadEngine();
  const { host, port, database, username, password, isEncrypted, shown } = address;
  let hasBegun = false;
  let isAway = false;
  let isClosed = false;
  let reason = '';
  const client = new engine.Redis({
    host,
    port,
    db: database,
    ...(username !== null && { username }),
    ...(password !== null && { password }),
    // An address is no name that TLS could ask for; the certificate is checked against it nevertheless.
    ...(isEncrypted && { tls: isIP(host) ? {} : { servername: host } }),
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => (hasBegun ? Math.min(50 * 2 ** attempt, RETRY_AT_MOST) : null),
  });
  client.on('error', (error) => {
    reason = (error as NodeJS.ErrnoException).code ?? error.message;
  });
  client.on('close', () => {
    if (isAway || isClosed || !hasBegun) return;
    isAway = true;
    onNote(`The queue at ${shown} does not answer: waiting for it.`);
  });
  client.on('ready', () => {
    if (isAway) onNote(`The queue at ${shown} answers again.`);
    isAway = false;
  });
  const tooLate = setTimeout(() => client.disconnect(), CONNECT_WITHIN);
  let info: string;
  try {
    await client.connect();
    // Otherwise, what cannot be selected is database 0 without a word.
    await client.select(database);
    info = await client.info();
  } catch (error) {
    client.disconnect();
    throw unreachable(shown, reason || (error instanceof Error ? error.message : String(error)));
  } finally {
    clearTimeout(tooLate);
  }
  try {
    checkSettings(info, shown, onNote);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  hasBegun = true;

  // A machine that vanishes closes nothing: what does not answer is taken for gone.
  let waitingSince: number | null = null;
  const pulse = setInterval(() => {
    if (client.status !== 'ready') return;
    if (waitingSince !== null) {
      if (performance.now() - waitingSince > ANSWER_WITHIN) client.disconnect(true);
      return;
    }
    waitingSince = performance.now();
    const answered = () => {
      waitingSince = null;
    };
    client.ping().then(answered, answered);
  }, PING_EVERY);
  return {
    engine,
    client,
    shown,
    isReady: () => client.status === 'ready' && !isAway,
    close() {
      isClosed = true;
      clearInterval(pulse);
      client.disconnect();
    },
  };
}

function unreachable(shown: string, reason: string): InputError {
  if (/DB index/i.test(reason)) {
    const message = `Redis at ${shown} has no such database.`;
    return new InputError([
      { path: '--queue', message, hint: 'Leave out the number after the slash, or choose a smaller one.' },
    ]);
  }
  const isRefused = /NOAUTH|WRONGPASS|NOPERM|ERR AUTH|invalid password/i.test(reason);
  return new InputError([
    {
      path: '--queue',
      message: isRefused
        ? `Redis at ${shown} refuses user or password.`
        : `Nothing answers at ${shown} (${reason}).`,
      hint: isRefused
        ? `Set ${PASSWORD_VARIABLE} to its password.`
        : 'Start Redis there (redis-server --appendonly yes --appendfsync always --maxmemory-policy noeviction), or correct the address.',
    },
  ]);
}

/** Refuses a Redis that removes what it holds; says if it may forget jobs at a restart. */
function checkSettings(info: string, shown: string, onNote: (text: string) => void): void {
  const setting = (key: string) => new RegExp(`^${key}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const refuse = (message: string, hint: string) => {
    throw new InputError([{ path: '--queue', message, hint }]);
  };
  const [major = 0, minor = 0] = (setting('redis_version') ?? '7.0').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    refuse(`Redis at ${shown} is of version ${setting('redis_version')}.`, 'Install version 6.2 or later.');
  }
  const policy = setting('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction') {
    refuse(
      `Redis at ${shown} throws jobs away when its memory is full (maxmemory-policy ${policy}).`,
      'Change that with: redis-cli config set maxmemory-policy noeviction',
    );
  }
  if (setting('aof_enabled') === '0') {
    onNote(
      `Redis at ${shown} forgets jobs when it restarts, and they then run again; to keep them, start it with --appendonly yes --appendfsync always.`,
    );
  }
}
