/** What is selected in one surface, so that another can show it as well. */
import * as vscode from 'vscode';

export interface Selected {
  /** Id of an item of the dossier. */
  readonly id: string;
  /** The surface it was selected in, which need not follow. */
  readonly by: string;
}

/** Tells the surfaces of one another's selection. */
export class Selection implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Selected>();
  readonly onDidChange = this.#changed.event;

  set(selected: Selected): void {
    this.#changed.fire(selected);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
