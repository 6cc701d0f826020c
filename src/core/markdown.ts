/** Text from a dossier is data from strangers: these turn it into Markdown that shows it and does nothing else. */

/**
 * Escapes what Markdown, its extensions or a linkifier could act on, and folds white space, so that the text stays
 * one inline run. What cannot act where it stands (the dollar of a sum, a number sign, brackets around words) is left,
 * since a source note is read as text as well.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(
      /[\\`*~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[\w/!?])|&(?=[#\w]+;)|\](?=[([:])|(?<=\S)\$(?!\d)/gu,
      '\\$&',
    )
    .replace(/^\s*([-+>#|=]|\d+(?=[.)]))/, (start, mark: string) =>
      /\d/.test(mark) ? `${start}\\` : `${start.slice(0, -1)}\\${mark}`,
    )
    .replace(/(?<=\s)#+\s*$/, '\\$&')
    .replace(/(https?|ftp|command|file|vscode|javascript|data):/gi, '$1\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
}

/** A link whose text is shown as it is; `url` must come from the program, not from a dossier. */
export function link(text: string, url: string, title = ''): string {
  const hint = title ? ` "${escapeMarkdown(title).replace(/"/g, '&quot;')}"` : '';
  return `[${escapeMarkdown(text)
    .replace(/[[\]]/g, '\\$&')
    .replace(/\\\\(?=[[\]])/g, '\\')}](${url}${hint})`;
}
