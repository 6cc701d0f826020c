/** Other extensions that answer for citation keys: what they do is not done twice. */

export type KeyFeature =
  | 'completion'
  | 'hover'
  | 'definition'
  | 'references'
  | 'rename'
  | 'diagnostics'
  | 'documentLinks';

/** Who answers for the keys of a document: all of them ours; those of the bibliography others'; or none is ours. */
export type KeyOwner = 'all' | 'dossierOnly' | 'none';

interface OtherExtension {
  readonly id: string;
  /** VS Code language ids. */
  readonly languages: readonly string[];
  readonly features: readonly KeyFeature[];
}

const latex = ['latex', 'tex', 'latex-expl3', 'rsweave'];

const others: readonly OtherExtension[] = [
  { id: 'James-Yu.latex-workshop', languages: latex, features: ['completion', 'hover', 'definition'] },
  {
    id: 'efoerster.texlab',
    languages: latex,
    features: ['completion', 'hover', 'definition', 'references', 'rename', 'diagnostics'],
  },
  {
    id: 'myriad-dreamin.tinymist',
    languages: ['typst'],
    features: ['completion', 'hover', 'definition', 'references', 'rename', 'diagnostics'],
  },
  { id: 'nvarner.typst-lsp', languages: ['typst'], features: ['completion', 'hover', 'diagnostics'] },
  { id: 'quarto.quarto', languages: ['quarto', 'qmd'], features: ['completion', 'hover'] },
  {
    id: 'notZaki.pandocciter',
    languages: ['markdown', 'rmd', 'quarto', 'pandoc'],
    features: ['completion', 'hover', 'definition'],
  },
];

/**
 * Decides who answers for a feature in a language.
 *
 * @param setting `auto` steps back; `on` does not; anything else is off.
 * @param isActive whether the extension with an id is there and running.
 */
export function keyOwner(
  setting: string,
  languageId: string,
  feature: KeyFeature,
  isActive: (extensionId: string) => boolean,
): KeyOwner {
  if (setting === 'on') return 'all';
  if (setting !== 'auto') return 'none';
  const taken = others.some(
    ({ id, languages, features }) =>
      languages.includes(languageId) && features.includes(feature) && isActive(id),
  );
  return taken ? 'dossierOnly' : 'all';
}
