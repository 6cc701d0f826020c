/** Pages of webviews: nothing runs in them but our own script, and nothing is loaded from elsewhere. */
import * as vscode from 'vscode';

export interface WebviewPage {
  readonly title: string;
  /** Names its script in `dist/webview` and its style sheet in `media`. */
  readonly name: string;
}

/** Lets a webview run scripts, and load from where the extension's own files are alone. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder)),
  };
}

/** Puts a page and its icon into a panel. */
export function fillPanel(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  { title, name }: WebviewPage,
): void {
  const { webview } = panel;
  const icon = (file: string) => vscode.Uri.joinPath(extensionUri, 'media', file);
  panel.iconPath = { light: icon('dossier.svg'), dark: icon('dossier-dark.svg') };
  const nonce = crypto.randomUUID().replace(/-/g, '');
  const uri = (...path: readonly string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    // A picture is drawn from its own SVG on its way to PNG.
    'img-src blob:',
  ].join('; ');
  const styles = ['page', name].map(
    (file) => `<link rel="stylesheet" href="${uri('media', `${file}.css`)}">`,
  );
  webview.html = `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${styles.join('\n')}
</head>
<body>
<script nonce="${nonce}" src="${uri('dist', 'webview', `${name}.js`)}"></script>
</body>
</html>`;
}
