/** `npm run screenshots`: the README's pictures, from the real workbench in a sharp resolution. */

import { openWorkbench } from './driver.ts';

const workbench = await openWorkbench({
  window: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 },
});
try {
  await workbench.openFile('draft.md');
  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    await workbench.setTheme(theme);
    await workbench.screenshot(`overview-${theme}`);
  }
} finally {
  await workbench.close();
}
