/** A plain page for what cannot be shown: what happened and what to do. */
export function notice(words: { readonly cause: string; readonly remedy: string }): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Rumian 如面</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; background: #0d0b0a; color: #e9dfd2;
    font: 28px/1.5 "Source Serif 4", "Noto Serif SC", serif; }
  main { max-width: 32em; padding: 2em; }
  p + p { color: #e2b27a; }
</style>
<main>
<p>${escaped(words.cause)}</p>
<p>${escaped(words.remedy)}</p>
</main>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
