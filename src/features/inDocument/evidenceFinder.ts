/** Finds what of the dossier fits the paragraph at the cursor; the only part of the view that searches. */
import type * as vscode from 'vscode';
import type { DossierSnapshot } from '../../core/dossierSnapshot.ts';
import {
  type DraftParagraph,
  draftParagraph,
  evidenceQuery,
  type FittingEvidence,
  fittingEvidence,
  keepOrder,
  mostAsked,
} from '../../core/inDocument/evidence.ts';
import { paragraphIn } from '../../core/inDocument/names.ts';
import { evidenceLabel } from '../../core/sourceLabel.ts';
import type { ReadDraft } from './draftReader.ts';
import { editorOf } from './goTo.ts';
import type { EvidenceRow } from './rows.ts';

interface ParagraphAtCursor {
  readonly document: vscode.TextDocument;
  readonly paragraph: DraftParagraph;
  /** Where it begins in its document, and where the cursor is in it. */
  readonly from: number;
  readonly offset: number;
}

/** What was found last, and what for. */
interface Found {
  readonly index: DossierSnapshot;
  readonly document: vscode.TextDocument;
  readonly from: number;
  readonly asked: string;
  readonly fitting: readonly FittingEvidence[];
}

export class EvidenceFinder {
  #found: Found | undefined;
  /** Settles when the last question has been answered. */
  #asking: Promise<void> = Promise.resolve();

  /**
   * The evidence for the paragraph at the cursor; where that has not changed, what was found before.
   *
   * @param isOutdated whether nobody waits for the answer any more.
   * @returns undefined when it is outdated.
   */
  async find(
    index: DossierSnapshot,
    read: ReadDraft,
    isOutdated: () => boolean,
  ): Promise<readonly EvidenceRow[] | undefined> {
    const at = paragraphAtCursor(read);
    const query = at ? evidenceQuery(at.paragraph, at.offset) : '';
    if (!at || !query) {
      this.#found = undefined;
      return [];
    }
    const { document, from, paragraph } = at;
    const before = this.#found;
    const asked = JSON.stringify([query, paragraph.parts]);
    if (before?.index === index && before.document === document && before.asked === asked) {
      return rowsOf(index, before.fitting);
    }
    // One question at a time: while a large dossier is being indexed they would pile up.
    await this.#asking;
    if (isOutdated()) return undefined;
    const answer = index.find(query, {
      kinds: ['claim', 'event', 'passage'],
      limit: mostAsked,
      isText: true,
    });
    this.#asking = answer.then(
      () => undefined,
      () => undefined,
    );
    const hits = await answer;
    if (isOutdated()) return undefined;
    const { dossier, matcher } = index;
    const namesIn = (text: string) =>
      new Set(matcher.find(text, 'plaintext').flatMap(({ entities }) => entities.map(({ id }) => id)));
    const fitting = fittingEvidence(dossier, paragraph, hits, namesIn);
    const isSame = before?.document === document && before.from === from;
    this.#found = {
      index,
      document,
      from,
      asked,
      fitting: isSame ? keepOrder(before.fitting, fitting) : fitting,
    };
    return rowsOf(index, this.#found.fitting);
  }
}

function paragraphAtCursor({ documents, texts }: ReadDraft): ParagraphAtCursor | undefined {
  const shown = editorOf(documents);
  const read = shown && texts[shown.text];
  if (!shown || !read) return undefined;
  const { document, selection } = shown.editor;
  const offset = document.offsetAt(selection.active);
  const block = paragraphIn(read.scanned, offset);
  return (
    block && {
      document,
      paragraph: draftParagraph(read.scanned, block, read.citations),
      from: block.from,
      offset: offset - block.from,
    }
  );
}

function rowsOf({ dossier }: DossierSnapshot, fitting: readonly FittingEvidence[]): EvidenceRow[] {
  return fitting.flatMap((one): EvidenceRow[] => {
    const [first] = one.evidence;
    const passage = first && dossier.passage(first);
    if (!passage) return [];
    const where = evidenceLabel(passage.source, first);
    return [{ kind: 'evidence', fitting: one, cites: one.evidence, where, quote: passage.paragraph.text }];
  });
}
