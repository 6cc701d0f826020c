/** Waits until a burst of changes on disk is over. */
import type * as vscode from 'vscode';

/** In ms. */
const pause = 200;
/** A change of branches touches thousands of files; VS Code tells of them in portions, with pauses. In ms. */
const pauseAfterMany = 1_000;
const many = 100;
/** Where it never is quiet, it is taken for quiet as often as this. In ms. */
const longestWait = 10_000;

/** Calls a function once nothing has happened for a while. */
export class Quiet implements vscode.Disposable {
  readonly #then: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #count = 0;
  #since = 0;

  constructor(then: () => void) {
    this.#then = then;
  }

  /**
   * Something has happened.
   *
   * @param much it stands for many changes that may go on untold.
   */
  disturb(much = false): void {
    const now = Date.now();
    if (!this.#count) this.#since = now;
    this.#count += much ? many + 1 : 1;
    const wait = this.#count <= many ? pause : pauseAfterMany;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => {
        this.#count = 0;
        this.#then();
      },
      Math.max(0, Math.min(wait, this.#since + longestWait - now)),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
