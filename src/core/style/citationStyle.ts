/** Citations, notes and reference lists in a CSL style and a language. */
import * as l10n from '@vscode/l10n';
import type { CiteItem, Engine } from 'citeproc';
import { cslJson } from '../bibliography/cslJson.ts';
import { isCslLocator, locatorOf, printLocator, printSuffix } from '../citation/locator.ts';
import type { CitationContext, CitationForm, CitationPart, TextFormat } from '../citation/syntax.ts';
import type { CslItem } from '../corpus/schema.ts';
import { UserError } from '../errors.ts';
import { isWebAddress } from '../webAddress.ts';
import { bundledLocale } from './bundledStyles.ts';
import CSL from './citeprocEngine.ts';
import { convertRichText } from './richText.ts';

/** What a look-up of sources must offer; a `Dossier` does. */
export interface Sources {
  source(key: string): { readonly item: CslItem } | undefined;
  /** All of them. */
  readonly sources?: readonly { readonly id: string; readonly item: CslItem }[];
}

/** The keys that the draft cites, in its order. Styles count and tell sources apart by them. */
export interface CitedKeys {
  /** Before the place where a citation goes. */
  readonly before: readonly string[];
  readonly after?: readonly string[];
}

/** What a syntax needs to cite, and what a reference list is made of. */
export interface StyleContext extends CitationContext {
  /**
   * The reference list of some sources, an entry each, sorted and numbered as the style does it.
   *
   * @param keys in the order in which the draft cites them; a key without a source stands for itself.
   */
  bibliography(keys: readonly string[], format: TextFormat): string[];
}

/** Set up at its first use, which takes a tenth of a second and more. */
export class CitationStyle {
  readonly #xml: string;
  readonly #language: string;
  readonly #locales: Readonly<Record<string, string>>;
  #processor: Processor | undefined;

  /**
   * @param xml an independent CSL style.
   * @param language BCP 47.
   * @param locales BCP 47 tag → CSL locale XML; `en-US` must be among them, and the language's locale should be.
   */
  constructor(xml: string, language: string, locales: Readonly<Record<string, string>>) {
    this.#xml = xml;
    this.#language = bundledLocale(language);
    this.#locales = locales;
  }

  /** @param cited what the draft cites already. */
  context(sources: Sources, cited: CitedKeys = { before: [] }): StyleContext {
    const item = (key: string) => sources.source(key)?.item;
    const loaded = (keys: readonly string[]) => {
      this.#processor ??= new Processor(this.#xml, this.#language, this.#locales);
      this.#processor.load([...new Set(keys)].map((key) => [key, item(key)]));
      return this.#processor;
    };
    const citing = (parts: readonly CitationPart[]) =>
      loaded([...cited.before, ...parts.map(({ source }) => source), ...(cited.after ?? [])]);
    return {
      item,
      inText: (parts, format, form) =>
        parts.length ? citing(parts).inText(parts, format, form, cited.before) : '',
      note: (part, format) => citing([part]).note(part, format, cited.before),
      reference: (key, format) =>
        item(key) ? loaded([key]).reference(key, format) : convertRichText(escapeXml(key), format),
      bibliography: (keys, format) => (keys.length ? loaded(keys).bibliography(format) : []),
    };
  }

  /** @throws UserError when the style cannot be set up or cannot render. */
  check(file: string): void {
    const item: CslItem = { id: 'test', type: 'book', title: 'Test', author: [{ family: 'Test' }] };
    try {
      const context = this.context({ source: () => ({ item }) });
      context.inText([{ source: 'test', paragraph: 1 }], 'text');
      context.bibliography(['test'], 'text');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError(
        l10n.t('{0}: the style does not work ({1})', file, reason),
        l10n.t('mend it, or choose another style'),
      );
    }
  }
}

class Processor {
  readonly #engine: Engine;
  #items = new Map<string, CslItem | undefined>();

  constructor(style: string, language: string, locales: Readonly<Record<string, string>>) {
    const retrieveItem = (key: string) => cslItem(key, this.#items.get(key));
    const retrieveLocale = (tag: string) => locales[tag] ?? locales['en-US'] ?? '';
    this.#engine = new CSL.Engine({ retrieveItem, retrieveLocale }, style, language, true);
    this.#engine.opt.development_extensions.wrap_url_and_doi = true;
  }

  /** What was loaded before is forgotten: another dossier may give a key another meaning. */
  load(items: readonly (readonly [key: string, item: CslItem | undefined])[]): void {
    const loaded = [...this.#items];
    const same =
      loaded.length === items.length &&
      items.every(([key, item], index) => loaded[index]?.[0] === key && loaded[index][1] === item);
    if (same) return;
    this.#items = new Map();
    this.#engine.updateItems([]);
    this.#items = new Map(items);
    this.#engine.updateItems([...this.#items.keys()]);
  }

  inText(
    parts: readonly CitationPart[],
    format: TextFormat,
    form: CitationForm = 'parenthetical',
    citedBefore: readonly string[],
  ): string {
    const cites = parts.map((part) => citeItem(part, citedBefore));
    // A note that stands in the text itself is a parenthesis.
    if (this.#engine.opt.xclass === 'note') return `(${this.#cluster(cites, format).replace(/\.$/, '')})`;
    if (form === 'parenthetical') return this.#cluster(cites, format);
    return cites
      .map((cite) => {
        const author = this.#cluster([{ id: cite.id, 'author-only': true }], format);
        // A style that names no authors has no narrative form.
        if (/NO_PRINTED_FORM/.test(author)) return this.#cluster([cite], format);
        return `${author} ${this.#cluster([{ ...cite, 'suppress-author': true }], format)}`;
      })
      .join('; ');
  }

  note(part: CitationPart, format: TextFormat, citedBefore: readonly string[]): string | undefined {
    if (this.#engine.opt.xclass !== 'note') return undefined;
    return this.#cluster([citeItem(part, citedBefore)], format);
  }

  reference(key: string, format: TextFormat): string {
    const [entry] = this.#entries();
    // Some styles have no reference list, and some keep posts and letters out of it.
    if (!entry?.trim()) return this.#cluster([{ id: key }], format);
    // An entry that stands alone has no number.
    return convertRichText(entry.replace(/<div class="csl-left-margin">.*?<\/div>/s, ''), format);
  }

  bibliography(format: TextFormat): string[] {
    const entries = this.#entries();
    if (entries.length) return entries.map((entry) => convertRichText(entry, format));
    return [...this.#items.keys()].map((id) => this.#cluster([{ id }], format));
  }

  #cluster(cites: readonly CiteItem[], format: TextFormat): string {
    const html = this.#engine.makeCitationCluster(cites);
    const raised = format === 'html' ? undefined : /^<sup>(.*)<\/sup>$/s.exec(html)?.[1];
    return convertRichText(raised === undefined ? html : (superscript(raised) ?? `[${raised}]`), format);
  }

  /** Empty when the style has no reference list. */
  #entries(): readonly string[] {
    const [, entries = []] = this.#engine.makeBibliography() || [];
    return entries;
  }
}

/** @returns undefined for a text that has signs other than numbers. */
function superscript(text: string): string | undefined {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  if (!/^[\d,–-]+$/.test(text)) return undefined;
  return text.replace(/\d/g, (digit) => digits[Number(digit)] ?? digit).replace(/[–-]/g, '⁻');
}

function cslItem(key: string, item: CslItem | undefined): object {
  if (!item) return { id: key, type: 'document', author: [{ literal: key }] };
  const fields = Object.entries(cslJson(item)).flatMap(([name, value]) => {
    // Citeproc fails over a number that it sorts by.
    if (typeof value === 'number') return [[name, String(value)]];
    if (name !== 'URL') return [[name, value]];
    // Citeproc makes a link of whatever stands here.
    const web = typeof value === 'string' && isWebAddress(value);
    return web ? [[name, value.replace(/[\s"<>]/g, encodeURIComponent)]] : [];
  });
  return Object.fromEntries(fields);
}

function citeItem(part: CitationPart, citedBefore: readonly string[]): CiteItem {
  const locator = locatorOf(part);
  const known = locator && isCslLocator(locator.label);
  const suffix = (locator && !known ? `, ${printLocator(locator)}` : '') + printSuffix(part.suffix);
  return {
    id: part.source,
    position: citedBefore.includes(part.source) ? 1 : 0,
    ...(known ? { label: locator.label, locator: locator.value } : {}),
    ...(part.prefix ? { prefix: `${part.prefix} ` } : {}),
    ...(suffix ? { suffix } : {}),
    ...(part.suppressAuthor ? { 'suppress-author': true } : {}),
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
