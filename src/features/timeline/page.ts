/** The page that holds the timeline: nothing runs in it but our own script, and nothing is loaded from elsewhere. */
import * as vscode from 'vscode';
import { spokenLanguage } from '../../core/displayLanguage.ts';

export function timelinePage(webview: vscode.Webview, extensionUri: vscode.Uri): string {
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
  return `<!DOCTYPE html>
<html lang="${spokenLanguage()}">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${vscode.l10n.t('Timeline')}</title>
<link rel="stylesheet" href="${uri('media', 'timeline.css')}">
</head>
<body>
<script nonce="${nonce}" src="${uri('dist', 'webview', 'timeline.js')}"></script>
</body>
</html>`;
}
