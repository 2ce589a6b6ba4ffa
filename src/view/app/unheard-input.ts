/** What a reader does to a part of a page before its code is there. */

const FIELDS = 'input, select, textarea';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** How long to wait before asking again whether the reader still presses something. */
const PRESS_MS = 30;

/** boot.js marks the pressed button, as a reader may be quicker than any module. */
const PRESSED = 'data-pressed';

export function hasUnheardPress(holder: Element): boolean {
  return holder.querySelector(`[${PRESSED}]`) !== null;
}

/** Code that comes between the halves of a press would take the pressed element away. */
export async function pressEnded(holder: Element): Promise<void> {
  while (holder.matches(':active')) await new Promise((ended) => setTimeout(ended, PRESS_MS));
}

/** To be called when the code is there, before it takes the elements over. */
export function keepUnheardInput(holder: HTMLElement): { readonly repeat: () => void } {
  const fields = [...holder.querySelectorAll<Field>(FIELDS)]
    .filter(isChanged)
    .map((field) => ({ field, write: writerOf(field) }));
  const pressed = holder.querySelector<HTMLButtonElement>(`[${PRESSED}]`);
  pressed?.removeAttribute(PRESSED);
  holder.dataset['alive'] = '';
  return {
    repeat: () => {
      for (const { field, write } of fields) {
        write();
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
      }
      if (pressed !== null) nowOf(holder, pressed)?.click();
    },
  };
}

/** The pressed button, or the one that replaced it: a figure is drawn again for its width. */
function nowOf(holder: HTMLElement, pressed: HTMLButtonElement): HTMLButtonElement | undefined {
  if (pressed.isConnected) return pressed;
  const buttons = [...holder.querySelectorAll('button')];
  return buttons.find((button) => nameOf(button) === nameOf(pressed));
}

function nameOf(button: HTMLButtonElement): string {
  return button.ariaLabel ?? button.textContent.trim();
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    return [...field.options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
  }
  if (isToggle(field)) return field.checked && !field.defaultChecked;
  return field.value !== field.defaultValue;
}

function writerOf(field: Field): () => void {
  if (isToggle(field)) return () => (field.checked = true);
  const { value } = field;
  return () => (field.value = value);
}

function isToggle(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ['radio', 'checkbox'].includes(field.type);
}
