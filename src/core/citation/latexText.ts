/** Plain text in LaTeX and BibTeX. */

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  // Other characters stand in their places in TeX's first encoding.
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
};
const characters = new Map(Object.entries(commands).map(([character, command]) => [command, character]));

export function escapeLatex(text: string): string {
  return text
    .replace(/[\\~^&%$#_{}<>|]/g, (character) => commands[character] ?? `\\${character}`)
    .replace(/\u00a0/g, '~');
}

/** The inverse of `escapeLatex`; commands it does not write stay as they are. */
export function unescapeLatex(text: string): string {
  return text.replace(
    /\\text\w+\{\}|\\([&%$#_{}])|~/g,
    (match, character: string | undefined) =>
      character ?? (match === '~' ? '\u00a0' : (characters.get(match) ?? match)),
  );
}
