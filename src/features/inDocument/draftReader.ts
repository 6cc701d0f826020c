/** Reads names and citations of drafts; after an edit, names only where it was made. */
import type * as vscode from 'vscode';
import type { Library } from '../../core/bibliography/library.ts';
import { keyOfUrl } from '../../core/citation/address.ts';
import type { CitationSyntax, FoundCitation, KeyOfUrl } from '../../core/citation/syntax.ts';
import type { ReadText } from '../../core/inDocument/names.ts';
import { changeBetween } from '../../core/mentions/change.ts';
import type { Matcher, ScannedText } from '../../core/mentions/matcher.ts';
import { draftLanguage } from '../../host/draftLanguage.ts';
import { syntaxOf } from '../../host/draftSyntax.ts';
import { draftDocuments } from '../../host/draftText.ts';

/** A draft as it was read. */
export interface ReadDraft {
  /** The documents of the texts. */
  readonly documents: readonly vscode.TextDocument[];
  readonly texts: readonly ReadText[];
}

interface Cited {
  readonly text: string;
  readonly syntax: CitationSyntax;
  readonly keyOf: KeyOfUrl;
  readonly citations: readonly FoundCitation[];
}

export class DraftReader {
  readonly #scanned = new WeakMap<
    vscode.TextDocument,
    { readonly matcher: Matcher; readonly scanned: ScannedText }
  >();
  readonly #cited = new WeakMap<vscode.TextDocument, Cited>();
  readonly #keyOf = new WeakMap<Library, KeyOfUrl>();

  /** The names in one document as it stands. */
  scan(document: vscode.TextDocument, matcher: Matcher): ScannedText {
    const text = document.getText();
    const language = draftLanguage(document);
    const known = this.#scanned.get(document);
    let scanned: ScannedText;
    if (known?.matcher === matcher && known.scanned.language === language) {
      const change = changeBetween(known.scanned.text, text);
      if (!change) return known.scanned;
      scanned = matcher.rescan(known.scanned, text, change);
    } else scanned = matcher.scan(text, language);
    this.#scanned.set(document, { matcher, scanned });
    return scanned;
  }

  /** The names and citations of all texts that a draft consists of. */
  read(draft: vscode.TextDocument, matcher: Matcher, library: Library): ReadDraft {
    const documents = draftDocuments(draft);
    const syntax = syntaxOf(draft);
    const keyOf = this.#keyOf.get(library) ?? keyOfUrl(library);
    this.#keyOf.set(library, keyOf);
    const texts = documents.map((document) => {
      const scanned = this.scan(document, matcher);
      return { scanned, citations: this.#citations(document, scanned.text, syntax, keyOf) };
    });
    return { documents, texts };
  }

  #citations(
    document: vscode.TextDocument,
    text: string,
    syntax: CitationSyntax,
    keyOf: KeyOfUrl,
  ): readonly FoundCitation[] {
    const known = this.#cited.get(document);
    if (known?.text === text && known.syntax === syntax && known.keyOf === keyOf) return known.citations;
    const citations = syntax.citations(text, keyOf);
    this.#cited.set(document, { text, syntax, keyOf, citations });
    return citations;
  }
}
