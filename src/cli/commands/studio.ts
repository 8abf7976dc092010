import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import { readText } from '../../node/run-directory.ts';
import { readScenario } from '../../node/scenario-file.ts';
import { type ServedFile, startStudioServer } from '../../node/studio-server.ts';
import { listFileReferences } from '../../scenario/files.ts';
import { formatScenario } from '../../scenario/format.ts';
import { parseScenario } from '../../scenario/parse.ts';
import { integerWithin } from '../arguments.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Streams } from '../streams.ts';

interface Flags {
  readonly port?: number;
  readonly open: boolean;
}

export function studioCommand(streams: Streams, finish: (code: ExitCode) => void): Command {
  return new Command('studio')
    .description('explore a network, plan it and inspect the plan in the browser')
    .argument('[file]', 'scenario, run.json or run directory to open')
    .option(
      '--port <number>',
      'port on the loopback interface (default: any free port)',
      integerWithin(1, 65535),
    )
    .option('--no-open', 'do not open the browser')
    .addHelpText('after', '\nExamples:\n  satqn studio\n  satqn studio runs/eurasia --no-open --port 8080')
    .action(async (file: string | undefined, flags: Flags) => {
      const served = file === undefined ? null : await servedFile(file);
      const server = await startStudioServer({
        ...(flags.port === undefined ? {} : { port: flags.port }),
        ...(served ? { open: [served] } : {}),
      });
      streams.out(`The studio is at ${server.url}\nPress Ctrl+C to stop it.\n`);
      if (flags.open) openBrowser(server.url);
      await interruption();
      await server.close();
      finish(EXIT.done);
    });
}

/** The text of a run record, or of a scenario with the content of the files that it names. */
async function servedFile(path: string): Promise<ServedFile> {
  const isDirectory = (await stat(path).catch(() => null))?.isDirectory() ?? false;
  const file = isDirectory && existsSync(join(path, 'run.json')) ? join(path, 'run.json') : path;
  const text = await readText(file);
  const served = { name: basename(file), text };
  try {
    if (listFileReferences(parseScenario(text)).length === 0) return served;
  } catch {
    // This is a run record, or a scenario with mistakes, which the studio shows at their lines.
    return served;
  }
  return { ...served, text: formatScenario(await readScenario(file)) };
}

/** Opens the browser; if there is none, users have the printed address. */
function openBrowser(url: string): void {
  const [command, ...leading] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const child = spawn(command, [...leading, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

const interruption = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
  });
