/** Every command, view, setting and context key, once. A test holds package.json against this file. */
export const commandIds = {
  insertCitation: 'dossier.insertCitation',
  addAndContinue: 'dossier.addAndContinue',
  insertStatement: 'dossier.insertStatement',
  openHighlightedNote: 'dossier.openHighlightedNote',
  insertWithDetails: 'dossier.insertWithDetails',
  editCitation: 'dossier.editCitation',
  applyCitation: 'dossier.applyCitation',
  movePartUp: 'dossier.movePartUp',
  movePartDown: 'dossier.movePartDown',
  removePart: 'dossier.removePart',
  insertBibliography: 'dossier.insertBibliography',
  copyCitation: 'dossier.copyCitation',
  copyCitationAs: 'dossier.copyCitationAs',
  openSourceNote: 'dossier.openSourceNote',
  findInDraft: 'dossier.findInDraft',
  showInTree: 'dossier.showInTree',
  filterTrees: 'dossier.filterTrees',
  clearFilter: 'dossier.clearFilter',
  showLog: 'dossier.showLog',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  topics: 'dossier.topics',
  events: 'dossier.events',
  entities: 'dossier.entities',
  sources: 'dossier.sources',
} as const;

export const settingIds = {
  citationSyntax: 'citation.syntax',
  citationStyle: 'citation.style',
  citationLocator: 'citation.locator',
  citationBibliography: 'citation.addToBibliography',
  hover: 'hover',
  bundledDossier: 'bundledDossier',
} as const;
export type SettingId = (typeof settingIds)[keyof typeof settingIds];

export const contextKeys = {
  filtered: 'dossier.filtered',
  picking: 'dossier.picking',
  editing: 'dossier.editing',
} as const;

/** The scheme of source notes. */
export const noteScheme = 'dossier';

/** What a dragged tree node carries: JSON of the references it stands for. */
export const referencesMimeType = 'application/vnd.dossier.references+json';
