/** What the page prints instead of itself: the whole lesson, or a hand-out with blanks. */

import { tick, type Component } from 'svelte';
import type { Story } from '#core/story/story.ts';
import { printPage } from '#view/browser/print-page.ts';

export type SheetKind = 'lesson' | 'hand-out';

export type SheetProps = {
  readonly title: string;
  readonly address: string;
  readonly story: Story;
  readonly kind: SheetKind;
};

class PrintedSheet {
  /** Null until its code is loaded. A dialog that the browser opens can't wait for it. */
  Sheet = $state.raw<Component<SheetProps> | null>(null);
  kind = $state<SheetKind>('lesson');

  async load(): Promise<void> {
    this.Sheet ??= (await import('./LessonSheet.svelte')).default;
  }

  /** Rejects if the code can't be loaded. */
  async print(kind: SheetKind): Promise<void> {
    await this.load();
    this.kind = kind;
    await tick();
    printPage();
  }

  /** A hand-out is printed on request only. */
  finish(): void {
    this.kind = 'lesson';
  }
}

/** A page has one lesson. */
export const printedSheet = new PrintedSheet();
