/**
 * The parts of the build that Vite makes: charts and studio. Vite's bundler is a native package, which npm leaves out
 * with `--omit=optional`; the command line then works all the same in a checkout, with the charts library from
 * node_modules and without the studio.
 */
import { execSync } from 'node:child_process';

if (await isThere()) {
  for (const part of ['build:charts', 'build:studio']) execSync(`npm run -s ${part}`, { stdio: 'inherit' });
} else {
  console.error(
    'The studio is left out of this build: Vite needs its optional packages (npm ci installs them).',
  );
}

async function isThere(): Promise<boolean> {
  try {
    await import('vite');
    return true;
  } catch (error) {
    if (process.env.CI || !/native binding/.test(String(error))) throw error;
    return false;
  }
}
