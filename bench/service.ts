/**
 * How soon `satqn serve` answers, and what memory it takes, while plans are under way and many follow them, one of whom
 * does not read. Needs a build, since it measures the program as it is installed.
 * `node --import tsx bench/service.ts [readers] [seconds]`
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeResult } from './results.ts';

const readers = Number(process.argv[2] ?? 500);
const seconds = Number(process.argv[3] ?? 30);

const BIN = fileURLToPath(new URL('../bin/satqn.js', import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'satqn-bench-'));
const service = spawn(
  process.execPath,
  [BIN, 'serve', '--data', directory, '--port', '0', '--processes', '2', '--requests-per-minute', '100000'],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const url = new URL(
  await new Promise<string>((resolve) => {
    let text = '';
    service.stdout.on('data', (piece) => {
      text += piece;
      const found = /at (http:\S+)\n/.exec(text)?.[1];
      if (found) resolve(found);
    });
  }),
);

const scenario = await readFile(new URL('../examples/paper.yaml', import.meta.url), 'utf8');
// Without its accelerations, Benders is busy with it for as long as this takes.
const benders = { relaxationPhase: false, paretoCuts: false, inOut: false, hastyMasters: false };
const plans: string[] = [];
for (const seed of [1, 2]) {
  const body = { scenario, options: { timeLimitSeconds: 600, gap: 0, seed, benders } };
  plans.push((await sent('POST', '/v1/plans', body)).id);
}
const idle = await residentMegabytes();

let events = 0;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
const streams = await Promise.all(Array.from({ length: readers }, (_, i) => follow(plans[i % 2]!, i === 0)));
const took: number[] = [];
let most = 0;
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
  const began = performance.now();
  await sent('GET', '/healthz');
  took.push(performance.now() - began);
  most = Math.max(most, await residentMegabytes());
  await new Promise((resolve) => setTimeout(resolve, 20));
}
for (const stream of streams) stream.destroy();
const stopped = performance.now();
service.kill('SIGTERM');
await new Promise((resolve) => service.on('exit', resolve));
const secondsToStop = (performance.now() - stopped) / 1000;
const kept = await Promise.all(
  plans.map(
    async (id) => JSON.parse(await readFile(join(directory, 'plans', id, 'run.json'), 'utf8')).objective,
  ),
);
await rm(directory, { recursive: true });

const sorted = took.toSorted((a, b) => a - b);
const share = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!;
await writeResult('service', {
  readers,
  seconds,
  loadOfMachine: loadavg()[0],
  summary: {
    answers: took.length,
    milliseconds: { median: share(0.5), p99: share(0.99), most: sorted.at(-1) },
    events,
    megabytes: { beforeReaders: idle, most },
    secondsToStop,
    plansKept: kept.filter((objective) => objective !== null).length,
  },
});

/** @param isSlow it reads nothing */
function follow(id: string, isSlow: boolean): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = url;
    request({ hostname, port, path: `/v1/plans/${id}/events`, agent }, (response) => {
      if (!isSlow) {
        response.setEncoding('utf8').on('data', (text: string) => {
          events += text.split('event: ').length - 1;
        });
      }
      response.on('error', () => {});
      resolve(response);
    })
      .on('error', reject)
      .end();
  });
}

// biome-ignore lint/suspicious/noExplicitAny: of another shape for every address.
async function sent(method: string, path: string, body?: object): Promise<any> {
  const answer = await fetch(new URL(path, url), {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** Of the service without its processes; on Linux. */
async function residentMegabytes(): Promise<number> {
  const status = await readFile(`/proc/${service.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024);
}
