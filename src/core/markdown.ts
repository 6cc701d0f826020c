/** Text from a dossier is data from strangers: these turn it into Markdown that shows it and does nothing else. */

/**
 * Escapes what Markdown, its extensions or a linkifier could act on, and folds white space, so that the text stays
 * one inline run.
 */
export function escapeMarkdown(text: string): string {
  // A digit before a full stop would open a list, a protocol before a colon a link; quotation marks and the like are
  // left, since a source note is read as text as well.
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~$&^=@]/g, '\\$&')
    .replace(/^(\s*)([-+>]|\d+(?=[.)]))/, (_, space: string, mark: string) =>
      /\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
    )
    .replace(/(https?|ftp|command|file|vscode|javascript|data):/gi, '$1\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
}

/** A link whose text is shown as it is; `url` must come from the program, not from a dossier. */
export function link(text: string, url: string, title = ''): string {
  const hint = title ? ` "${escapeMarkdown(title).replace(/"/g, '&quot;')}"` : '';
  return `[${escapeMarkdown(text)}](${url}${hint})`;
}
