/** Finds the texts for people in the source, and which of them pass through localisation. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Expression,
  isBinaryExpression,
  isCallExpression,
  isCaseClause,
  isElementAccessExpression,
  isIdentifier,
  isLiteralTypeNode,
  isNewExpression,
  isNoSubstitutionTemplateLiteral,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteral,
  isTaggedTemplateExpression,
  isTemplateExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { createVirtualFileSystem } from 'typescript/unstable/fs';
import { API } from 'typescript/unstable/sync';

const src = path.resolve(import.meta.dirname, '../../src');

/** A string or a template of the source that reads as words. */
export interface SourceText {
  /** The path below src, with `/`. */
  readonly file: string;
  readonly line: number;
  /** What it says, with `{}` for each expression in it. */
  readonly text: string;
  /** Whether it is the message of a call that localises. */
  readonly localised: boolean;
  /** Whether it is said when its module is read, before the language is known. */
  readonly early: boolean;
}

/** All TypeScript files below src, with `/`, and what is in them. */
export const sources: ReadonlyMap<string, string> = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => [file, readFileSync(path.join(src, file), 'utf8')]),
);

/** What a person reads even where it is a single word in lower case. */
const shown = /^(message|remedy|label|description|detail|title|tooltip|placeholder|prompt|why|hedge)$/;
/** Two words with a space between them; a word that begins a sentence, or a title. */
const words = /\p{L}[,.:;)”’]* [(“]?\p{L}{2,}|\p{L}{2,}[,.:;)”’]* [(“]?\p{L}|^\p{Lu}\p{Ll}+( |[.:…]?$)/u;
const word = /^\p{L}{2,}$/u;
/** One word beside an expression is text enough. */
const wordBesideExpression = /\p{L}{2,}[,.:;)”]* [(“]?\{\}|\{\}[,)”]* \(?\p{L}{2,}/u;
const icon = /\$\([\w~-]+\) ?/g;

/** Reads the texts of some files, as {@link sources} has them. */
export function textsOf(files: ReadonlyMap<string, string>): SourceText[] {
  // Only the syntax is wanted: neither libraries nor other modules need to be read.
  const project = '/texts/tsconfig.json';
  const options = { noLib: true, noResolve: true, types: [], allowImportingTsExtensions: true, noEmit: true };
  const config = { compilerOptions: options, files: [...files.keys()] };
  const all = Object.fromEntries([...files].map(([file, text]) => [`/texts/${file}`, text]));
  const api = new API({
    cwd: '/texts',
    fs: createVirtualFileSystem({ ...all, [project]: JSON.stringify(config) }),
  });
  try {
    const program = api.updateSnapshot({ openProject: project }).getProject(project)?.program;
    return [...files.keys()].flatMap((file) => {
      const source = program?.getSourceFile(`/texts/${file}`);
      if (!source) throw new Error(`${file} cannot be parsed`);
      return textsIn(source, file);
    });
  } finally {
    api.close();
  }
}

function textsIn(source: SourceFile, file: string): SourceText[] {
  const found: SourceText[] = [];
  const visit = (node: Node): void => {
    const text = readable(node);
    if (text !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      found.push({
        file,
        line,
        text,
        localised: !isTemplateExpression(node) && isLocalised(node),
        early: isEarly(node),
      });
    }
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** @returns undefined where a node is no text, or none that people read. */
function readable(node: Node): string | undefined {
  if (isTemplateExpression(node)) {
    const chunks = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
    const whole = chunks.join('{}').replace(icon, '');
    const isText = words.test(whole) || wordBesideExpression.test(whole);
    return isText && !isForNobody(node) ? whole : undefined;
  }
  if (!isStringLiteral(node) && !isNoSubstitutionTemplateLiteral(node)) return undefined;
  const isText = isLocalised(node) || words.test(node.text) || (word.test(node.text) && isShown(node));
  return isText && !isForNobody(node) ? node.text : undefined;
}

/** The value of a property that people see. */
function isShown(node: Node): boolean {
  const property = ancestor(node, isPropertyAssignment);
  return property !== undefined && isIdentifier(property.name) && shown.test(property.name.text);
}

/** Ends at the nearest call or function: what is in there is another matter. */
function ancestor<T extends Node>(node: Node, is: (node: Node) => node is T): T | undefined {
  for (let at: Node | undefined = node.parent; at && !isCallExpression(at); at = at.parent) {
    if (is(at)) return at;
    if (![SyntaxKind.ConditionalExpression, SyntaxKind.ParenthesizedExpression].includes(at.kind))
      return undefined;
  }
  return undefined;
}

const comparisons: readonly SyntaxKind[] = [
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.InKeyword,
];

/** Modules, types, names of properties, comparisons, faults of the program and lines of the log. */
function isForNobody(node: Node): boolean {
  const { parent } = node;
  if (isLiteralTypeNode(parent) || isCaseClause(parent) || isElementAccessExpression(parent)) return true;
  if (isTaggedTemplateExpression(parent)) return true;
  if (isPropertyAssignment(parent) && parent.name === node) return true;
  if (isBinaryExpression(parent) && comparisons.includes(parent.operatorToken.kind)) return true;
  for (let at: Node | undefined = parent; at; at = at.parent) {
    if (at.kind === SyntaxKind.ImportDeclaration || at.kind === SyntaxKind.ExportDeclaration) return true;
    if (isNewExpression(at) && isIdentifier(at.expression)) return /^(Range)?Error$/.test(at.expression.text);
    if (isCallExpression(at)) return isLogging(at.expression);
  }
  return false;
}

function isLogging(callee: Expression): boolean {
  return isPropertyAccessExpression(callee) && /\blog$/.test(callee.expression.getText());
}

/** The first argument of `l10n.t` or `vscode.l10n.t`. */
function isLocalised(node: Node): boolean {
  const { parent } = node;
  if (!isCallExpression(parent) || parent.arguments[0] !== node) return false;
  return /^(vscode\.)?l10n\.t$/.test(parent.expression.getText());
}

const functions: readonly SyntaxKind[] = [
  SyntaxKind.ArrowFunction,
  SyntaxKind.Constructor,
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.GetAccessor,
  SyntaxKind.MethodDeclaration,
];

function isEarly(node: Node): boolean {
  for (let at: Node | undefined = node.parent; at; at = at.parent)
    if (functions.includes(at.kind)) return false;
  return true;
}
