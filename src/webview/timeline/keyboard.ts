/** The keys of the picture. */

export interface KeyActions {
  readonly open: () => void;
  /** By a share of the picture's width. */
  readonly pan: (share: number) => void;
  /** To another mark of the lane. */
  readonly move: (steps: number) => void;
  readonly changeLane: (step: number) => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
}

/** How far a key or a button goes. */
export const zoomStep = 1.6;
export const panStep = 0.25;

/** Keys with Ctrl, Meta or Alt are VS Code's. */
export function onKeys(element: Element, does: KeyActions): void {
  const actions: Readonly<Record<string, (shift: boolean) => void>> = {
    Enter: does.open,
    ' ': does.open,
    ArrowRight: (shift) => (shift ? does.pan(-panStep) : does.move(1)),
    ArrowLeft: (shift) => (shift ? does.pan(panStep) : does.move(-1)),
    ArrowDown: () => does.changeLane(1),
    ArrowUp: () => does.changeLane(-1),
    Home: () => does.move(-Infinity),
    End: () => does.move(Infinity),
    '+': () => does.zoom(zoomStep),
    '=': () => does.zoom(zoomStep),
    '-': () => does.zoom(1 / zoomStep),
    '0': does.fit,
  };
  element.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event.shiftKey);
  });
}
