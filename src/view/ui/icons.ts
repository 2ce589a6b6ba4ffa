/** The icons, drawn in a square of 16. Some parts are lines of width 1.5, others are filled. */
type Drawing = { readonly lines?: string; readonly fill?: string };

export const icons = {
  play: { fill: 'M4 2.2v11.6L13.5 8z' },
  'play-on': { fill: 'M1.5 2.8v10.4L8 8zM8 2.8v10.4L14.5 8z' },
  pause: { fill: 'M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z' },
  'step-back': { fill: 'M3 3h2v10H3zM13 3v10L6 8z' },
  'step-forward': { fill: 'M11 3h2v10h-2zM3 3v10l7-5z' },
  'theme-system': {
    lines: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2z',
    fill: 'M8 2a6 6 0 0 1 0 12z',
  },
  'theme-light': {
    lines:
      'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 1 0 0-5.6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13',
  },
  'theme-dark': { lines: 'M13.5 9.6A6 6 0 1 1 6.4 2.5a4.8 4.8 0 0 0 7.1 7.1z' },
  'chevron-down': { lines: 'm4 6 4 4 4-4' },
  'chevron-up': { lines: 'm4 10 4-4 4 4' },
  unfold: { lines: 'm5 6 3-3 3 3M5 10l3 3 3-3' },
  'arrow-left': { lines: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5' },
  'arrow-right': { lines: 'M2.5 8h11M9 3.5 13.5 8 9 12.5' },
  'arrow-up': { lines: 'M8 13.5v-11M3.5 7 8 2.5 12.5 7' },
  'arrow-down': { lines: 'M8 2.5v11M3.5 9 8 13.5 12.5 9' },
  plus: { lines: 'M8 2.5v11M2.5 8h11' },
  more: {
    fill: 'M2 8a1.4 1.4 0 1 0 2.8 0A1.4 1.4 0 1 0 2 8zM6.6 8a1.4 1.4 0 1 0 2.8 0 1.4 1.4 0 1 0-2.8 0zM11.2 8A1.4 1.4 0 1 0 14 8a1.4 1.4 0 1 0-2.8 0z',
  },
  copy: { lines: 'M6 6h7.5v7.5H6zM3.5 10H2.5V2.5H10v1' },
  link: {
    lines:
      'M6.5 9.5l3-3M7.2 4.8l1.7-1.7a2.8 2.8 0 0 1 4 4l-1.7 1.7M8.8 11.2l-1.7 1.7a2.8 2.8 0 0 1-4-4l1.7-1.7',
  },
  external: { lines: 'M6.5 3H3v10h10V9.5M9.5 3H13v3.5M13 3 7.5 8.5' },
  keyboard: { lines: 'M1.5 4h13v8.5h-13zM4 7h.1M6.7 7h.1M9.3 7h.1M12 7h.1M4.5 10h7' },
  check: { lines: 'M2.5 8.5 6 12l7.5-8' },
  close: { lines: 'm4 4 8 8M12 4l-8 8' },
  edit: { lines: 'M2.5 13.5l.8-3.3 7.4-7.4 2.5 2.5-7.4 7.4zM9.2 4.3l2.5 2.5' },
  undo: { lines: 'M6 3 2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H6' },
  redo: { lines: 'M10 3l3.5 3.5L10 10M13.5 6.5h-7a4 4 0 0 0 0 8H10' },
  sliders: {
    lines:
      'M1.5 4.5h7M12 4.5h2.5M8.5 4.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0zM1.5 11.5H4M7.5 11.5h7M4 11.5a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0z',
  },
  bolt: { lines: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z' },
  question: {
    lines:
      'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM6.2 6.4a1.8 1.8 0 1 1 2.6 1.6q-.8.4-.8 1.2M8 11.2v.1',
  },
  search: { lines: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 1 0 0-9zM10.3 10.3l3.4 3.4' },
  open: { lines: 'M2 13V3.5h4l1.5 2H13V7M2 13l2-6h10.5l-2 6z' },
  info: { lines: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2zM8 7.3v3.7M8 5v.1' },
  warning: { lines: 'M8 2 14.5 13.5h-13zM8 6.2v3.6M8 11.5v.1' },
} as const satisfies Readonly<Record<string, Drawing>>;

export type IconName = keyof typeof icons;
