/**
 * Reads what a sequence diagram shows from the page and from a picture, in one form: a line of text
 * per mark. Selectors are slow in jsdom, so elements are found by name and class.
 */

import { LIGHT, LIGHT_KINDS } from '#core/exports/light-colors.ts';

export type DrawnMarks = {
  readonly heads: readonly string[];
  /** Lines, crosses and arrowheads. */
  readonly lines: readonly string[];
  readonly texts: readonly string[];
  readonly labels: readonly string[];
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
  const boxed = parts
    .filter(isNamed('g'))
    .filter(({ firstElementChild }) => isBox(firstElementChild));
  const arrows = parts.filter(isNamed('g')).filter((group) => !boxed.includes(group));
  const isPacket = ({ firstElementChild: box }: Element) => inkIn(box, 'fill') === 'raised';
  const lines = [
    ...parts.filter(isNamed('line')),
    ...arrows.flatMap(({ children }) => [...children]),
  ];
  return {
    heads: groups.filter((group) => group !== canvas).map(headInPicture),
    lines: lines.map((element) =>
      lineOf(element, inkIn(element, element.localName === 'polygon' ? 'fill' : 'stroke')),
    ),
    texts: parts
      .filter(isNamed('text'))
      .map((text) => textOf(text, inkIn(text, 'fill'), text.getAttribute('font-weight') === '650')),
    labels: boxed.filter((group) => !isPacket(group)).map(labelInPicture),
    packets: boxed.filter(isPacket).map(packetInPicture),
  };
}

function headInPicture({ children }: Element): string {
  const [name, box, state, tcp] = children;
  const texts = [name, state, tcp].map((text) => text?.textContent);
  return row(place(name, 'x'), inkIn(box, 'fill'), ...texts);
}

function labelInPicture({ children }: Element): string {
  const [box, text] = children;
  const y = Number(box?.getAttribute('y')) + Number(box?.getAttribute('height')) / 2;
  const ground = inkIn(box, 'fill');
  return row(
    `${place(text, 'x')} ${short(y)}`,
    inkIn(text, 'fill'),
    ground === 'paper' ? 'plain' : ground,
    text?.textContent,
  );
}

function packetInPicture({ children }: Element): string {
  const [frame, ...cells] = children;
  const parts = cells.flatMap((box, index) =>
    isBox(box) ? [row(inkIn(box, 'fill'), cells[index + 1]?.textContent)] : [],
  );
  const y = Number(frame?.getAttribute('y')) + Number(frame?.getAttribute('height')) / 2;
  const isLost = frame?.hasAttribute('stroke-dasharray') ?? false;
  const at = `${place(frame, 'x')} ${short(y)}`;
  return row(at, inkIn(frame, 'stroke'), isLost && 'lost', ...parts);
}

export function marksOnPage(figure: Element): DrawnMarks {
  const [svg] = figure.getElementsByTagName('svg');
  const drawn = [...(svg?.children ?? [])];
  return {
    heads: [...figure.getElementsByClassName('head')].map(headOnPage),
    lines: drawn
      .filter((element) => element.localName !== 'text')
      .map((element) => lineOf(element, inkOfMark(element))),
    texts: drawn.filter(isNamed('text')).map((text) => {
      const isCurrent = text.getAttribute('data-emphasis') === 'current';
      return textOf(text, isCurrent ? 'text' : 'muted', isCurrent);
    }),
    labels: [...figure.getElementsByTagName('li')].flatMap(labelOnPage),
    packets: [...figure.getElementsByClassName('packet')].map(packetOnPage),
  };
}

function headOnPage(head: Element): string {
  const [name, state, tcp] = head.children;
  const texts = [name, state, tcp].map((text) => text?.textContent);
  const x = short(Number.parseFloat((head as HTMLElement).style.left));
  return row(x, `${state?.getAttribute('data-kind')} ground`, ...texts);
}

/** Empty for a label that a packet covers. */
function labelOnPage({ style, firstElementChild: button }: HTMLElement): string[] {
  if (button === null || button.classList.contains('covered')) return [];
  const at = `${short(Number.parseFloat(style.left))} ${short(Number.parseFloat(style.top))}`;
  const kind = button.getAttribute('data-kind');
  const isFuture = button.getAttribute('data-emphasis') === 'future';
  const ink = isFuture ? 'muted' : kind === 'shared' ? 'text' : kind;
  const ground = button.classList.contains('has-ground') ? `${kind} ground` : 'plain';
  return [row(at, ink, ground, button.textContent)];
}

function packetOnPage(packet: Element): string {
  const parts = [...packet.children].map((cell) =>
    row(`${cell.getAttribute('data-kind')} ground`, cell.textContent),
  );
  const { transform } = (packet as HTMLElement).style;
  const [left = '', middle = ''] = transform.match(/-?[\d.]+(?=px)/g) ?? [];
  const isLost = packet.getAttribute('data-emphasis') === 'lost';
  const at = `${short(Number(left))} ${short(Number(middle))}`;
  return row(at, packet.getAttribute('data-kind'), isLost && 'lost', ...parts);
}

function inkOfMark(element: Element): string | null {
  const kind = element.getAttribute('data-kind');
  if (element.getAttribute('data-emphasis') === 'future') return 'strongLine';
  if (kind === 'lifeline') return 'firmLine';
  return kind === 'shared' ? 'strongLine' : kind;
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

function textOf(element: Element, ink: string | undefined, isCurrent: boolean): string {
  const at = `${place(element, 'x')} ${place(element, 'y')}`;
  const anchor = element.getAttribute('text-anchor');
  return row(at, anchor, ink, isCurrent && 'current', element.textContent);
}

function isNamed(name: string): (element: Element) => boolean {
  return ({ localName }) => localName === name;
}

function isBox(element: Element | null): boolean {
  return element?.localName === 'rect';
}

function inkIn(element: Element | null | undefined, name: string): string | undefined {
  const color = element?.getAttribute(name) ?? '';
  return INKS.get(color) ?? color;
}

function place(element: Element | undefined, name: string): string {
  return short(Number(element?.getAttribute(name)));
}

/** Rounded like a picture's numbers. */
function short(value: number): string {
  return (Math.round(value * 100) / 100).toFixed(2);
}

function row(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter((part) => part !== false && part !== null && part !== undefined).join(' | ');
}
