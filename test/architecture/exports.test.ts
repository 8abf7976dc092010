import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Files whose exports are for users of the package. */
const PUBLIC = /^src\/(\w+\/)?index\.ts$/;
/** Used by name, or instead of a package. */
const FROM_OUTSIDE = [
  'src/node/queue/sandbox.ts: default',
  'src/node/service/reader-thread.ts: read',
  'src/node/simulation/worker.ts: runReplications',
  'src/node/study/worker.ts: runJob',
  'web/worker/satellite.ts: SatRecError',
  'web/worker/satellite.ts: checkForDecay',
  'web/worker/satellite.ts: geodeticToEcf',
  'web/worker/satellite.ts: gstime',
  'web/worker/satellite.ts: json2satrec',
  'web/worker/satellite.ts: sgp4',
  'web/worker/satellite.ts: sunPos',
  'web/worker/satellite.ts: twoline2satrec',
  'web/worker/xml.ts: XMLParser',
  'web/worker/xml.ts: XMLValidator',
];

interface SourceFile {
  readonly exported: readonly string[];
  /** Its imports from other files; the name is * if it imports everything. */
  readonly taken: readonly { readonly file: string; readonly name: string }[];
  readonly words: readonly string[];
}

/** What a file exports and imports, according to its text. */
function read(file: string, text: string): SourceFile {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const exported: string[] = [];
  const taken: { file: string; name: string }[] = [];
  const take = (from: ts.Node | undefined, names: readonly string[]) => {
    if (from === undefined || !ts.isStringLiteralLike(from) || !from.text.startsWith('.')) return;
    const path = join(dirname(file), from.text).replace(/\?.*$/, '');
    taken.push(...names.map((name) => ({ file: path, name })));
  };
  const namesOf = (bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined) =>
    bindings !== undefined && 'elements' in bindings
      ? bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text)
      : ['*'];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) take(node.moduleSpecifier, namesOf(node.importClause?.namedBindings));
    if (ts.isExportDeclaration(node)) take(node.moduleSpecifier, namesOf(node.exportClause));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      take(node.arguments[0], ['*']);
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      take(node.argument.literal, [node.qualifier?.getText() ?? '*']);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const statement of source.statements) {
    if (ts.isExportDeclaration(statement)) {
      const names = statement.exportClause;
      if (names && ts.isNamedExports(names)) exported.push(...names.elements.map(({ name }) => name.text));
    } else if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    ) {
      const declarations = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations
        : [statement as ts.DeclarationStatement];
      exported.push(...declarations.map(({ name }) => name?.getText() ?? 'default'));
    }
  }
  return { exported, taken, words: text.match(/[\w$]+/g) ?? [] };
}

/** Exports that no other file imports, and those that only tests import and their own file does not use. */
function unused(files: ReadonlyMap<string, string>): string[] {
  const sources = new Map([...files].map(([file, text]) => [file, read(file, text)]));
  const users = new Map<string, string[]>();
  for (const [user, { taken, words }] of sources) {
    for (const { file, name } of taken) {
      const all = sources.get(file)?.exported ?? [];
      const names = name === '*' ? all.filter((one) => words.includes(one)) : [name];
      for (const one of names) {
        const key = `${file}: ${one}`;
        users.set(key, [...(users.get(key) ?? []), user]);
      }
    }
  }
  return [...sources].flatMap(([file, { exported, words }]) =>
    PUBLIC.test(file)
      ? []
      : exported
          .filter((name) => {
            const by = users.get(`${file}: ${name}`) ?? [];
            const atHome = words.filter((word) => word === name).length > 1;
            const isOfTests = !file.startsWith('test/') && by.every((user) => user.startsWith('test/'));
            return by.length === 0 || (isOfTests && !atHome);
          })
          .map((name) => `${file}: ${name}`),
  );
}

it('exports nothing that nobody uses', () => {
  const files = ['src', 'web', 'bench', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(files.length).toBeGreaterThan(500);
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  expect(unused(texts).sort()).toEqual(FROM_OUTSIDE);
});

it('would find an export that nobody uses, and one that only its test uses', () => {
  const files = {
    'src/index.ts': "export { used } from './base/one.ts';",
    'src/base/one.ts':
      'export const used = 1;\nexport interface Alone {}\nexport const tested = 2;\nexport const helper = used;\nexport const late = helper;',
    'src/base/two.ts': "import * as one from './one.ts';\nexport function two() { return one.helper; }",
    'src/cli/main.ts': "const { late } = await import('../base/one.ts');",
    'test/base/one.test.ts':
      "import { tested as it } from '../../src/base/one.ts';\nimport { two } from '../../src/base/two.ts';",
  };
  expect(unused(new Map(Object.entries(files)))).toEqual([
    'src/base/one.ts: Alone',
    'src/base/one.ts: tested',
    'src/base/two.ts: two',
  ]);
});
