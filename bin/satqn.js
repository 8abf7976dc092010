#!/usr/bin/env node
import { runCli } from '../dist/cli/main.js';

// A reader that closes the pipe early (head, less) is no error.
process.stdout.on('error', (error) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
  mayColor: !process.env.NO_COLOR,
});
