/**
 * Reads what a sequence diagram shows from the page and from a picture, in one form: a line of text
 * per mark. Selectors are slow in jsdom, so elements are found by name and class.
 */

import { LIGHT, LIGHT_KINDS } from '#core/exports/light-colors.ts';
import { fitText } from '#core/scenes/text-width.ts';

export type DrawnMarks = {
  readonly heads: readonly string[];
  /** Lines, crosses, zigzags and arrowheads. */
  readonly lines: readonly string[];
  /** The borders of segments, the points of steps in which nothing crosses, and gaps of lines. */
  readonly boxes: readonly string[];
  readonly texts: readonly string[];
  readonly cells: readonly string[];
  readonly packets: readonly string[];
};

/** Both name colours by the kind of byte, or by role. */
const INKS = new Map<string, string>([
  ...Object.entries(LIGHT).map(([name, color]) => [color, name] as const),
  ...Object.entries(LIGHT_KINDS).flatMap(([kind, { ink, ground }]) => [
    [ink, kind] as const,
    [ground, `${kind} ground`] as const,
  ]),
]);

export function marksInPicture(svg: string): DrawnMarks {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const groups = [...root.children].filter(isNamed('g'));
  const canvas = groups.find((group) => group.hasAttribute('transform'));
  const parts = [...(canvas?.children ?? [])];
  const inGroups = parts.filter(isNamed('g'));
  const boxed = inGroups.filter(({ children }) => isBox(children[0]) && children.length > 1);
  const arrows = inGroups.filter((group) => !boxed.includes(group));
  const isPacket = ({ firstElementChild: box }: Element) =>
    inkIn(box, 'fill') === 'raised' && box?.getAttribute('stroke-width') === '2';
  const bare = [...parts, ...arrows.flatMap(({ children }) => [...children])].filter(
    (element) => element.localName !== 'g',
  );
  const segments = boxed.filter((group) => !isPacket(group));
  return {
    heads: groups.filter((group) => group !== canvas).map(headInPicture),
    lines: bare
      .filter((element) => !isBox(element) && element.localName !== 'text')
      .map((element) =>
        lineOf(element, inkIn(element, element.localName === 'polygon' ? 'fill' : 'stroke')),
      ),
    boxes: [
      ...bare.filter(isBox).map((box) => boxOf(box)),
      ...segments.flatMap(({ children: [ground, border] }) => [
        boxOf(ground!),
        ...(border?.hasAttribute('stroke') ? [boxOf(border)] : []),
      ]),
    ],
    texts: [
      ...parts.filter(isNamed('text')),
      ...segments.flatMap(({ children }) =>
        [...children].filter((element) => element.getAttribute('text-anchor') === 'start'),
      ),
    ].map((text) => textOf(text, inkIn(text, 'fill'), text.getAttribute('font-weight') === '650')),
    cells: segments.flatMap(cellsInPicture),
    packets: boxed.filter(isPacket).map(packetInPicture),
  };
}

function headInPicture({ children }: Element): string {
  const [name, box, state, tcp] = children;
  const texts = [name, state, tcp].map((text) => text?.textContent);
  return row(place(name, 'x'), inkIn(box, 'fill'), ...texts);
}

function cellsInPicture({ children }: Element): string[] {
  // After its ground and its border.
  const parts = [...children].slice(2);
  const tears = parts.filter(isNamed('path')).map((path) => path.getAttribute('d') ?? '');
  return parts.filter(isBox).map((box) => {
    const text =
      parts[
        parts.findIndex((part, index) => index > parts.indexOf(box) && part.localName === 'text')
      ];
    const [left, width] = [Number(box.getAttribute('x')), Number(box.getAttribute('width'))];
    const isTorn = (edge: number) =>
      tears.some((d) => Math.abs(Number.parseFloat(d.slice(1)) - edge) < 0.05);
    return row(
      `${short(left)} ${short(width)}`,
      inkIn(text, 'fill'),
      isTorn(left) && 'torn start',
      isTorn(left + width) && 'torn end',
      text?.textContent,
    );
  });
}

function packetInPicture({ children }: Element): string {
  const [frame, ...cells] = children;
  const parts = cells.flatMap((box, index) =>
    isBox(box)
      ? [
          row(
            inkIn(cells[index + 1], 'fill'),
            box.hasAttribute('stroke') && 'outlined',
            cells[index + 1]?.textContent,
          ),
        ]
      : [],
  );
  const y = Number(frame?.getAttribute('y')) + Number(frame?.getAttribute('height')) / 2;
  const isLost = frame?.hasAttribute('stroke-dasharray') ?? false;
  const at = `${place(frame, 'x')} ${short(y)}`;
  return row(at, inkIn(frame, 'stroke'), isLost && 'lost', ...parts);
}

export function marksOnPage(figure: Element): DrawnMarks {
  const svg = [...figure.getElementsByTagName('svg')].find(({ parentElement }) =>
    parentElement?.classList.contains('canvas'),
  );
  const drawn = [...(svg?.children ?? [])];
  return {
    heads: [...figure.getElementsByClassName('head')].map(headOnPage),
    lines: drawn
      .filter((element) => element.localName !== 'text' && !isBox(element))
      .map((element) => lineOf(element, inkOfMark(element))),
    boxes: drawn.filter(isBox).map((box) => boxOf(box)),
    texts: drawn.filter(isNamed('text')).map((text) => {
      const isCurrent = text.getAttribute('data-emphasis') === 'current';
      return textOf(text, isCurrent ? 'text' : 'muted', isCurrent);
    }),
    cells: [...figure.getElementsByTagName('li')].flatMap(cellOnPage),
    packets: [...figure.getElementsByClassName('packet')].map(packetOnPage),
  };
}

function headOnPage(head: Element): string {
  const [name, state, tcp] = head.children;
  const texts = [name, state, tcp].map((text) => text?.textContent);
  const x = short(Number.parseFloat((head as HTMLElement).style.left));
  return row(x, `${state?.getAttribute('data-kind')} ground`, ...texts);
}

/** Empty for a cell that a packet covers, or that has no room. */
function cellOnPage({ style, classList, firstElementChild: button }: HTMLElement): string[] {
  if (button === null || button.classList.contains('covered')) return [];
  if (classList.contains('visually-hidden') || classList.contains('point')) return [];
  const [left, width] = [style.left, style.inlineSize].map((size) => Number.parseFloat(size));
  const kind = button.getAttribute('data-kind');
  const isFuture = button.getAttribute('data-emphasis') === 'future';
  return [
    row(
      `${short(left!)} ${short(width!)}`,
      isFuture ? 'muted' : kind === 'shared' ? 'text' : kind,
      button.classList.contains('torn-start') && 'torn start',
      button.classList.contains('torn-end') && 'torn end',
      fitText(button.textContent, width!, 13),
    ),
  ];
}

function packetOnPage(packet: Element): string {
  const parts = [...packet.children].map((cell) => {
    const kind = cell.getAttribute('data-kind');
    const ink = kind === 'note' || kind === 'shared' ? 'text' : kind;
    return row(ink, cell.classList.contains('outlined') && 'outlined', cell.textContent);
  });
  const { transform } = (packet as HTMLElement).style;
  const [left = '', middle = ''] = transform.match(/-?[\d.]+(?=px)/g) ?? [];
  const isLost = packet.getAttribute('data-emphasis') === 'lost';
  const kind = packet.getAttribute('data-kind');
  const at = `${short(Number(left))} ${short(Number(middle))}`;
  return row(at, kind === 'shared' ? 'strongLine' : kind, isLost && 'lost', ...parts);
}

function inkOfMark(element: Element): string | null {
  const kind = element.getAttribute('data-kind');
  if (['future', 'ahead'].includes(element.getAttribute('data-emphasis') ?? '')) {
    return 'strongLine';
  }
  if (kind === 'lifeline') return 'firmLine';
  return kind === 'shared' || kind === 'cut' ? 'strongLine' : kind;
}

function lineOf(element: Element, ink: string | null | undefined): string {
  const ends = ['x1', 'y1', 'x2', 'y2'].map((name) => place(element, name)).join(' ');
  const path = element.getAttribute('d')?.replace(/[\d.]+/g, (number) => short(Number(number)));
  const strokes = ['stroke-width', 'stroke-dasharray', 'stroke-linecap'];
  return row(
    element.localName,
    element.getAttribute('points') ?? path ?? ends,
    ink,
    ...strokes.map((name) => element.getAttribute(name)),
  );
}

function boxOf(box: Element): string {
  return ['x', 'y', 'width', 'height'].map((name) => place(box, name)).join(' ');
}

function textOf(element: Element, ink: string | undefined, isCurrent: boolean): string {
  const at = `${place(element, 'x')} ${place(element, 'y')}`;
  const anchor = element.getAttribute('text-anchor');
  return row(at, anchor, ink, isCurrent && 'current', element.textContent);
}

function inkIn(element: Element | null | undefined, attribute: string): string | undefined {
  return INKS.get(element?.getAttribute(attribute) ?? '');
}

function isNamed(name: string): (element: Element) => boolean {
  return ({ localName }) => localName === name;
}

function isBox(element: Element | null | undefined): boolean {
  return element?.localName === 'rect';
}

function place(element: Element | null | undefined, attribute: string): string {
  return short(Number(element?.getAttribute(attribute)));
}

/** Rounded like a picture's numbers. */
function short(value: number): string {
  return (Math.round(value * 100) / 100).toFixed(2).replace(/^-0.00$/, '0.00');
}

function row(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}
