import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  visit,
} from 'yaml';
import { InputError, type InputIssue } from '../base/errors.ts';
import { type DocumentPath, type Finding, formatPath } from './issue.ts';

const MAXIMUM_DEPTH = 32;
const MAXIMUM_ALIASES = 1000;

/** A YAML or JSON text as plain data, with the position of every value. */
export interface SourceDocument {
  readonly value: unknown;
  /** Mistakes that leave the data readable: duplicate keys. */
  readonly issues: readonly InputIssue[];
  /** Adds line and column to a finding: those of the value, or of its nearest ancestor that exists. */
  locate(finding: Finding): InputIssue;
}

/** A single mistake makes errors of all that follows it, and a text that is no YAML has one a line. */
const MOST_SYNTAX_ERRORS = 5;

/**
 * Reads one YAML 1.2 document (JSON is a part of YAML). Depth and aliases are bounded, so no text exhausts the stack or
 * the memory.
 * @throws InputError with the first syntax errors, and how many follow
 */
export function readDocument(text: string): SourceDocument {
  const lines = new LineCounter();
  const at: Locator = (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeep(tokens);
  if (deep) {
    const message = `the text is nested more than ${MAXIMUM_DEPTH} levels deep.`;
    throw new InputError([
      { path: '', ...at(deep.offset), message, hint: 'No scenario or study needs that.' },
    ]);
  }
  const composer = new Composer({
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const document = documents[0]!;
  const problems = [...document.errors, ...document.warnings];
  const repeated = problems.filter(isRepetition).map(({ pos }) => repeatedKey(document, pos[0], at));
  const syntax = problems.filter((problem) => !isRepetition(problem));
  const fatal = [
    ...syntaxIssues(syntax, at),
    ...documents.slice(1, 2).map(
      ({ range }): InputIssue => ({
        path: '',
        ...at(range[0]),
        message: 'a second document begins here.',
        hint: 'A file holds one document: remove the `---` and what follows.',
      }),
    ),
  ];
  // Hardly meant as YAML: what looks like an alias or a key twice in it is none.
  if (syntax.length > MOST_SYNTAX_ERRORS) throw new InputError(fatal);
  fatal.push(...aliasIssues(document, at));
  if (fatal.length > 0) throw new InputError([...repeated, ...fatal]);
  return {
    value: plainValue(document),
    issues: repeated,
    locate: (finding) => ({
      path: formatPath(finding.path),
      ...at(offsetOf(document, finding.path, finding.atKey ?? false)),
      message: finding.message,
      hint: finding.hint,
    }),
  };
}

/** Line and column of an offset. */
type Locator = (offset: number) => { readonly line: number; readonly column: number };

type SyntaxProblem = Document['errors' | 'warnings'][number];

const isRepetition = ({ code }: SyntaxProblem): boolean => code === 'DUPLICATE_KEY';

function repeatedKey(document: Document, offset: number, at: Locator): InputIssue {
  const key = keyAt(document, offset);
  return {
    path: formatPath(key),
    ...at(offset),
    message: `the key '${key.at(-1)}' appears twice in the same block.`,
    hint: 'Remove one of the two.',
  };
}

/** The first errors of syntax, then where the others begin and how many they are. */
function syntaxIssues(problems: readonly SyntaxProblem[], at: Locator): InputIssue[] {
  const issues = problems.slice(0, MOST_SYNTAX_ERRORS).map(({ pos, message }) => ({
    path: '',
    ...at(pos[0]),
    message: `this is not valid YAML: ${message}.`,
    hint: 'Check indentation, brackets, quotes and colons here and in the line above.',
  }));
  const [next, ...others] = problems.slice(MOST_SYNTAX_ERRORS);
  if (next === undefined) return issues;
  return [
    ...issues,
    {
      path: '',
      ...at(next.pos[0]),
      message: `${1 + others.length} more errors of syntax follow, most of them from the first ones.`,
      hint: 'Mend the first, or check whether this is the file you meant.',
    },
  ];
}

function aliasIssues(document: Document, at: Locator): InputIssue[] {
  const issues: InputIssue[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      const message = aliasProblem(alias, document, ancestors);
      if (message === null) return;
      const hint = 'Write the value out instead of the alias.';
      issues.push({ path: '', ...at(alias.range?.[0] ?? 0), message, hint });
    },
  });
  return issues;
}

function plainValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAXIMUM_ALIASES });
  } catch (error) {
    // The one error left for the library to raise here is that of too many aliases.
    const message = `the aliases of the text cannot be expanded: ${(error as Error).message}.`;
    throw new InputError([{ path: '', message, hint: 'Write the values out instead of aliases.' }]);
  }
}

function aliasProblem(alias: Alias, document: Document, ancestors: readonly unknown[]): string | null {
  const target = alias.resolve(document);
  if (!target) return `there is no anchor '&${alias.source}' above this alias.`;
  return ancestors.includes(target) ? `the alias '*${alias.source}' stands inside its own anchor.` : null;
}

/** The first token beyond the depth limit. Walks without recursion, since the text is not yet trusted. */
function tooDeep(tokens: readonly CST.Token[]): CST.Token | null {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > MAXIMUM_DEPTH) return token;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const item of token.items) {
      if (item.key) open.push({ token: item.key, depth: depth + 1 });
      if (item.value) open.push({ token: item.value, depth: depth + 1 });
    }
  }
  return null;
}

/** Path of the key that begins at an offset. */
function keyAt(document: Document, offset: number): DocumentPath {
  let found: DocumentPath = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      const key = pair.key as { range?: [number, number, number] } | null;
      if (key?.range?.[0] !== offset) return undefined;
      found = [...ancestors, pair].flatMap((node, i, all): DocumentPath => {
        if (isPair(node)) return [keyText(node.key)];
        const above = all[i - 1];
        return isSeq(above) ? [above.items.indexOf(node)] : [];
      });
      return visit.BREAK;
    },
  });
  return found;
}

const keyText = (key: unknown): string => String(isScalar(key) ? key.value : key);

function offsetOf(document: Document, path: DocumentPath, atKey: boolean): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    const pair = isMap(node) ? node.items.find((item) => keyText(item.key) === String(step)) : null;
    const value: unknown = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined;
    if (!pair && value === undefined) return offset;
    const keyOffset = pair ? start(pair.key) : undefined;
    const last = depth === path.length - 1;
    // What is missing inside a block is reported at the key of the block.
    const missingBelow = !last && !has(value, path[depth + 1]!, document);
    offset = ((last && atKey) || missingBelow ? keyOffset : undefined) ?? start(value) ?? keyOffset ?? offset;
    node = value;
  }
  return offset;
}

function has(node: unknown, step: string | number, document: Document): boolean {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap(target)) return target.items.some((item) => keyText(item.key) === String(step));
  return isSeq(target) && Number(step) < target.items.length;
}

const start = (node: unknown): number | undefined =>
  (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
