/** Which step is shown for a name in an address that no step of the story has. */

import type { Step } from './step.ts';

type Named = readonly Pick<Step, 'id'>[];

/**
 * The index of the step nearest to one that doesn't exist; null if the name isn't of a known sort.
 * The first of these that there is: the last one before it of the same sort ("client-text-3" for
 * "client-text-9"), the first of that sort, what it repeats or is a part of, the data frame at its
 * place, the last step that usually comes before it.
 */
export function nearestStep(name: string, steps: Named): number | null {
  const whole = /^(.+)-(?:part|again)-\d+$/.exec(name)?.[1];
  return (
    sameSort(name, steps) ??
    (whole === undefined ? null : (stepNamed(whole, steps) ?? nearestStep(whole, steps))) ??
    sameMessage(name, steps) ??
    lastBefore(name, steps)
  );
}

function stepNamed(name: string, steps: Named): number | null {
  const index = steps.findIndex(({ id }) => id === name);
  return index === -1 ? null : index;
}

function sameSort(name: string, steps: Named): number | null {
  const wanted = numbered(name);
  const same = steps.flatMap(({ id }, index) => {
    const { sort, number } = numbered(id);
    return sort === wanted.sort ? [{ index, number }] : [];
  });
  const before = same.filter(({ number }) => number < wanted.number);
  return before.toSorted((a, b) => b.number - a.number)[0]?.index ?? same[0]?.index ?? null;
}

/** "client-text-9" is the ninth of its sort. A name without a number is the first. */
function numbered(name: string): { readonly sort: string; readonly number: number } {
  const [, sort = name, digits = '1'] = /^(.+)-(\d+)$/.exec(name) ?? [];
  return { sort, number: Number(digits) };
}

/** A frame with data, which may have another opcode or another sender with other settings. */
const DATA_FRAME = /^(proxy-)?(client|server)-(text|binary|continuation|reserved-data)-\d+$/;

function sameMessage(name: string, steps: Named): number | null {
  const [, proxy, sender] = DATA_FRAME.exec(name) ?? [];
  if (sender === undefined) return null;
  const frames = steps.flatMap(({ id }, index) => {
    const match = DATA_FRAME.exec(id);
    return match ? [{ index, isOwn: match[1] === proxy && match[2] === sender }] : [];
  });
  const own = frames.filter(({ isOwn }) => isOwn);
  const { number } = numbered(name);
  return (own[Math.max(1, number) - 1] ?? own.at(-1) ?? frames[0])?.index ?? null;
}

/** In the order of most stories, with how their names begin. */
const SORTS = [
  /^(proxy-)?tcp-syn/,
  /^(proxy-)?tcp-ack/,
  /^(proxy-)?request/,
  /^(proxy-)?response/,
  /^open$/,
  /^(proxy-)?(client|server)-(text|binary|continuation|reserved-(data|control)|ping|pong)/,
  /^(proxy-)?(client|server)-close/,
  /^(proxy-)?((client|server)-)?(tcp-|gave-up)/,
];

function lastBefore(name: string, steps: Named): number | null {
  const rankOf = (id: string) => SORTS.findIndex((sort) => sort.test(id));
  const wanted = rankOf(name);
  const before = steps.findLastIndex(({ id }) => {
    const rank = rankOf(id);
    return rank !== -1 && rank <= wanted;
  });
  return before === -1 ? null : before;
}
