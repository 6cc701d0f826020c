/** The part of citeproc-js that is used here; the package carries no types. */
declare module 'citeproc' {
  export interface CiteItem {
    readonly id: string;
    readonly locator?: string;
    /** CSL locator term. */
    readonly label?: string;
    readonly prefix?: string;
    readonly suffix?: string;
    readonly 'suppress-author'?: boolean;
    readonly 'author-only'?: boolean;
  }
  export interface System {
    retrieveItem(id: string): object;
    /** The XML of a locale, for a BCP 47 tag. */
    retrieveLocale(language: string): string;
  }
  export class Engine {
    constructor(system: System, style: string, language: string, forceLanguage: boolean);
    readonly opt: { readonly development_extensions: { wrap_url_and_doi: boolean } };
    updateItems(ids: readonly string[]): void;
    makeCitationCluster(items: readonly CiteItem[]): string;
    /** `false` when the style has no bibliography. */
    makeBibliography(): readonly [parameters: object, entries: readonly string[]] | false;
  }
  const CSL: { readonly Engine: typeof Engine };
  export default CSL;
}
