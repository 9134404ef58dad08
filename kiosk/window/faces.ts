import type { WordTree } from './language.ts';

const sentences = (tree: WordTree): string[] =>
  Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : sentences(value)));

/** Every sign that these sentences are written with, each once. */
export const signsOf = (...trees: readonly WordTree[]): string =>
  [...new Set(trees.flatMap(sentences).join(''))].join('');

/**
 * Fetches the pieces of these faces that hold `signs` now. Chinese faces come in a hundred pieces,
 * fetched when first needed, and a page that says the host is gone cannot fetch its letters from it.
 * @param faces CSS fonts, `600 1em "Noto Serif SC"`
 */
export function holdFaces(faces: readonly string[], signs: string): void {
  for (const face of faces) {
    // A piece that fails now is asked for again when it is used.
    document.fonts.load(face, signs).catch(() => {});
  }
}
