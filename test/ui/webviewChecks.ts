/** What holds for every page of a webview. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong, with the elements that have the fault. */
export async function axeFaults(page: Frame): Promise<string[]> {
  // The page's own policy lets no other script in; the driver's goes around it.
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    'axe.run(document, { rules: { region: { enabled: false } } })',
  )) as AxeResults;
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

/** The texts of a page that stick out of it to a side, or out of whatever cuts them off. */
export async function cutTexts(page: Frame): Promise<string[]> {
  return page.evaluate(() => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim();
      if (!parent || !text || parent.closest('.unseen, script, title, option')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, top, bottom, width } = range.getBoundingClientRect();
      if (!width) continue;
      let [from, to] = [0, document.documentElement.clientWidth];
      let seen = true;
      for (let box: Element | null = parent; box; box = box.parentElement) {
        if (getComputedStyle(box).overflowX === 'visible') continue;
        const edges = box.getBoundingClientRect();
        seen &&= bottom > edges.top && top < edges.bottom;
        [from, to] = [Math.max(from, edges.left), Math.min(to, edges.right)];
      }
      // What has been scrolled away is drawn when it comes back.
      if (!seen) continue;
      if (left < from - 1 || right > to + 1) cut.push(text);
    }
    return cut;
  });
}
