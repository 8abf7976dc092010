import ts from 'typescript';

/** One change in one place of a source file. */
export interface Mutant {
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** Line number, from 1. */
  readonly line: number;
  /** Such as `a < b` → `a <= b`, short enough for one line. */
  readonly change: string;
}

const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+'],
  [ts.SyntaxKind.AsteriskToken]: ['/'],
  [ts.SyntaxKind.SlashToken]: ['*'],
  [ts.SyntaxKind.AsteriskAsteriskToken]: ['*'],
  [ts.SyntaxKind.PlusEqualsToken]: ['-='],
  [ts.SyntaxKind.MinusEqualsToken]: ['+='],
  [ts.SyntaxKind.AsteriskEqualsToken]: ['/='],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
};

/** A number below this is a tolerance; mutants make it a thousand times larger. */
const TOLERANCE = 1e-3;

/**
 * Every mutant of a source text: changed comparisons, signs, minima and maxima, tolerances and other numbers, absolute
 * values and negations, and removed guards. Texts and types stay as they are.
 */
export function mutantsOf(fileName: string, text: string): Mutant[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2022, true);
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, replacement: string, shown: ts.Node = node) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const from = shown.getStart(source);
    const before = text.slice(from, shown.getEnd());
    const after = before.slice(0, start - from) + replacement + before.slice(end - from);
    const { line } = source.getLineAndCharacterOfPosition(start);
    mutants.push({ start, end, replacement, line: line + 1, change: `${brief(before)} → ${brief(after)}` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node) && !isText(node)) {
      for (const operator of OPERATORS[node.operatorToken.kind] ?? []) {
        replace(node.operatorToken, operator, node);
      }
    } else if (ts.isPrefixUnaryExpression(node)) {
      const isSign = node.operator === ts.SyntaxKind.MinusToken;
      if (isSign || node.operator === ts.SyntaxKind.ExclamationToken)
        replace(node, node.operand.getText(source));
    } else if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source);
      if (called === 'Math.min') replace(node.expression, 'Math.max', node);
      if (called === 'Math.max') replace(node.expression, 'Math.min', node);
      if (called === 'Math.abs') replace(node, `(${node.arguments[0]!.getText(source)})`);
    } else if (ts.isNumericLiteral(node)) {
      replace(node, changedNumber(node));
    } else if (ts.isIfStatement(node)) {
      replace(node.expression, 'false', node.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function changedNumber(node: ts.NumericLiteral): string {
  const value = Number(node.text);
  if (value !== 0 && value < TOLERANCE) return `(1e3 * ${node.text})`;
  return `${value + 1}`;
}

/** Whether + joins texts rather than numbers. */
const isText = (node: ts.BinaryExpression): boolean =>
  [node.left, node.right].some(
    (side) =>
      ts.isStringLiteralLike(side) ||
      ts.isTemplateExpression(side) ||
      ts.isNoSubstitutionTemplateLiteral(side),
  ) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;

const brief = (code: string): string => {
  const line = code.replace(/\s+/g, ' ');
  return line.length <= 70 ? line : `${line.slice(0, 67)}…`;
};
