/** What a reader does to a part of a page before its code is there. */

const FIELDS = 'input, select, textarea';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Listens from when it is made. */
export class UnheardInput {
  readonly #holder: HTMLElement;
  #pressed: HTMLButtonElement | null = null;

  constructor(holder: HTMLElement) {
    this.#holder = holder;
    holder.addEventListener('click', this.#note);
  }

  /** To be called when the code is there, before it takes the elements over. */
  keep(): { readonly repeat: () => void } {
    this.#holder.removeEventListener('click', this.#note);
    const fields = [...this.#holder.querySelectorAll<Field>(FIELDS)]
      .filter(isChanged)
      .map((field) => ({ field, write: writerOf(field) }));
    return {
      repeat: () => {
        for (const { field, write } of fields) {
          write();
          field.dispatchEvent(new Event('input', { bubbles: true }));
          field.dispatchEvent(new Event('change', { bubbles: true }));
        }
        this.#buttonNow()?.click();
      },
    };
  }

  /** The pressed button, or the one that replaced it: a figure is drawn again for its width. */
  #buttonNow(): HTMLButtonElement | undefined {
    const pressed = this.#pressed;
    if (pressed === null || pressed.isConnected) return pressed ?? undefined;
    const buttons = [...this.#holder.querySelectorAll('button')];
    return buttons.find((button) => nameOf(button) === nameOf(pressed));
  }

  /** A button with a popover works without code. */
  readonly #note = ({ target }: Event): void => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button !== null && !button.hasAttribute('popovertarget')) this.#pressed = button;
  };
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
