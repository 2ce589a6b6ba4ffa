/** Which keys the focused control uses itself, and how arrow keys move in a row. */

/** What determines which keys an element uses. */
export type KeyTarget = {
  readonly tagName: string;
  /** The type of an input. */
  readonly type: string | null;
  readonly role: string | null;
  readonly isContentEditable: boolean;
};

const arrows = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'];
const moving = [...arrows, 'Home', 'End', 'PageUp', 'PageDown'];
const pressing = [' ', 'Enter'];

const everyKey = 'every key';
type Uses = readonly string[] | typeof everyKey;

const usesByRole = new Map<string, Uses>([
  ['textbox', everyKey],
  ['searchbox', everyKey],
  ['combobox', everyKey],
  ['listbox', everyKey],
  ['option', everyKey],
  ['menu', everyKey],
  ['menuitem', everyKey],
  ['tree', everyKey],
  ['treeitem', everyKey],
  ['grid', [...moving, ...pressing]],
  ['gridcell', [...moving, ...pressing]],
  ['treegrid', [...moving, ...pressing]],
  ['tab', [...moving, ...pressing]],
  ['radio', [...arrows, ...pressing]],
  ['slider', moving],
  ['spinbutton', everyKey],
  ['scrollbar', moving],
  ['button', pressing],
  ['checkbox', pressing],
  ['switch', pressing],
  ['link', ['Enter']],
]);

const usesByInputType = new Map<string, Uses>([
  ['range', moving],
  ['radio', [...arrows, ...pressing]],
  ['checkbox', pressing],
  ['button', pressing],
  ['submit', pressing],
  ['reset', pressing],
  ['image', pressing],
  ['file', pressing],
]);

const usesByTagName = new Map<string, Uses>([
  ['TEXTAREA', everyKey],
  // A letter selects the option that begins with it.
  ['SELECT', everyKey],
  ['BUTTON', pressing],
  ['SUMMARY', pressing],
  ['A', ['Enter']],
]);

/** Whether the focused control doesn't use the key, so that the page can. */
export function isKeyFree(key: string, target: KeyTarget): boolean {
  const uses = usesOf(target);
  return uses !== everyKey && !uses.includes(key);
}

/** The same for an event. Not free if a modifier makes it a key of the browser. */
export function isKeyEventFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  return !(event.target instanceof Element) || isKeyFree(event.key, toKeyTarget(event.target));
}

/**
 * The index after a key in a row of `count` items, wrapping around. Null if the key doesn't move.
 */
export function indexAfterKey(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (index + 1) % count;
    case 'ArrowLeft':
      return (index + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function usesOf({ tagName, type, role, isContentEditable }: KeyTarget): Uses {
  if (isContentEditable) return everyKey;
  const byRole = role === null ? undefined : usesByRole.get(role);
  if (byRole !== undefined) return byRole;
  const tag = tagName.toUpperCase();
  if (tag === 'INPUT') return usesByInputType.get(type ?? 'text') ?? everyKey;
  return usesByTagName.get(tag) ?? [];
}

function toKeyTarget(element: Element): KeyTarget {
  return {
    tagName: element.tagName,
    type: element.getAttribute('type'),
    role: element.getAttribute('role'),
    isContentEditable: element instanceof HTMLElement && element.isContentEditable,
  };
}
