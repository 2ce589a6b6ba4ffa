/**
 * The marks of a timeline lane as SVG path data. All marks of one kind share one path, which keeps
 * the DOM small.
 */

/** Two decimals are finer than any screen. */
function short(value: number): number {
  return Math.round(value * 100) / 100;
}

export function boxPath(x: number, y: number, width: number, height: number): string {
  const [w, h] = [short(width), short(height)];
  return `M${short(x)} ${short(y)}h${w}v${h}h${-w}z`;
}

export function dotPath(x: number, y: number, radius: number): string {
  const r = short(radius);
  return `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

export function squarePath(x: number, y: number, radius: number): string {
  return boxPath(x - radius, y - radius, 2 * radius, 2 * radius);
}

export function verticalPath(x: number, top: number, bottom: number): string {
  return `M${short(x)} ${short(top)}V${short(bottom)}`;
}
