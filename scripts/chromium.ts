import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path of Chromium: from CHROMIUM_PATH, from the system, or else from the package that brings its own. */
export async function chromiumPath(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) return given;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  return unpacked();
}

/**
 * Unpacks the package into a folder of its own and renames that once it is complete. By itself, the package unpacks
 * into the folder of temporary files and takes an incomplete copy for a complete one, but two processes may begin at
 * the same time, and one may be ended half-way.
 */
async function unpacked(): Promise<string> {
  const { devDependencies } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'));
  const shared = tmpdir();
  const folder = join(shared, `satqn-chromium-${devDependencies['@sparticuz/chromium']}`);
  const isThere = existsSync(folder);
  const own = isThere ? folder : await mkdtemp(join(shared, 'satqn-chromium-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = own;
  // With this setting, the package also brings the libraries that Chromium needs.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    await bundled.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  if (!isThere) {
    const fonts = join(own, 'fonts/fonts.conf');
    await writeFile(fonts, (await readFile(fonts, 'utf8')).replaceAll('/tmp/fonts', join(folder, 'fonts')));
    // If another process was faster, its copy is just as good.
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  for (const name of ['LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
    const value = process.env[name];
    if (value !== undefined) process.env[name] = value.replaceAll(own, folder);
  }
  return join(folder, 'chromium');
}
