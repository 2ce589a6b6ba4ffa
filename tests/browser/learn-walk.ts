/** Steps through a lesson within the page, and measures every step. */

import type { Page } from '@playwright/test';

type Box = {
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
};

export type Walked = {
  /** Its name in the address. */
  readonly step: string;
  readonly boxes: Readonly<Record<'title' | 'sentence' | 'bytes' | 'lower' | 'next', Box>>;
  /** Of the box with the bytes. */
  readonly contentHeight: number;
  readonly boxHeight: number;
  /** What is cut, covered or out of sight. */
  readonly problems: readonly string[];
};

/** From the first step to the last one of a lesson: `<id>` or `<id>?<query>`. */
export async function walk(page: Page, lesson: string): Promise<Walked[]> {
  return page.evaluate(async (address) => {
    const [id] = address.split('?');
    const frame = () => new Promise((resolve) => void requestAnimationFrame(resolve));
    const find = (selector: string) => document.querySelector<HTMLElement>(selector);
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

    /** The step's parts are loaded with the first step that needs them. */
    async function settle(): Promise<void> {
      let before = '';
      let quiet = 0;
      for (let frames = 0; frames < 600 && quiet < 3; frames++) {
        await frame();
        const content = find('section.step')?.innerHTML ?? '';
        const isFilled = find('section.step > .bytes :is(h2, table)') !== null;
        quiet = isFilled && content === before ? quiet + 1 : 0;
        before = content;
      }
    }

    const boxOf = (element: Element): Box => {
      const { top, left, right, bottom } = element.getBoundingClientRect();
      const [x, y] = [window.scrollX, window.scrollY];
      const whole = (value: number) => Math.round(value * 10) / 10;
      return {
        ...{ top: whole(top + y), bottom: whole(bottom + y) },
        ...{ left: whole(left + x), right: whole(right + x) },
      };
    };

    const overlaps = (a: Box, b: Box) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;

    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 40)}”`;

    /** Nothing but scrollers and hidden texts may be wider than its box. */
    function cutIn(root: Element): string[] {
      return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
        if (element.closest('svg, .visually-hidden') !== null) return [];
        // A box hides its name if it doesn't fit beside its value.
        if (element.matches('[role=gridcell].box')) {
          const [box, value] = [boxOf(element), boxOf(element.firstElementChild!)];
          const isInside = value.left >= box.left - 1 && value.right <= box.right + 1;
          return isInside ? [] : [`cut: ${nameOf(element)}`];
        }
        const { display, overflowX, clipPath } = getComputedStyle(element);
        if (display.startsWith('inline') && element.clientWidth === 0) return [];
        if (/auto|scroll/.test(overflowX) || clipPath !== 'none') return [];
        const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
        return isCut ? [`cut: ${nameOf(element)}`] : [];
      });
    }

    function measure(): Omit<Walked, 'step'> {
      const startsAtTop = window.scrollY === 0;
      const step = find('section.step')!;
      const parts = {
        title: step.querySelector('h1')!,
        sentence: step.querySelector(':scope > .head > .sentence')!,
        bytes: step.querySelector(':scope > .bytes')!,
        lower: step.querySelector(':scope > .lower')!,
        next: step.querySelector(':scope > .next')!,
      };
      const boxes = {
        title: boxOf(parts.title),
        sentence: boxOf(parts.sentence),
        bytes: boxOf(parts.bytes),
        lower: boxOf(parts.lower),
        next: boxOf(parts.next),
      };
      const named: [string, Box][] = [
        ...Object.entries(boxes),
        ['place', boxOf(step.querySelector(':scope > .head > .row')!)],
        ['answer', boxOf(step.querySelector(':scope > .head > .answer')!)],
        ['diagram', boxOf(find('section.sequence')!)],
      ];
      const covered = named.flatMap(([name, box], index) =>
        named
          .slice(index + 1)
          .filter(([, other]) => overlaps(box, other))
          .map(([other]) => `${name} overlaps ${other}`),
      );
      const tall = (['title', 'sentence'] as const).filter(
        (part) => parts[part].scrollHeight > parts[part].clientHeight + 1,
      );
      const isPaneRow = getComputedStyle(step).display === 'grid';
      const spills = [...parts.lower.children].filter(
        (pane) => isPaneRow && boxOf(pane).bottom > boxes.lower.bottom + 1,
      );
      const foot = find('.player')!.parentElement!;
      window.scrollTo(0, document.documentElement.scrollHeight);
      const isUnderFoot = boxes.next.bottom > boxOf(foot).top + 1;
      window.scrollTo(0, 0);
      // At 400% zoom they are at the end of the page, because they would cover the lesson.
      const isKept = window.innerHeight >= 22 * 16;
      const outOfSight = ['.player', '.toolbar'].filter((selector) => {
        if (!isKept) return false;
        const box = find(selector)?.getBoundingClientRect();
        return (
          !box ||
          box.top < -1 ||
          box.bottom > window.innerHeight + 1 ||
          box.right > window.innerWidth + 1
        );
      });
      return {
        boxes,
        contentHeight: parts.bytes.scrollHeight,
        boxHeight: parts.bytes.clientHeight,
        problems: [
          ...covered,
          ...tall.map((part) => `the ${part} is cut: ${parts[part].textContent}`),
          ...spills.map((pane) => `the lower area spills: ${nameOf(pane)}`),
          ...cutIn(step),
          ...(isUnderFoot ? ['the player covers the last row at the end of the page'] : []),
          ...outOfSight.map((selector) => `out of sight: ${selector}`),
          ...(!startsAtTop ? ['the page does not start at its top'] : []),
          ...(parts.bytes.scrollTop > 0 ? ['the bytes do not start at their top'] : []),
          ...(document.documentElement.scrollWidth > window.innerWidth
            ? ['the page scrolls sideways']
            : []),
        ],
      };
    }

    const nameNow = () => location.hash.split('?')[0]!.split('/').at(-1)!;
    const opened = `#/learn/${id}`;
    if (!location.hash.startsWith(`${opened}/`)) location.hash = opened;
    for (let frames = 0; frames < 600 && !location.hash.startsWith(`${opened}/`); frames++)
      await frame();
    await settle();
    press('Home');
    const walked: Walked[] = [];
    for (let steps = 0; steps < 200; steps++) {
      await settle();
      walked.push({ step: nameNow(), ...measure() });
      window.scrollTo(0, 300);
      find('section.step > .bytes')!.scrollTop = 100;
      press('ArrowRight');
      for (let frames = 0; frames < 60 && nameNow() === walked.at(-1)!.step; frames++)
        await frame();
      if (nameNow() === 'end') break;
    }
    return walked;
  }, lesson);
}
