/** Letters as they are compared in search. */

/** Terms are cut to this many UTF-16 units: what is longer is no word. */
export const maxTermLength = 40;

/** A word in lower case, without accents, ligatures and grouping commas; at most {@link maxTermLength} long. */
export function foldWord(word: string): string {
  let ascii = true;
  for (let i = 0; i < word.length && ascii; i++) ascii = word.charCodeAt(i) < 128;
  const folded = ascii ? word.toLowerCase() : foldAccents(word);
  const clean = folded.includes(',') ? folded.replaceAll(',', '') : folded;
  return clean.length > maxTermLength ? clean.slice(0, maxTermLength) : clean;
}

const unaccented: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** Lower case without accents; other scripts' vowel signs are kept, since they are letters there. */
export function foldAccents(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ßøłđðþæœı]/g, (letter) => unaccented[letter] ?? letter)
    .toLowerCase();
}
