/** What a page that shows items of a dossier asks of the extension, whichever page it is. */
import type { Evidence } from './corpus/model.ts';

export type ItemMessage =
  /** An item was chosen; other surfaces may follow. */
  | { readonly type: 'select'; readonly id: string }
  | { readonly type: 'showInTree'; readonly id: string }
  | { readonly type: 'insert'; readonly evidence: Evidence }
  | { readonly type: 'openNote'; readonly evidence: Evidence };
