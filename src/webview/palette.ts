/** The theme's colours, as a canvas takes them. */

export interface Palette {
  readonly foreground: string;
  readonly background: string;
  /** The background of what stands beside a picture. */
  readonly card: string;
  readonly badge: string;
  readonly badgeText: string;
  readonly focus: string;
  readonly grid: string;
  /** Lanes take them in turn. */
  readonly lanes: readonly string[];
}

const laneColours = [
  'charts-blue',
  'charts-yellow',
  'charts-green',
  'charts-purple',
  'charts-red',
  'descriptionForeground',
];

/** Reads the colours that the page has now; what a theme leaves out is as the text is. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const foreground = style.color;
  const colour = (name: string, otherwise = foreground) =>
    style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  return {
    foreground,
    background: colour('editor-background', style.backgroundColor),
    card: colour('editorWidget-background', style.backgroundColor),
    badge: colour('badge-background'),
    badgeText: colour('badge-foreground', style.backgroundColor),
    focus: colour('focusBorder'),
    // The guides of trees are seen in every theme; those of the editor are as pale as the page in some.
    grid: colour('tree-indentGuidesStroke', colour('panel-border')),
    lanes: laneColours.map((name) => colour(name)),
  };
}

/** Tells when the theme or a font has changed, which VS Code writes into the page's own style. */
export function onThemeChange(tell: () => void): void {
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
