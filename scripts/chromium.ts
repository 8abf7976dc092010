import { existsSync } from 'node:fs';

/** Chromium as CHROMIUM_PATH says, of the system, or else from the package that brings its own. */
export async function chromiumPath(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  // It unpacks the libraries that this runtime of its host would need.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  return bundled.executablePath();
}
