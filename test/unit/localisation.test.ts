import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { type SourceText, sources, textsOf } from '../l10n/sourceTexts.ts';
import { englishTexts, manifestFile, readTexts, type Texts, translationFile } from '../l10n/translations.ts';
import { projectFolder } from '../workbench/paths.ts';

/** Texts that read as words and are not for translation. Each rule has to be needed. */
const allowed: readonly { readonly file: RegExp; readonly text?: RegExp; readonly why: string }[] = [
  { file: /^cli/, why: 'the command line is in English' },
  { file: /^core\/bibliography\/declare\.ts/, why: 'a declaration, as the draft has it' },
  { file: /^core\/citation\//, why: 'citations and references, as the draft has them' },
  { file: /./, text: /^(paragraph|page)$/, why: 'a CSL locator term' },
  { file: /^core\/corpus\/newDossier\.ts/, why: 'files for the writer to fill in' },
  { file: /^core\/corpus\/schema\.ts/, text: /^(at least|up to)$/, why: 'words that the format fixes' },
  {
    file: /^core\/date\.ts/,
    why: 'dates in drafts and files, and for the search; people see those of shownDate.ts',
  },
  {
    file: /^(core\/draftParts|features\/keys\/draftKeys)\.ts/,
    text: /^R(nw|md)$/,
    why: 'extensions of files',
  },
  { file: /^core\/mentions\/fold\.ts/, text: /^Th$/, why: 'letters that another stands for' },
  {
    file: /^core\/bibliography\/readZotero\.ts/,
    text: /^author artist /,
    why: 'names of Zotero’s kinds of creators',
  },
  { file: /^core\/proposals\/modelRequest\.ts/, why: 'what a language model is asked' },
  { file: /^core\/proposals\/accept\.ts/, why: 'entries of the writer’s files' },
  {
    file: /^core\/proposals\/(names|proposal)\.ts/,
    why: 'words inside names, and what tells proposals apart',
  },
  {
    file: /^core\/reading\//,
    text: /^(the (byline|comment|date|file name|first|kind|largest|title)\b.*|its (address|DOI))$/,
    why: '`custom.inferred` of an item, which is data like the item itself',
  },
  { file: /^core\/reading\//, text: /^Untitled$/, why: 'the title of an item, which citations show' },
  { file: /^core\/reading\/(html|htmlBlocks|htmlFields|jsonLd)\.ts/, why: 'names of elements and types' },
  { file: /^core\/search\//, text: /^(source \{\}|a about after .*)$/s, why: 'words of the index' },
  { file: /^core\/sourceLabel\.ts/, text: /et al\.$/, why: 'the same in every language that cites' },
  { file: /^core\/style\/bundledStyles\.ts/, why: 'names of styles' },
  { file: /^core\/style\/citationStyle\.ts/, text: /^Test$/, why: 'an item to try a style with' },
  { file: /^(core|features|host|webview)\//, text: /^<\/?[!a-z]|="/i, why: 'markup' },
  {
    file: /^(extension|features\/(dossiers\/problems|keys\/diagnostics|status\/\w+))\.ts/,
    text: /^Dossier(, (\{\})+)?$/,
    why: 'our name',
  },
  {
    file: /^features\/(bibliography\/exportCited|citing\/copyAs)\.ts/,
    text: /^(AsciiDoc|Bib(La)?TeX|Hayagriva|LaTeX|Org|Pandoc|Typst)\b/,
    why: 'names of formats and programs',
  },
  { file: /^host\/webviewPage\.ts/, text: /^(style|img)-src/, why: 'a security policy' },
  {
    file: /^features\/inDocument\/items\.ts/,
    text: /^(group \{\}|(evidence|work) citable|name entity)$/,
    why: 'context values',
  },
  { file: /^host\/textFiles\.ts/, text: /^open \{\}$/, why: 'a stamp that nobody sees' },
  { file: /^host\/worker\.ts/, text: /parentPort/, why: 'code' },
  { file: /^webview\/paint/, text: /^color-mix\(/, why: 'a colour' },
  { file: /^webview\/labels/, text: /px \{\}$/, why: 'a font' },
];

const found = textsOf(sources);
const escaped = found.filter(({ localised }) => !localised);
const isAllowed = ({ file, text }: SourceText) =>
  allowed.some((rule) => rule.file.test(file) && (rule.text?.test(text) ?? true));
const show = ({ file, line, text }: SourceText) => `${file}:${line}: ${text}`;

/** The languages that there are translations into. */
const languages = readdirSync(path.join(projectFolder, 'media/l10n')).flatMap(
  (file) => /^bundle\.l10n\.([\w-]+)\.json$/.exec(file)?.[1] ?? [],
);

describe('localisation', () => {
  it('is passed by no text that people read', () => {
    const said = found.length - escaped.filter(isAllowed).length;
    const localised = found.length - escaped.length;
    console.log(`      ${localised} of ${said} texts in the source are localised`);
    assert.ok(said > 500, 'the source is read');
    assert.deepEqual(escaped.filter((text) => !isAllowed(text)).map(show), []);
  });

  it('is asked for a text when the language is known, not when a module is read', () => {
    assert.deepEqual(found.filter(({ localised, early }) => localised && early).map(show), []);
  });

  it('has no exception that nothing needs', () => {
    const idle = allowed.filter(
      (rule) => !escaped.some(({ file, text }) => rule.file.test(file) && (rule.text?.test(text) ?? true)),
    );
    assert.deepEqual(
      idle.map(({ file, text }) => `${file} ${text ?? ''}`),
      [],
    );
  });

  it('finds what a person reads, and passes over what nobody does', () => {
    const texts = textsOf(
      new Map([
        [
          'core/example.ts',
          // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is a program
          [
            "const a = 'the file is missing';",
            'const b = `Open ${a}`;',
            "const c = { label: 'undated' };",
            "const d = () => l10n.t('Sources');",
            "throw new Error('never to be seen');",
            'log.info(`read ${a}`);',
            "const e = a === 'two words' ? 'camelCase' : `${a}:${b}`;",
            "type F = 'two words';",
          ].join('\n'),
          // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
        ],
      ]),
    );
    assert.deepEqual(
      texts.map(({ line, text, localised }) => [line, text, localised]),
      [
        [1, 'the file is missing', false],
        [2, 'Open {}', false],
        [3, 'undated', false],
        [4, 'Sources', true],
      ],
    );
  });

  it('has a manifest without texts of its own', () => {
    const manifest = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
    const names = new Set(['APA', 'MLA', 'IEEE', 'AMA', 'Vancouver']);
    const own = shownIn(manifest.contributes).filter((text) => !/^%[\w.]+%$/.test(text) && !names.has(text));
    assert.deepEqual(
      own.filter((text) => !/^(Chicago|Harvard)\b/.test(text)),
      [],
    );
  });

  it('speaks at least German', () => assert.ok(languages.includes('de')));

  for (const language of languages) {
    it(`has every text in ${language}, and no other, with the same places for what is filled in`, () => {
      check(readTexts(translationFile(language)), englishTexts(found));
      check(readTexts(manifestFile(language)), readTexts(manifestFile('en')));
    });
  }
});

function check(texts: Texts, english: Texts): void {
  assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
  for (const [key, original] of Object.entries(english)) {
    const text = texts[key] ?? '';
    assert.ok(text.trim(), `there is no text for: ${key}`);
    assert.deepEqual(placesIn(text), placesIn(original), text);
    assert.equal(
      /[.…:]?$/.exec(text)?.[0],
      /[.…:]?$/.exec(original)?.[0],
      `ends unlike “${original}”: ${text}`,
    );
  }
}

/** Places to fill in, targets of links, and what is in code spans. */
function placesIn(text: string): string[] {
  return [...text.matchAll(/\{\d+\}|\(command:[\w.]+\)|`#[\w.]+#`/g)].map(([place]) => place).sort();
}

/** The texts of a manifest that people read. */
function shownIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return shownKeys.test(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => shownIn(inner, Array.isArray(value) ? key : name));
}

const shownKeys =
  /^(title|category|name|description|markdownDescription|contents|label|enumDescriptions|markdownEnumDescriptions|patternErrorMessage|deprecationMessage|shortTitle|altText|placeholder)$/;
