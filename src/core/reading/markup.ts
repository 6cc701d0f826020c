/** AsciiDoc, Org, reStructuredText and LaTeX: their headings, titles and prose; what is neither is left out. */
import { type Block, Fields, type Reading } from './document.ts';
import { parseNames } from './names.ts';
import { writtenDate } from './writtenDate.ts';

/** The lines of a document as headings and text; blank text parts paragraphs. */
type Line = { readonly depth: number; readonly text: string } | string;

export type MarkupFormat = 'asciidoc' | 'org' | 'rst' | 'latex';

/** Reads a document in one of these languages. */
export function readMarkup(text: string, format: MarkupFormat): Reading {
  const fields = new Fields();
  const blocks: Block[] = [];
  let open: string[] = [];
  const close = () => {
    const joined = open.join(' ').trim();
    if (/[\p{L}\p{N}]/u.test(joined)) blocks.push({ kind: 'paragraph', text: joined });
    open = [];
  };
  for (const line of readers[format](text, fields)) {
    if (typeof line === 'string' && line.trim() !== '') {
      // An item of a list is a paragraph of its own.
      const item = /^\s*(?:[-*+•]|\.{1,5}|\d+[.)]|#\.)\s+(?=\S)/.exec(line);
      if (item) close();
      open.push(line.slice(item?.[0].length ?? 0).trim());
    } else {
      close();
      if (typeof line !== 'string') blocks.push({ kind: 'heading', ...line });
    }
  }
  close();
  const [first] = blocks;
  if (first?.kind === 'heading') fields.add('title', first.text, 'the first heading');
  return { fields, blocks, problems: [] };
}

const readers: Readonly<Record<MarkupFormat, (text: string, fields: Fields) => Line[]>> = {
  asciidoc,
  org,
  rst: restructuredText,
  latex,
};

function describe(fields: Fields, name: string, value: string): void {
  const text = value.trim();
  if (name === 'title') fields.add('title', text);
  else if (name === 'author' || name === 'authors') fields.add('author', parseNames(text));
  else if (name === 'date' || name === 'revdate')
    fields.add('issued', writtenDate(text.replace(/^[<[]|[>\]]$/g, '')));
  else if (name === 'lang' || name === 'language') fields.add('language', text);
  else if (name === 'url' && /^https?:\S+$/.test(text)) fields.add('URL', text);
}

function asciidoc(text: string, fields: Fields): Line[] {
  let header = true;
  let comment = false;
  return text.split('\n').map((line): Line => {
    if (/^\/{4,}\s*$/.test(line)) comment = !comment;
    if (comment || /^\/\//.test(line)) return '';
    const heading = /^(={1,6})\s+(\S.*)$/.exec(line);
    if (heading) {
      if (heading[1] === '=') fields.add('title', heading[2]?.trim());
      return { depth: heading[1]?.length ?? 1, text: heading[2] ?? '' };
    }
    const attribute = /^:([\w-]+):\s*(.*)$/.exec(line);
    if (attribute) describe(fields, attribute[1] ?? '', attribute[2] ?? '');
    if (line.trim() === '') header = header && !fields.get('title');
    // The line below the title names the author, the next one the revision.
    if (header && fields.get('title') && !attribute && line.trim()) {
      if (!fields.get('author') && !/\d{4}/.test(line))
        describe(fields, 'author', line.replace(/<[^>]*>/g, ''));
      else describe(fields, 'date', line.replace(/^v[\d.]+,?\s*/, ''));
      return '';
    }
    return attribute ||
      /^(?:[-=.*_+]{4,}|--|\|===|\[[^\]]*\]|\.[^\s.].*|'''|<<<|(?:image|include|ifdef|endif)::.*)\s*$/.test(
        line,
      )
      ? ''
      : line.replace(/^\|\s*/, '').replace(/<<([^,<>]{0,200},)?([^<>]{0,200})>>/g, '$2');
  });
}

function org(text: string, fields: Fields): Line[] {
  let drawer = false;
  return text.split('\n').map((line): Line => {
    const heading = /^(\*+)\s+(\S.*)$/.exec(line);
    if (heading) {
      const title = (heading[2] ?? '').replace(/^(?:TODO|DONE)\s+/, '').replace(/\s+:[\w@:]+:\s*$/, '');
      return { depth: heading[1]?.length ?? 1, text: title };
    }
    const keyword = /^\s*#\+(\w+)(?:\[[^\]]*\])?:\s*(.*)$/.exec(line);
    if (keyword) describe(fields, (keyword[1] ?? '').toLowerCase(), keyword[2] ?? '');
    if (/^\s*:[\w-]+:\s*$/.test(line)) drawer = !/^\s*:end:/i.test(line);
    if (drawer || keyword || /^\s*(?:#(?:\s|$|\+)|:[\w-]+:)/.test(line)) return '';
    return line
      .replace(/\[\[([^\][]{0,2000})\]\[([^\][]{0,500})\]\]/g, '$2')
      .replace(/\[\[([^\][]{0,2000})\]\]/g, '$1');
  });
}

function restructuredText(text: string, fields: Fields): Line[] {
  const lines = text.split('\n');
  const styles: string[] = [];
  const result: Line[] = [];
  let directive = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const below = lines[at + 1] ?? '';
    const rule = /^([!-/:-@[-`{-~])\1{2,}\s*$/.exec(below)?.[1];
    if (rule && /^\S/.test(line) && below.trim().length >= Math.min(line.trim().length, 3) && !ruled(line)) {
      const style = (ruled(lines[at - 1] ?? '') ? 'over' : '') + rule;
      if (!styles.includes(style)) styles.push(style);
      if (result.length && ruled(lines[at - 1] ?? '')) result.pop();
      result.push({ depth: styles.indexOf(style) + 1, text: line.trim() });
      at++;
      continue;
    }
    const field = /^:([\w ]+):\s+(.*)$/.exec(line);
    if (field) describe(fields, (field[1] ?? '').toLowerCase(), field[2] ?? '');
    if (/^\.\.(?:\s|$)/.test(line))
      directive = !/^\.\.\s+(?:note|warning|tip|important|admonition)::/.test(line);
    else if (/^\S/.test(line)) directive = false;
    const kept = !(directive || field || ruled(line) || /^\s*(?:\.\.|:[\w-]+:)(?:\s|$)/.test(line));
    result.push(
      kept
        ? line
            .replace(/:[\w:]{1,50}:`([^`<]{0,500}?)(?:\s*<[^>`]{0,500}>)?`/g, '$1')
            .replace(/`([^`<]{1,500}?)\s*<[^>`]{0,2000}>`_{1,2}/g, '$1')
        : '',
    );
  }
  return result;
}

function ruled(line: string): boolean {
  return /^([!-/:-@[-`{-~])\1{2,}\s*$/.test(line);
}

const sections = ['part', 'chapter', 'section', 'subsection', 'subsubsection', 'paragraph'];

function latex(text: string, fields: Fields): Line[] {
  const plain = text.replace(/(^|[^\\])%.*$/gm, '$1');
  for (const name of ['title', 'author', 'date']) {
    const value = new RegExp(`\\\\${name}\\s*(?:\\[[^\\]]*\\])?\\{((?:[^{}]|\\{[^{}]*\\}){0,2000})\\}`).exec(
      plain,
    )?.[1];
    if (value)
      describe(fields, name, unmarked(value.replace(/\\thanks\{[^}]*\}/g, '').replaceAll('\\and', ';')));
  }
  const begin = plain.indexOf('\\begin{document}');
  const end = plain.indexOf('\\end{document}');
  const body = plain.slice(begin < 0 ? 0 : begin + 16, end < 0 ? undefined : end);
  let hidden = '';
  return body.split('\n').map((line): Line => {
    const opened = /\\begin\{(equation|align|tikzpicture|lstlisting|verbatim)\*?\}/.exec(line)?.[1];
    if (opened && !hidden) hidden = opened;
    if (hidden) {
      if (line.includes(`\\end{${hidden}`)) hidden = '';
      return '';
    }
    const heading =
      /^\s*\\(part|chapter|(?:sub){0,2}section|paragraph)\*?(?:\[[^\]]*\])?\{(.*?)\}\s*(?:\\label\{[^}]*\})?\s*$/.exec(
        line,
      );
    if (heading) return { depth: sections.indexOf(heading[1] ?? '') + 1, text: unmarked(heading[2] ?? '') };
    if (
      /^\s*\\(?:maketitle|tableofcontents|usepackage|documentclass|bibliography\w*|printbibliography|newpage|clearpage|(?:begin|end)\{\w+\*?\}(?:\[[^\]]*\])?(?:\{[^}]*\})?)\s*(?:\{[^}]*\})?\s*$/.test(
        line,
      )
    )
      return '';
    return unmarked(line.replace(/^\s*\\item(?:\[([^\]]*)\])?\s*/, '- $1 '));
  });
}

/** The text that commands print: of the usual ones their argument, of citations and labels nothing. */
function unmarked(text: string): string {
  let rest = text.replace(
    /\\(?:[a-z]*cite[a-z]*\*?|label|(?:page|eq|auto|c)?ref|index|vspace|hspace)(?:\[[^\][]{0,500}\]){0,2}\{[^{}]{0,500}\}/gi,
    '',
  );
  for (let depth = 0; depth < 4; depth++)
    rest = rest.replace(/\\[a-zA-Z]{1,40}\*?(?:\[[^\][]{0,500}\])?\{([^{}]{0,5000})\}/g, '$1');
  return rest
    .replace(/\\([%&$#_{}])/g, '$1')
    .replace(/\\(?:\\|[a-zA-Z]{1,40}\*?)(?:\[[^\][]{0,500}\])?/g, ' ')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``/g, '“')
    .replace(/''/g, '”')
    .replace(/~/g, ' ')
    .replace(/[{}]/g, '');
}
