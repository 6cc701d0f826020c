/** What people read without a bibliography: links, footnotes, elements and templates, through Pandoc's readers. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { printBibliography } from '../../src/core/bibliography/bibliography.ts';
import { asciidocPlain } from '../../src/core/citation/asciidocPlain.ts';
import { locatorOf, printLocator } from '../../src/core/citation/locator.ts';
import type { CitationContext, CitationPart } from '../../src/core/citation/syntax.ts';
import { applyEdits } from '../../src/core/textEdit.ts';
import { type Case, cases, faults, items, writeDraft } from './draft.ts';
import { folderWith, run } from './run.ts';
import { needs } from './tools.ts';

/** The style says `Chapter 2`. */
function locator(part: CitationPart): string {
  const found = locatorOf(part);
  return found && !/^(?:page|paragraph)$/.test(found.label) ? found.value : found ? printLocator(found) : '';
}

const addresses = items.flatMap(({ URL }) => (URL ? [URL] : []));

describe('Readers', () => {
  before(function () {
    needs(this, 'pandoc');
  });

  const read = (text: string, from: string, to: string) => {
    const { stdout, stderr } = run(
      folderWith({ draft: text }),
      'pandoc',
      ...['-f', from, '-t', to, '--wrap=none', 'draft'],
    );
    assert.equal(stderr, '');
    return stdout;
  };

  for (const from of ['commonmark', 'gfm', 'markdown']) {
    it(`links of Markdown, ${from}`, () => {
      const draft = `${writeDraft('markdownLink')}QEND\n`;
      assert.deepEqual(faults(read(draft, from, 'plain'), { locator }), []);
      const html = read(draft, from, 'html');
      for (const address of addresses) assert.ok(html.includes(`<a href="${address}"`), address);
    });
  }

  for (const from of ['gfm', 'markdown']) {
    it(`footnotes of Markdown, ${from}`, () => {
      // A note holds one source, so that each is looked for in the order of the drafts.
      const some = cases.filter(({ steps, form }) => steps.length === 1 && steps[0]?.length === 1 && !form);
      const plain = read(`${writeDraft('markdownFootnote', some)}QEND\n`, from, 'plain');
      const notes = [...plain.matchAll(/^\[\d+\] (.*)$/gm)].map(([, note]) => note ?? '');
      assert.equal(notes.length, some.length);
      const shown = some.map((one, index) => `Q${cases.indexOf(one)}: it: ${notes[index]}\n`).join('');
      // A full reference names the author also where the citation would not.
      assert.deepEqual(faults(`${shown}QEND`, {}, some), []);
    });
  }

  it('HTML', () => {
    const draft = writeDraft('html').replace(/^Q.*$/gm, '<p>$&</p>');
    assert.deepEqual(faults(`${read(draft, 'html', 'plain')}QEND`, { locator }), []);
    const html = read(draft, 'html', 'html');
    for (const { id } of items) assert.ok(html.includes(`data-cites="${id}"`), id);
    for (const address of addresses) assert.ok(html.includes(`href="${address}"`), address);
  });

  it('MediaWiki', () => {
    // Pandoc keeps templates as they are: their text is looked for in them, with the references to characters read.
    const text = read(`${writeDraft('mediawiki')}QEND\n`, 'mediawiki', 'json');
    assert.equal(text.match(/\{\{Cite /g)?.length, items.length, 'one footnote for each source');
    for (const { id, title } of items)
      assert.ok(decode(text).includes(`|title=${title} |`), `${id}: ${title}`);
    const noted = cases.filter(({ steps }) => steps.flat().some((part) => part.paragraph));
    assert.ok(text.split('{{rp|para.').length > noted.length);
  });

  it('plain text', () => {
    assert.deepEqual(faults(`${writeDraft('text')}QEND`, { locator }), []);
  });
});

describe('Asciidoctor', () => {
  const paragraphs = (folder: string, ...options: readonly string[]) => {
    const { stdout, stderr } = run(folder, 'asciidoctor', ...options, '-e', '-o', '-', 'draft.adoc');
    assert.equal(stderr, '');
    return decode(stdout.replace(/<[^>]*>/g, ''));
  };

  it('leaves what is written to its extension', function () {
    needs(this, 'asciidoctor');
    const text = paragraphs(folderWith({ 'draft.adoc': `${writeDraft('asciidoc')}QEND\n` }));
    const wanted = decode(writeDraft('asciidoc')).match(/^Q.*/gm) ?? [];
    const straight = (line: string) => line.replace(/[’‘]/g, "'").replace(/—\u200b/g, '--');
    const lines = new Set(text.split('\n').map(straight));
    assert.deepEqual(
      wanted.map(straight).filter((line) => !lines.has(line)),
      [],
    );
  });

  it('links references to a list of their own', function () {
    needs(this, 'asciidoctor');
    const context: CitationContext = {
      item: () => undefined,
      inText: () => '',
      reference: (key) => `Of ${key} *x* _y_ {z}. https://example.org/a_b`,
    };
    const { edits } = asciidocPlain.insert(
      '= T\n\nIt paid.\n',
      12,
      [{ source: 'a:b', paragraph: 3, prefix: 'see, e.g.,', suffix: '(so [x])' }, { source: 'c' }],
      context,
    );
    const folder = folderWith({ 'draft.adoc': applyEdits('= T\n\nIt paid.\n', edits) });
    const { stdout, stderr } = run(folder, 'asciidoctor', '-e', '-o', '-', 'draft.adoc');
    assert.equal(stderr, '');
    assert.deepEqual(
      [...stdout.matchAll(/href="#([^"]*)"/g)].map((match) => match[1]),
      ['a:b', 'c'],
    );
    assert.deepEqual(
      [...stdout.matchAll(/ id="([^"_]*)"><\/a>/g)].map((match) => match[1]),
      ['a:b', 'c'],
    );
    const text = decode(stdout.replace(/<[^>]*>/g, ''));
    assert.match(text, /It paid \[see, e\.g\., a:b, para\. 3\(so \[x\]\)\], \[c\]\./);
    assert.match(text, /\[a:b\] Of a:b \*x\* _y_ \{z\}\. https:\/\/example\.org\/a_b/);
  });

  it('cites with asciidoctor-bibtex', function () {
    needs(this, 'asciidoctor', 'asciidoctor-bibtex');
    const some: readonly Case[] = cases.filter(({ name }) => !/without author/.test(name));
    const folder = folderWith({
      'refs.bib': printBibliography(items, 'bibtex'),
      'draft.adoc': `:bibtex-file: refs.bib\n:bibtex-style: apa\n\n${writeDraft('asciidoc', some)}QEND\n\nbibliography::[]\n`,
    });
    assert.deepEqual(faults(paragraphs(folder, '-r', 'asciidoctor-bibtex'), {}, some), []);
  });
});

/** Reads references to characters. */
function decode(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
