/** Patterns that several languages share. All are sticky, and bounded by the block they are tried in. */

/** The rest of an address: it ends at white space, quotes and brackets, but may hold a pair of parentheses. */
const address = String.raw`(?:[^\s<>"()[\]{}“”„«»\u0060]|\([^\s()]*\))`;

export const common: Readonly<Record<string, readonly RegExp[]>> = {
  ':': [
    new RegExp(String.raw`:\/\/${address}+`, 'y'),
    new RegExp(String.raw`(?<=\b(?:mailto|doi|urn|tel|data)):${address}+`, 'y'),
  ],
  '/': [new RegExp(String.raw`(?<=[\w-]\.[a-z]{2,12}(?::\d{1,5})?)\/${address}*`, 'y')],
  // Citation keys, handles, and the domains of e-mail addresses.
  '@': [/@(?:\{[^{}\s]*\}|[\p{L}\p{N}_](?:[\p{L}\p{N}_:.#$%&+?<>~/-]*[\p{L}\p{N}_/])?)/uy],
  '\\': [/\\[a-zA-Z@]+\*?/y, /\\[^\s]/y],
};

export const emphasis = String.raw`(?<![\p{L}\p{N}])[*_]+|[*_]+(?![\p{L}\p{N}])`;

export const plainMarkup = new RegExp(emphasis, 'uy');

const attributes = `(?:[^<>"']|"[^"]*"|'[^']*')*`;
const openElement = String.raw`<(script|style|code|pre|kbd|samp|textarea|math|svg)\b${attributes}>`;
/** Elements within a sentence. */
const inlineTag = String.raw`<\/?(?:abbr|a|bdi|bdo|big|b|cite|del|dfn|em|font|ins|i|mark|q|small|span|strong|sub|sup|s|u|wbr)(?:\s[^<>]{0,300})?\/?>`;

export const htmlMasks: readonly RegExp[] = [
  /<!--[\s\S]*?-->/y,
  new RegExp(String.raw`${openElement}[\s\S]*?<\/\1\s*>`, 'iy'),
  new RegExp(`<[/!?]?[a-zA-Z]${attributes}>`, 'y'),
];
export const htmlEntities: readonly RegExp[] = [/&#?\w+;/y];
export const htmlMarkup = new RegExp(inlineTag, 'iuy');
export const htmlSpace = /&nbsp;|&#160;|&#x0*a0;|<br\s*\/?>/iy;

const destination = String.raw`\(\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)`;
export const linkTarget = new RegExp(String.raw`\]${destination}`, 'y');
export const markdownMarkup = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[*_~]+|[*_~]+(?![\p{L}\p{N}])|${inlineTag}|\](?:${destination}|\[[^\[\]]{0,200}\]|\{[^{}]{0,200}\})?|!?\[`,
  'iuy',
);

/** As many backticks again end it. */
export const codeSpan = /(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/y;
export const backticks = /`+/y;
/** As Pandoc has it: no space inside the dollars, no digit after; so that sums of money are none. */
export const dollarMath: readonly RegExp[] = [
  /\$\$[\s\S]+?\$\$/y,
  /\$(?![\s$])(?:\\[\s\S]|[^$\\])*?(?<!\s)\$(?!\d)/y,
];

const mathEnvironments =
  'equation|align|alignat|gather|multline|flalign|eqnarray|math|displaymath|dmath|IEEEeqnarray';
const codeEnvironments =
  'verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|alltt|comment|filecontents|tikzpicture|luacode';
/** A line that opens an environment without text. */
export const opaqueEnvironment = new RegExp(
  String.raw`^\s*\\begin\{((?:${mathEnvironments}|${codeEnvironments})\*?)\}`,
);

const options = String.raw`(?:\s*\[[^\]]*\])*`;
const argument = String.raw`\s*\{[^{}]*\}`;
const keyed =
  'eqref|pageref|autoref|nameref|[vcC]ref|ref|label|url|nolinkurl|path|input|include|includegraphics|bibliography|' +
  'bibliographystyle|addbibresource|usepackage|RequirePackage|documentclass|begin|end|gls|Gls|glspl|ac|acs|acl|acp|' +
  'hypertarget|hyperlink|hyperref|pagestyle|thispagestyle|graphicspath|newcommand|renewcommand|DeclareMathOperator';

export const latexMath: readonly RegExp[] = [
  new RegExp(String.raw`\\begin\{((?:${mathEnvironments}|${codeEnvironments})\*?)\}[\s\S]*?\\end\{\1\}`, 'y'),
  /\\\([\s\S]*?\\\)/y,
];
export const latexCommands: readonly RegExp[] = [
  new RegExp(String.raw`\\[a-zA-Z]*[cC]ite[a-zA-Z]*\*?${options}(?:${argument})+`, 'y'),
  new RegExp(String.raw`\\(?:${keyed})\*?${options}(?:${argument})`, 'y'),
  new RegExp(String.raw`\\href${options}${argument}`, 'y'),
  /\\(?:verb|lstinline)\*?(?:\[[^\]]*\])?([^\sa-zA-Z*{[])[^\n]*?\1/y,
  /\\(?:lstinline(?:\[[^\]]*\])?|mintinline\{\w+\})\{[^{}]*\}/y,
  ...(common['\\'] ?? []),
];
