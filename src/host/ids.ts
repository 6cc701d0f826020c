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
  openTimeline: 'dossier.openTimeline',
  showRelations: 'dossier.showRelations',
  filterTrees: 'dossier.filterTrees',
  clearFilter: 'dossier.clearFilter',
  completeBibliography: 'dossier.completeBibliography',
  createBibliography: 'dossier.createBibliography',
  syncBibliography: 'dossier.syncBibliography',
  exportCitedWorks: 'dossier.exportCitedWorks',
  openBibliographyEntry: 'dossier.openBibliographyEntry',
  showCitedWorks: 'dossier.showCitedWorks',
  ignoreReferenceLinks: 'dossier.ignoreReferenceLinks',
  nextName: 'dossier.nextName',
  previousName: 'dossier.previousName',
  showFirstOccurrence: 'dossier.showFirstOccurrence',
  nextOccurrence: 'dossier.nextOccurrence',
  previousOccurrence: 'dossier.previousOccurrence',
  showUncitedNames: 'dossier.showUncitedNames',
  showAllNames: 'dossier.showAllNames',
  addFolder: 'dossier.addFolder',
  newDossier: 'dossier.newDossier',
  chooseDossiers: 'dossier.chooseDossiers',
  refresh: 'dossier.refresh',
  addDocuments: 'dossier.addDocuments',
  importReferences: 'dossier.importReferences',
  createEntity: 'dossier.createEntity',
  addAlias: 'dossier.addAlias',
  proposeEntries: 'dossier.proposeEntries',
  proposeWithModel: 'dossier.proposeWithModel',
  addEvidence: 'dossier.addEvidence',
  showStatus: 'dossier.showStatus',
  trySampleDraft: 'dossier.trySampleDraft',
  openWalkthrough: 'dossier.openWalkthrough',
  showLog: 'dossier.showLog',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

export const viewIds = {
  inDocument: 'dossier.inDocument',
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
  defaultBibliography: 'citation.bibliography',
  keyFeatures: 'citation.languageFeatures',
  keyDiagnostics: 'citation.diagnostics',
  hover: 'hover',
  underlineNames: 'underlineNames',
  folders: 'folders',
  bundledDossier: 'bundledDossier',
} as const;
export type SettingId = (typeof settingIds)[keyof typeof settingIds];

export const contextKeys = {
  filtered: 'dossier.filtered',
  picking: 'dossier.picking',
  editing: 'dossier.editing',
  /** The parts of a citation are listed, and nothing is typed to filter them. */
  arranging: 'dossier.arranging',
  /** A folder is open as a dossier of the writer's own … */
  own: 'dossier.own',
  /** … or a bibliography. */
  references: 'dossier.references',
  model: 'dossier.model',
  draft: 'dossier.draft',
  uncitedNames: 'dossier.uncitedNames',
  hovered: 'dossier.hovered',
} as const;

/** Theme colours of the extension's own. */
export const colorIds = {
  nameUnderline: 'dossier.nameUnderline',
} as const;

/** The extension's walkthrough. */
export const walkthroughId = 'dossier';

/** The extension itself. */
export const extensionId = 'dossier.dossier';

/** The scheme of source notes. */
export const noteScheme = 'dossier';

/** The scheme of the text that a bibliography is compared with before it is changed. */
export const previewScheme = 'dossier-preview';

/** What a dragged tree node carries: JSON of the references it stands for. */
export const referencesMimeType = 'application/vnd.dossier.references+json';
