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
    /** 0 for the first citation of a source, 1 for a later one. */
    readonly position?: 0 | 1;
  }
  export interface System {
    retrieveItem(id: string): object;
    /** The XML of a locale, for a BCP 47 tag. */
    retrieveLocale(language: string): string;
  }
  /** What a style is compiled into. */
  export interface Token {
    readonly execs: ((state: Engine, item: unknown, cite: unknown) => void)[];
    readonly postponed_macro?: string;
  }
  export class Engine {
    constructor(system: System, style: string, language: string, forceLanguage: boolean);
    readonly opt: {
      /** The class of the style. */
      readonly xclass: 'in-text' | 'note';
      readonly development_extensions: { wrap_url_and_doi: boolean };
    };
    readonly build: { readonly root: string; readonly extension: string };
    readonly macros: Record<string, Token[]>;
    configureTokenList(tokens: Token[]): void;
    updateItems(ids: readonly string[]): void;
    makeCitationCluster(items: readonly CiteItem[]): string;
    /** `false` when the style has no bibliography. */
    makeBibliography(): readonly [parameters: object, entries: readonly string[]] | false;
  }
  /** An element of an XML file. */
  export interface XmlNode {
    readonly name?: string;
    /** Of its attributes, those that matter here. */
    readonly attrs?: Readonly<Partial<Record<'xmlns' | 'name' | 'macro' | 'rel' | 'href', string>>>;
    readonly children?: readonly (XmlNode | string)[];
  }
  const CSL: {
    readonly Engine: typeof Engine;
    readonly Token: new (name: string, kind: unknown) => Token;
    readonly SINGLETON: unknown;
    readonly XmlJSON: {
      readonly prototype: {
        /** The elements of a name below a root, itself included; with an attribute, those whose `name` it is. */
        getNodesByName(root: XmlNode, name: string, nameAttribute?: string, found?: XmlNode[]): XmlNode[];
      };
    };
    /** Reads XML; a fault in it may go unnoticed. */
    setupXml(xml: string): { readonly dataObj: XmlNode };
    /** Runs a token; the result is the index of the next one. */
    tokenExec(this: Engine, token: Token, item: unknown, cite: unknown): number;
    expandMacro: (this: Engine, call: Token, target: Token[]) => void;
    getMacroTarget: (this: Engine, macro: string) => Token[] | false;
  };
  export default CSL;
}
