#!/usr/bin/env node
import { EXIT } from '../dist/cli/exit-codes.js';
import { runCli } from '../dist/cli/main.js';

let isCut = false;
process.stdout.on('error', (error) => {
  // A reader that closes the pipe early (head, less) is no error.
  if (error.code === 'EPIPE') process.exit(0);
  isCut = true;
  process.exitCode ||= EXIT.fileNotWritten;
  process.stderr.write(`Standard output cannot be written: ${error.message}.\n`);
});
// Where nobody can be told of a failure, there is still the exit code.
process.stderr.on('error', () => {});
const code = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  drained: () =>
    new Promise((resolve) => {
      if (process.stdout.writableNeedDrain) process.stdout.once('drain', resolve).once('close', resolve);
      else setImmediate(resolve);
    }),
  err: (text) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
  errColumns: () => process.stderr.columns,
  mayColor: !process.env.NO_COLOR,
});
// A failure to print may be known before the end or after it.
process.exitCode = code === EXIT.done && isCut ? EXIT.fileNotWritten : code;
