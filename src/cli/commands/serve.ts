import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { InputError } from '../../base/errors.ts';
import { startService } from '../../node/service/service.ts';
import { DEFAULT_SERVICE } from '../../node/service/setting.ts';
import { addToken } from '../../node/service/tokens.ts';
import { integerWithin } from '../arguments.ts';
import { EXIT, type ExitCode, exitCodesHelp } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

interface Flags {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly hostName?: readonly string[];
  readonly tokens?: string;
  readonly processes?: number;
  readonly memory: number;
  readonly requestsPerMinute: number;
  readonly studio?: boolean;
  readonly newToken?: string;
  readonly name?: string;
}

export function serveCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  const { root, host, port, memoryMegabytes, requestsPerMinute } = DEFAULT_SERVICE;
  return new Command('serve')
    .description('plan for others over HTTP: an interface with OpenAPI, events, tokens and quotas')
    .option('--data <dir>', 'where the runs are; those that have not ended go on', root)
    .option('--host <address>', 'address to listen at; other than this machine only with --tokens', host)
    .option('--port <number>', 'port to listen at, 0 for any free one', integerWithin(0, 65535), port)
    .option('--host-name <name...>', 'names by which others call the service, such as that of a proxy')
    .option('--tokens <file>', 'file of tokens; without it, everybody on this machine may use the service')
    .option(
      '--processes <count>',
      'runs at a time, each in a process of its own (default: half of the cores)',
      integerWithin(1, 256),
    )
    .option(
      '--memory <megabytes>',
      'memory of each of these processes',
      integerWithin(256, 1_048_576),
      memoryMegabytes,
    )
    .option(
      '--requests-per-minute <count>',
      'requests that are answered for a token, or for an address without tokens',
      integerWithin(1, 1_000_000),
      requestsPerMinute,
    )
    .option('--studio', 'serve the studio, too: /studio/open.html asks for a token and opens a run')
    .option('--new-token <file>', 'add a token to this file, print it, and do nothing else')
    .option('--name <name>', 'whose token it is')
    .addHelpText('after', HELP)
    .action(async (flags: Flags) => {
      if (flags.newToken !== undefined) await makeToken(flags, streams);
      else if (flags.name !== undefined) throw nameAlone();
      else await serve(flags, streams);
      finish(EXIT.done);
    });
}

const HELP = `
Examples:
  satqn serve                                            for everybody on this machine
  satqn serve --new-token tokens.json --name alice       prints a token; the file has only its hash
  satqn serve --tokens tokens.json --host 0.0.0.0 --host-name plans.example.org

SIGTERM keeps the best plans within 10 s, and they go on at the next start. SIGHUP reads the tokens again.
The interface is described at /openapi.json, and in docs/guides/service.md.

${exitCodesHelp([EXIT.done, EXIT.badInput])}`;

function nameAlone(): InputError {
  const message = 'This is the owner of a new token, and none is made.';
  return new InputError([{ path: '--name', message, hint: 'Add --new-token FILE, or leave it out.' }]);
}

async function makeToken({ newToken: file, name }: Flags, streams: Streams): Promise<void> {
  if (name === undefined) {
    const message = 'A token needs an owner.';
    throw new InputError([{ path: '--new-token', message, hint: 'Add --name NAME.' }]);
  }
  const token = await addToken(file!, name);
  streams.err(`The token of ${name}, which nobody can read again:\n`);
  streams.out(`${token}\n`);
}

async function serve(flags: Flags, streams: Streams): Promise<void> {
  // What is planned belongs to whoever asked: no other user of this machine reads it.
  process.umask(0o077);
  const service = await startService({
    ...DEFAULT_SERVICE,
    root: flags.data,
    host: flags.host,
    port: flags.port,
    hostNames: flags.hostName ?? [],
    tokenFile: flags.tokens ?? null,
    processes: flags.processes ?? Math.max(1, Math.floor(availableParallelism() / 2)),
    memoryMegabytes: flags.memory,
    requestsPerMinute: flags.requestsPerMinute,
    hasStudio: flags.studio ?? false,
    onNote: (text) => streams.err(`${text}\n`),
  });
  const studio = flags.studio ? `Open its runs at ${service.url}/studio/open.html\n` : '';
  streams.out(`The service is at ${service.url}\n${studio}Press Ctrl+C to stop it.\n`);
  const reload = () => void service.reloadTokens();
  process.on('SIGHUP', reload);
  await stopSignal();
  streams.err('Stopping: keeping the best plans so far.\n');
  await service.close();
  process.off('SIGHUP', reload);
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
