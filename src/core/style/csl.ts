/** Citations and references in a CSL style. */
import CSL, { type CiteItem, type Engine } from 'citeproc';
import { cslJson } from '../bibliography/cslJson.ts';
import { isCslLocator, locatorOf, printLocator, printSuffix } from '../citation/locator.ts';
import type { CitationContext, CitationForm, CitationPart, TextFormat } from '../citation/syntax.ts';
import type { CslItem } from '../corpus/schema.ts';
import { convertRichText } from './richText.ts';

/** Renders in any of some styles and locales; each pair is set up at its first use and kept. */
export class CslRenderer {
  readonly #styles: Readonly<Record<string, string>>;
  readonly #locales: Readonly<Record<string, string>>;
  readonly #processors = new Map<string, Processor>();

  /**
   * @param styles name → CSL XML.
   * @param locales BCP 47 tag → CSL locale XML; `en-US` must be among them.
   */
  constructor(styles: Readonly<Record<string, string>>, locales: Readonly<Record<string, string>>) {
    this.#styles = styles;
    this.#locales = locales;
  }

  /**
   * What a syntax needs to render with. Nothing is set up before it renders.
   *
   * @param style name of a style; an unknown one is taken for the first.
   * @param language BCP 47; the nearest locale is taken, or English.
   * @param cited keys that the draft cites before, in its order: styles with numbers count from them.
   */
  context(
    style: string,
    language: string,
    item: (key: string) => CslItem | undefined,
    cited: readonly string[] = [],
  ): CitationContext {
    const processor = () => this.#processor(style, language);
    return {
      item,
      inText: (parts, format, form) => processor().inText(parts, format, form, item, cited),
      reference: (key, format) => processor().reference(key, format, item),
    };
  }

  #processor(style: string, language: string): Processor {
    const name = Object.hasOwn(this.#styles, style) ? style : (Object.keys(this.#styles)[0] ?? '');
    const locale = this.#locale(language);
    const id = `${name} ${locale}`;
    const processor =
      this.#processors.get(id) ??
      new Processor(this.#styles[name] ?? '', locale, (tag) => this.#locales[this.#locale(tag)] ?? '');
    this.#processors.set(id, processor);
    return processor;
  }

  #locale(language: string): string {
    const known = Object.keys(this.#locales);
    const [primary = ''] = language.toLowerCase().split('-');
    return (
      known.find((tag) => tag.toLowerCase() === language.toLowerCase()) ??
      known.find((tag) => tag.toLowerCase().startsWith(`${primary}-`)) ??
      'en-US'
    );
  }
}

class Processor {
  readonly #engine: Engine;
  #item: (key: string) => CslItem | undefined = () => undefined;

  constructor(style: string, language: string, locale: (tag: string) => string) {
    // To sort, citeproc expands macros within macros: over a second for APA. One citation keeps the writer's order,
    // and references are rendered one by one, so nothing needs sorting here.
    const unsorted = style.replace(/<sort>[\s\S]*?<\/sort>/g, '');
    const retrieveItem = (id: string) => this.#retrieve(id);
    this.#engine = new CSL.Engine({ retrieveItem, retrieveLocale: locale }, unsorted, language, true);
    this.#engine.opt.development_extensions.wrap_url_and_doi = true;
  }

  inText(
    parts: readonly CitationPart[],
    format: TextFormat,
    form: CitationForm = 'parenthetical',
    item: (key: string) => CslItem | undefined,
    cited: readonly string[],
  ): string {
    if (parts.length === 0) return '';
    const unique = [...new Set([...cited, ...parts.map((part) => part.source)])];
    this.#take(item, unique);
    const cluster = (some: readonly CiteItem[]) =>
      convertRichText(this.#engine.makeCitationCluster(some), format);
    if (form === 'parenthetical') return cluster(parts.map(citeItem));
    return parts
      .map((part) => {
        const author = cluster([{ id: part.source, 'author-only': true }]);
        const rest = cluster([{ ...citeItem(part), 'suppress-author': true }]);
        // A style that names no authors has no narrative form.
        return /NO_PRINTED_FORM/.test(author) ? cluster([citeItem(part)]) : `${author} ${rest}`;
      })
      .join('; ');
  }

  reference(key: string, format: TextFormat, item: (key: string) => CslItem | undefined): string {
    if (!item(key)) return convertRichText(key.replace(/&/g, '&amp;').replace(/</g, '&lt;'), format);
    this.#take(item, [key]);
    const [, [entry = ''] = []] = this.#engine.makeBibliography() || [];
    // An entry that stands alone has no number.
    return convertRichText(entry.replace(/<div class="csl-left-margin">.*?<\/div>/s, ''), format);
  }

  /** Items of an earlier call are forgotten first: another dossier may have given a key another meaning. */
  #take(item: (key: string) => CslItem | undefined, keys: readonly string[]): void {
    this.#item = item;
    this.#engine.updateItems([]);
    this.#engine.updateItems(keys);
  }

  #retrieve(key: string): object {
    const item = this.#item(key);
    if (!item) return { id: key, type: 'document', author: [{ literal: key }] };
    const { URL: url, ...rest } = cslJson(item);
    // Citeproc makes a link of whatever stands here.
    const web = typeof url === 'string' && /^https?:\/\//i.test(url);
    return web ? { ...rest, URL: url.replace(/[\s"<>]/g, encodeURIComponent) } : rest;
  }
}

function citeItem(part: CitationPart): CiteItem {
  const locator = locatorOf(part);
  const known = locator && isCslLocator(locator.label);
  const suffix = (locator && !known ? `, ${printLocator(locator)}` : '') + printSuffix(part.suffix);
  return {
    id: part.source,
    ...(known ? { label: locator.label, locator: locator.value } : {}),
    ...(part.prefix ? { prefix: `${part.prefix} ` } : {}),
    ...(suffix ? { suffix } : {}),
    ...(part.suppressAuthor ? { 'suppress-author': true } : {}),
  };
}
