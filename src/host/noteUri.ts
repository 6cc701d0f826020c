/** The addresses of source notes. */
import * as vscode from 'vscode';
import { noteScheme } from './ids.ts';

/** The note of the source with this key. */
export function noteUri(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: noteScheme, path: `/${key}.md` });
}
