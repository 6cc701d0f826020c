/** Long work beside the editor: how far it is, for one calm place to show, and the way to stop it. */
import * as vscode from 'vscode';

/** How far some work is. */
export interface WorkState {
  readonly title: string;
  /** 0 to 100. */
  readonly percent: number;
}

/** What a task tells of itself; `increment` is in percent. */
export type WorkProgress = vscode.Progress<{ readonly increment: number }>;

interface Running {
  readonly title: string;
  readonly source: vscode.CancellationTokenSource;
  done: number;
}

export class BackgroundWork implements vscode.Disposable {
  readonly #running = new Set<Running>();
  readonly #changed = new vscode.EventEmitter<void>();

  /** Work has begun, ended, or come a percent further. */
  readonly onDidChange = this.#changed.event;

  /** The work that has run longest; undefined when there is none. */
  get current(): WorkState | undefined {
    const [first] = this.#running;
    return first && { title: first.title, percent: Math.min(100, Math.floor(first.done)) };
  }

  /** Runs a task, which stops when its token says so. */
  async run<T>(
    title: string,
    task: (progress: WorkProgress, token: vscode.CancellationToken) => Promise<T>,
  ): Promise<T> {
    const running: Running = { title, source: new vscode.CancellationTokenSource(), done: 0 };
    this.#running.add(running);
    this.#changed.fire();
    const progress: WorkProgress = {
      report: ({ increment }) => {
        const before = Math.floor(running.done);
        running.done += increment;
        if (Math.floor(running.done) !== before) this.#changed.fire();
      },
    };
    try {
      return await task(progress, running.source.token);
    } finally {
      this.#running.delete(running);
      running.source.dispose();
      this.#changed.fire();
    }
  }

  /** Asks all that runs to stop. */
  stop(): void {
    for (const { source } of this.#running) source.cancel();
  }

  dispose(): void {
    this.stop();
    this.#changed.dispose();
  }
}
