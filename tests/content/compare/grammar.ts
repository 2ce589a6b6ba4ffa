/**
 * Reads sentences as a person would, without knowing the code that wrote them: form, verbs that
 * agree with their subjects, articles, counts. Returns what is wrong.
 */

const MOST_WORDS = 24;

/** What a sentence of Compare can say of a subject. */
const VERBS =
  /\b(?:is|are|isn’t|aren’t|was|were|sends?|needs?|arrives?|needn’t|has|have|can|can’t|would|wouldn’t|gets?|loses?|reconnects|use|uses|takes?|crosses|waits?|goes|asks?|costs?|holds?|carries|carry|closes?|opens?|runs?|changes?|doesn’t|don’t|delivers?|counts?|means?|assumes?|uses?|makes?|cut|cuts|choose|lets?|bring|brings|follows?|leaves?|says?|shares?|rises?|fall|falls|keeps?|differs?|depends?|stays?|quotes?|prints?|writes?|wrote|found|had|connect|connects|divides|gives|meets|contains?|arrive|shows?|posted|fills|fit|fits|varies|stop|names?|belongs?|refuses|breaks|includes?|allow|requires?|discards|starts?|does|do|took|comes?|cross|reuses?|adds?|contain|repeats?|doubles?|show|shows|wait|delay|refers?|state|resume|need|grow|compress|sees|masks|may|trusts|checks|answers|rejects|added|counted|inflate|inflates|stays|remember|remembers|deliver|lose)\b/i;

const SINGULAR =
  /^(?:Polling|Long polling|WebSocket|WebTransport|It|A message|No method) (?!and\b|or\b|every\b|over\b|of\b|with\b|that\b|from\b|to\b|gets\b)([a-z’]+)/;
const PLURAL = /^(?:Server-sent events|Plain requests|They) (?!and\b|or\b|over\b)([a-z’]+)/;
const SEVERAL =
  /^(?!It |With )(?:[A-Z][\w-]*(?: [\w-]+)*, )*[A-Z]?[\w-]+(?: polling| events)? and [\w-]+(?: polling| events)? ([a-z’]+)/;

const MODALS = new Set(['can', 'would', 'might', 'must', 'may', 'never', 'only']);

export function faultsIn(text: string): string[] {
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`${what}: ${text}`);
  if (!/^[“"A-Z0-9]/.test(text)) fault('begins in lower case');
  if (!/[.!?]”?$/.test(text)) fault('has no end');
  if (/ {2}|\s[.,;:!?](?:\s|$)|\(\s|\s\)/.test(text)) fault('has a space too many');
  if (/\.\.|,,|,\./.test(text)) fault('has two marks');
  if (hasNoValue(text)) fault('has no value');
  if (/[“"]/.test(text) && (text.match(/“/g) ?? []).length !== (text.match(/”/g) ?? []).length) {
    fault('has open quotation marks');
  }
  faults.push(...countFaultsIn(text));
  if (
    /\ba (?:[aeio]|u(?!s|ni))/i.test(text.replaceAll(/\bA [A-Z]/g, '')) ||
    /\ban [bcdfgjklmnpqrstvwxyz]/i.test(text)
  ) {
    fault('has the wrong article');
  }
  for (const sentence of sentencesOf(text)) {
    if (!VERBS.test(sentence)) fault(`has no verb in “${sentence}”`);
    if (!isListOfFigures(sentence) && wordsIn(sentence) > MOST_WORDS)
      fault(`is too long in “${sentence}”`);
    const several = SEVERAL.exec(sentence)?.[1];
    const plural = PLURAL.exec(sentence)?.[1] ?? several;
    const singular = several === undefined ? SINGULAR.exec(sentence)?.[1] : undefined;
    if (plural !== undefined && !agreesWithPlural(plural)) fault(`“${plural}” is singular`);
    if (singular !== undefined && !agreesWithSingular(singular)) fault(`“${singular}” is plural`);
  }
  return faults;
}

/** "1 such clients", "20 message": in labels, too. */
export function countFaultsIn(text: string): string[] {
  const counted = '(?:message|byte|poll|client|request|connection|post|event|frame)';
  const isOneOfSeveral = new RegExp(String.raw`(?<![\d.,/])1 (?:such )?${counted}s\b`, 'i');
  const isSeveralOfOne = new RegExp(
    String.raw`(?:(?<![\d.,/])(?:[02-9]|\d[\d.,]*\d)) (?:such )?${counted}\b(?!’)`,
    'i',
  );
  return [
    ...(isOneOfSeveral.test(text) ? [`has one of several: ${text}`] : []),
    ...(isSeveralOfOne.test(text) ? [`has several of one: ${text}`] : []),
  ];
}

/** References in parentheses are read over. */
function wordsIn(sentence: string): number {
  return sentence.replaceAll(/ \(RFC [^)]*\)/g, '').split(/\s+/).length;
}

/** A figure for each of several methods makes a sentence long, and no harder to read. */
function isListOfFigures(sentence: string): boolean {
  return (
    (sentence.match(/\b(?:with|by) (?:long polling|polling|server-sent|WebSocket)/g) ?? []).length >
    1
  );
}

export function hasNoValue(text: string): boolean {
  return /\b(?:undefined|null|NaN|Infinity)\b|\[object/.test(text);
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]”?) (?=[A-Z“])/);
}

function agreesWithPlural(verb: string): boolean {
  return (
    MODALS.has(verb) ||
    ['are', 'aren’t', 'were', 'have', 'don’t'].includes(verb) ||
    !/(?:s|sn’t)$/.test(verb)
  );
}

function agreesWithSingular(verb: string): boolean {
  return MODALS.has(verb) || /(?:s|n’t)$/.test(verb);
}
