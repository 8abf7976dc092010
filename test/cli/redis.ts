/** A Redis of the tests' own: on a free port of this machine, with its own directory, ended after them. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** Why tests with Redis are skipped on this machine; null if they are not. CI never skips them. */
export const NO_REDIS =
  isInstalled || process.env.CI ? null : 'skipped: redis-server is missing (apt-get install redis-server)';

export interface TestRedis {
  readonly address: string;
  readonly client: Redis;
  start(): Promise<void>;
  /** Kills it; everything that it acknowledged is on disk. */
  kill(): Promise<void>;
  /** Stops it as if its machine did not answer, and lets it go on. */
  pause(): void;
  resume(): void;
}

/** Starts Redis with further settings. */
export async function startRedis(...settings: readonly string[]): Promise<TestRedis> {
  const directory = mkdtempSync(join(tmpdir(), 'satqn-redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;
  const start = async () => {
    const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', directory, '--save', ''];
    const safe = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
    server = spawn('redis-server', [...own, ...safe, ...settings], { stdio: 'ignore' });
    const failure = once(server, 'error').then(([error]) => Promise.reject(error));
    await Promise.race([answer(port), failure]);
  };
  const kill = async () => {
    if (server === null || server.exitCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
    server = null;
  };
  await start();
  const client = new Redis({ port, maxRetriesPerRequest: null, retryStrategy: () => 100 });
  client.on('error', () => {});
  afterAll(async () => {
    client.disconnect();
    await kill();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    address: `redis://127.0.0.1:${port}`,
    client,
    start,
    kill,
    pause: () => server?.kill('SIGSTOP'),
    resume: () => server?.kill('SIGCONT'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves once Redis has read what it had on disk. */
async function answer(port: number): Promise<void> {
  for (;;) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
      socket.on('data', (text) => {
        resolve(/PONG|NOAUTH/.test(String(text)));
        socket.destroy();
      });
      socket.on('error', () => resolve(false));
    });
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
