/** The languages that people write in, by their VS Code language id. */
import {
  backticks,
  codeSpan,
  common,
  dollarMath,
  emphasis,
  htmlEntities,
  htmlMarkup,
  htmlMasks,
  htmlSpace,
  latexCommands,
  latexMath,
  linkTarget,
  markdownMarkup,
  plainMarkup,
} from './patterns.ts';
import { delimiter, fence, html, latexEnvironment, orgBlock, restructuredLiteral } from './regions.ts';
import { Syntax, type SyntaxDescription } from './syntax.ts';

/** Plain text, and the comments and strings of every language that is not known. */
export const plainSyntax = new Syntax({
  markup: ['*_', plainMarkup],
  linePrefix: /[ \t]*(?:\/\/+!?|#+|\*+(?!\/)|;+|--+|%+|>[> ]*)?[ \t]*/y,
  masks: common,
});

const frontMatter = new Syntax({
  markup: ['*_', plainMarkup],
  masks: { ...common, '`': [codeSpan, backticks], '=': [] },
  lineStart: /[ \t]*(?:- +)?(?:["']?[\w.$-]+["']?[ \t]*(?::(?=\s|$)|=)|\[+[\w."-]+\]+[ \t]*$)/my,
});

const markdown: SyntaxDescription = {
  markup: ['*_~<]![', markdownMarkup],
  space: ['&<\\\\', new RegExp(`${htmlSpace.source}|\\\\ `, 'iy')],
  linePrefix: /[ \t]*(?:>[ \t]?)*[ \t]*/y,
  masks: {
    ...common,
    '`': [codeSpan, backticks],
    $: dollarMath,
    '<': htmlMasks,
    '&': htmlEntities,
    '[': [/\[\^[^\]\s]+\]:?/y, /\[\[[^\]|\n]*\|/y],
    ']': [linkTarget, /\]\[[^[\]]*\]/y],
    '{': [/\{[#.:=%<{/-][^{}]*\}+/y],
    '\\': [...latexMath, /\\\[(?=\s)[\s\S]*?\\\]/y, ...latexCommands],
  },
  lineStart: /[ \t>]*\[(?!\^)[^\]\n]+\]:[ \t]*(?:<[^>\n]*>|\S+)(?=[ \t]*(?:$|["'(]))|[ \t>]*:{3,}[^\n]*/my,
  openers: '`~>-*+0123456789<#\\',
  opening: (line) =>
    fence(line) ??
    html(line) ??
    latexEnvironment(line) ??
    (/^ {0,3}#{1,6}\s/.test(line) ? 'alone' : undefined),
  frontMatter,
};

const latex: SyntaxDescription = {
  markup: [
    '\\{}',
    /\\href\{[^{}]{0,400}\}\{|\\[a-zA-Z]+\*?\{|\\(?:em|bf|it|sc|sf|tt|rm)\b\s*|\\(?=&)|\\\/|[{}]/y,
  ],
  space: ['~\\\\', /~|\\[ ,;:!]|\\(?:nobreakspace|space|thinspace)\b(?:\{\})?/y],
  linePrefix: /[ \t]*%*[ \t]*/y,
  masks: {
    ...common,
    $: [/\$\$[\s\S]*?\$\$/y, /\$(?:\\[\s\S]|[^$\\])*\$/y],
    '\\': [...latexMath, /\\\[[\s\S]*?\\\]/y, ...latexCommands],
  },
  openers: '\\',
  opening: latexEnvironment,
};

const typstLink = String.raw`#link\("[^"\n]{0,400}"\)\[`;
const typst: SyntaxDescription = {
  markup: [
    '*_#]',
    new RegExp(`${emphasis}|${typstLink}|#(?:emph|strong|text|smallcaps|underline)\\[|\\]`, 'uy'),
  ],
  space: ['~', /~/y],
  linePrefix: /[ \t]*(?:\/\/+)?[ \t]*/y,
  masks: {
    ...common,
    '`': [codeSpan, backticks],
    $: [/\$(?:\\[\s\S]|[^$\\])*\$/y],
    '<': [/<[\p{L}\p{N}_:.-]+>/uy],
    '#': [/#let\s+[\p{L}_][\p{L}\p{N}_-]*/uy, /#[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*/uy],
  },
  openers: '`',
  opening: fence,
};

const asciidoc: SyntaxDescription = {
  markup: ['*_#]', /(?<![\p{L}\p{N}])[*_#]+|[*_#]+(?![\p{L}\p{N}])|\]/uy],
  space: ['&{', /&nbsp;|\{nbsp\}/y],
  linePrefix: /[ \t]*(?:\/\/ )?[ \t]*/y,
  masks: {
    ...common,
    ':': [
      /(?<=\b(?:cite|citenp|citep|citet|stem|latexmath|asciimath|pass|kbd)):\S*?\[[^\]\n]*\]/y,
      /(?<=\b(?:link|xref|image|include|icon|video|audio|anchor)):{1,2}[^\s[\]]*/y,
      ...(common[':'] ?? []),
    ],
    '`': [/`+[^`]+`+/y],
    '<': [/<<[^<>,\n]*(?:,|>>)/y],
    '{': [/\{[\w-]+\}/y],
    '[': [/\[\[[^\]\n]*\]\]/y, /\[#[^\]\n]*\]/y],
  },
  lineStart: /:!?[\w-]+!?:(?=\s|$)|\[[^\]\n]*\][ \t]*$/my,
  openers: '-.+/`=',
  opening: (line) => delimiter(line) ?? fence(line) ?? (/^={1,6}\s/.test(line) ? 'alone' : undefined),
  frontMatter,
};

const restructuredText: SyntaxDescription = {
  markup: ['*_', plainMarkup],
  linePrefix: /[ \t]*(?:\| )?[ \t]*/y,
  masks: {
    ...common,
    ':': [/:[\w:+.-]+:(?=`)/y, ...(common[':'] ?? [])],
    '`': [
      /``[\s\S]+?``/y,
      /(?<=:(?:cite(?::\w+)?|footcite(?::\w+)?|math|code|ref|numref|eq|doc|file|download|samp|kbd|command):)`[^`]+`/y,
    ],
    '<': [/<[^<>]*>(?=`)/y],
    '[': [/\[[^\]\s]+\]_/y],
  },
  lineStart: /[ \t]*(?:\.\. (?:_[^\n]*|[\w:-]+::)|:[^:\s][^:\n]*:(?=\s|$))/y,
  openers: '.',
  endOpeners: ':',
  opening: restructuredLiteral,
};

const org: SyntaxDescription = {
  markup: ['*/_+[]', /(?<![\p{L}\p{N}])[*/_+]+|[*/_+]+(?![\p{L}\p{N}])|\[\[[^\]\n]{0,400}\]\[|\]\]/uy],
  linePrefix: /[ \t]*(?:# )?[ \t]*/y,
  masks: {
    ...common,
    $: dollarMath,
    '=': [/(?<!\w)=(?!\s)[^=\n]*(?<!\s)=(?!\w)/y],
    '~': [/(?<!\w)~(?!\s)[^~\n]*(?<!\s)~(?!\w)/y],
    '[': [/\[\[[^\]\n]*\]\[/y, /\[fn:[^\]:\n]*/y],
    '<': [/<<[^<>\n]*>>/y],
    ':': [/:(?:[\w@#%]+:)+[ \t]*$/my, ...(common[':'] ?? [])],
    '\\': [...latexMath, /\\\[[\s\S]*?\\\]/y, ...latexCommands],
  },
  lineStart: /[ \t]*(?:#\+[\w-]+:|:[\w-]+:(?=\s|$)|: [^\n]*)/my,
  openers: '#*\\',
  opening: (line) => orgBlock(line) ?? latexEnvironment(line) ?? (/^\*+\s/.test(line) ? 'alone' : undefined),
};

const hypertext: SyntaxDescription = {
  markup: ['<', htmlMarkup],
  space: ['&<', htmlSpace],
  masks: { ...common, '<': htmlMasks, '&': htmlEntities },
  openers: '<',
  opening: html,
  frontMatter,
};

const languages: Readonly<Record<string, SyntaxDescription>> = {
  markdown,
  quarto: markdown,
  rmd: markdown,
  mdx: markdown,
  myst: markdown,
  latex,
  tex: latex,
  typst,
  asciidoc,
  restructuredtext: restructuredText,
  org,
  html: hypertext,
};

const syntaxes = new Map(
  Object.entries(languages).map(([language, description]) => [language, new Syntax(description)]),
);

/** The syntax of a VS Code language id; plain text for those that are not known. */
export function syntaxOf(language: string): Syntax {
  return syntaxes.get(language) ?? plainSyntax;
}
