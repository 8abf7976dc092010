/** Checks on a copy of the source that an addition needs only its files and a line in each of its lists. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADDITIONS, HALVES, withEntry } from './additions.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COPY = mkdtempSync(join(tmpdir(), 'satqn-additions-'));
afterAll(() => rmSync(COPY, { recursive: true }));

const source = (file: string) => join(COPY, 'src', file);

/** The copy with all additions, as the compiler sees it; with `before`, it does not read unchanged files again. */
function programOf(before?: ts.Program): ts.Program {
  const { config } = ts.readConfigFile(join(COPY, 'tsconfig.json'), (file) => readFileSync(file, 'utf8'));
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, COPY);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  // Reuse unchanged files.
  host.getSourceFile = (file, ...others) => {
    const known = before?.getSourceFile(file);
    return known && known.text === ts.sys.readFile(file) ? known : read(file, ...others);
  };
  return ts.createProgram(fileNames, options, host, before);
}

const textsOf = (diagnostics: readonly ts.Diagnostic[]): string[] =>
  diagnostics.map(
    ({ file, messageText }) =>
      `${file?.fileName.slice(COPY.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );

describe('additions to a copy of the source', () => {
  let program: ts.Program;

  beforeAll(() => {
    for (const part of ['src', 'scripts', 'test', 'bench', 'package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, part), join(COPY, part), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(COPY, 'node_modules'));
    for (const { files, lists } of ADDITIONS) {
      for (const [file, text] of Object.entries(files)) writeFileSync(source(file), text);
      for (const [list, entry] of Object.entries(lists)) {
        writeFileSync(source(list), withEntry(readFileSync(source(list), 'utf8'), entry));
      }
    }
    program = programOf();
  });

  it('compile', () => {
    expect(program.getSourceFiles().length).toBeGreaterThan(800);
    // Its tests and benches, too: none spells a list that it could follow.
    expect(textsOf(program.getSemanticDiagnostics())).toEqual([]);
  });

  it.each(HALVES.map((half) => [half.what, half] as const))('do not compile with %s', (_, half) => {
    const whole = Object.keys(half.files).map((file) => [file, readFileSync(source(file), 'utf8')] as const);
    for (const [file, text] of Object.entries(half.files)) {
      if (text === null) rmSync(source(file));
      else writeFileSync(source(file), text);
    }
    const halved = programOf(program);
    const found = textsOf(halved.getSemanticDiagnostics(halved.getSourceFile(source(half.at))));
    for (const [file, text] of whole) writeFileSync(source(file), text);
    expect(found.join('\n')).toMatch(half.says);
  });

  it('are in the reference, in the JSON Schema and in what the commands do', async () => {
    for (const folder of ['docs/reference', 'schema']) mkdirSync(join(COPY, folder), { recursive: true });
    writeFileSync(join(COPY, 'use.ts'), USE);
    await Promise.all(['scripts/generate-reference.ts', 'scripts/generate-schema.ts'].map(runInCopy));
    const text = (file: string) => readFileSync(join(COPY, file), 'utf8');
    const reference = text('docs/reference/cli.md');
    expect(reference).toMatch(/--format <name> .*toy-export:\s+an\s+export\s+for\s+the\s+test/s);
    expect(reference).toMatch(/file +GraphML.* a toy of\s+a network/s);
    expect(reference).toMatch(/## satqn import[^#]*"toy-import"/);
    expect(reference).toMatch(/toy-product \[options\] +a product for the test/);
    expect(reference).toMatch(
      /## satqn calc toy-product[^#]*--factor <number> +of the length \(default: 2\)/,
    );
    expect(reference).toMatch(/## satqn plan[^#]*"toy"/);
    expect(reference).toMatch(/--method <name> .*toy: a\s+method for the\s+test/s);
    expect(text('schema/study.schema.json')).toContain('"toy"');
    expect(text('docs/reference/study.md')).toContain('`toy`');

    const printed = await runInCopy('use.ts');
    expect(printed).toContain('in the library: toy-product toy-export toy\n');
    expect(printed).toContain('exported: 1\n');
    expect(printed).toContain('Read as a toy of a network.');
    expect(printed).toMatch(/^product +6$/m);
    expect(text('run/report.html')).toContain('A figure for the test');
    expect(text('run/report.html')).toContain('<svg id="toy-figure-narrow"');
    expect(JSON.parse(text('run/run.json'))).toMatchObject({
      scheme: 'toy',
      certificate: { status: 'verified' },
    });
    // The family halves the link: 5 pairs/s in each of two slots, proved by its own prices; 7.5 are too many.
    for (const how of ['milp', 'benders', 'auto', 'blocks', 'greedy']) {
      expect(printed).toMatch(new RegExp(`^${how} 0 10 verified 2 `, 'm'));
    }
    expect(printed).toMatch(/^milp 0 10 verified 2 10 10$/m);
    // Two consecutive slots carry 7 pairs/s: 5, 2 and 5. Planners that work part by part would break that, and say so.
    for (const how of ['milp', 'benders', 'auto', 'rrs']) {
      expect(printed).toMatch(new RegExp(`^tied-${how} 0 12 verified$`, 'm'));
    }
    for (const how of ['blocks', 'greedy']) {
      expect(printed).toMatch(
        new RegExp(`^tied-${how} 2 .*does not keep: slots that follow each other`, 'm'),
      );
    }
    // The checker knows the name that the method gives for what proved its bound.
    expect(printed).toMatch(/^toy 0 10 verified 2 null null$/m);
    expect(JSON.parse(text('toy/run.json'))).toMatchObject({
      status: 'optimal',
      bounds: { bound: 10, boundBy: 'toy relaxation 1' },
    });
    expect(printed).toMatch(/^toy is verified: 0$/m);
    expect(printed).toMatch(/^toy +2 +5\.0e-1 +a~b$/m);
  });
});

/** Runs a module of the copy and returns what it prints. */
async function runInCopy(file: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), file],
    { cwd: COPY },
  );
  return stdout + stderr;
}

/** Two users and a link of 10 pairs/s. */
const lineOf = (slots: number) => ({
  satqn: 1,
  horizon: { slots, slotSeconds: 10 },
  nodes: ['a', 'b'].map((id) => ({ id, kind: 'ground' })),
  links: [{ ends: ['a', 'b'], capacity: Array(slots).fill(10), fidelity: 0.99 }],
  capacityUnit: 'pairs-per-second',
  demands: [{ source: 'a', destination: 'b', fidelityTarget: 0.9 }],
});

/** Runs each command with its toy, one after another in one process. */
const USE = `import { readFileSync, writeFileSync } from 'node:fs';
import { runCli } from './src/cli/main.ts';
import { CALCULATORS, EXPORTERS, METHOD_FACTS, SCHEMES } from './src/index.ts';

const print = (text: string) => process.stdout.write(text);
const streams = { out: print, err: print, outIsTerminal: false, errIsTerminal: false, mayColor: false };
const listed = [...[...CALCULATORS, ...EXPORTERS].map(({ name }) => name), ...Object.keys({ ...METHOD_FACTS, ...SCHEMES })];
print(\`in the library: \${listed.filter((name) => name.startsWith('toy')).join(' ')}\n\`);
writeFileSync('network.toy', 'toy!');
for (const command of [
  'import network.toy --out network.yaml',
  'export network.yaml --format toy-export',
  'calc toy-product --length-km 3',
  'plan network.yaml --scheme toy --out run',
]) {
  if ((await runCli(command.split(' '), streams)) !== 0) throw new Error(command);
}
writeFileSync('line.json', JSON.stringify(${JSON.stringify(lineOf(2))}));
for (const how of ['--method milp', '--method benders', '--method auto', '--method blocks', '--method toy', '--scheme greedy']) {
  const out = how.split(' ')[1]!;
  const code = await runCli(\`plan line.json \${how} --gap 0 --out \${out}\`.split(' '), { ...streams, out: () => {} });
  const { objective, certificate, relaxation } = JSON.parse(readFileSync(\`\${out}/run.json\`, 'utf8'));
  const toy = certificate.checks.find(({ constraint }: { constraint: string }) => constraint === 'toy');
  print(\`\${out} \${code} \${objective} \${certificate.status} \${toy.checked} \${relaxation.bound} \${certificate.dualBound}\\n\`);
}
print(\`toy is verified: \${await runCli(['verify', 'toy/run.json'], { ...streams, out: () => {} })}\n\`);
const record = JSON.parse(readFileSync('milp/run.json', 'utf8'));
record.plan.routes[0].rate *= 1.5;
writeFileSync('milp/run.json', JSON.stringify(record));
await runCli(['verify', 'milp/run.json'], streams);
writeFileSync('tied.json', JSON.stringify(${JSON.stringify(lineOf(3))}));
for (const how of ['--method milp', '--method benders', '--method auto', '--method blocks', '--scheme greedy', '--scheme rrs']) {
  const out = \`tied-\${how.split(' ')[1]}\`;
  let said = '';
  const err = (text: string) => { said += text; };
  const code = await runCli(\`plan tied.json \${how} --gap 0 --out \${out}\`.split(' '), { ...streams, out: () => {}, err });
  const told = code === 0 ? JSON.parse(readFileSync(\`\${out}/run.json\`, 'utf8')) : null;
  print(\`\${out} \${code} \${told ? \`\${told.objective} \${told.certificate.status}\` : said.trim().split('\\n').at(-1)}\n\`);
}
`;
