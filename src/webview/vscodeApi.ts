/** What VS Code gives a page: a way to its extension, and a state that survives hiding and reload. */
export interface PageApi<State, Message> {
  postMessage(message: Message): void;
  getState(): State | undefined;
  setState(state: State): void;
}

declare function acquireVsCodeApi(): PageApi<unknown, unknown>;

/** May be called once on a page. */
export function pageApi<State, Message>(): PageApi<State, Message> {
  return acquireVsCodeApi() as PageApi<State, Message>;
}
