/** Messages of WAMP (version 2): lists that begin with a type, in JSON, MessagePack or CBOR. */

import { guess, type Guess } from './guess-result.ts';
import { fitsPattern, type ValueReading } from './guess-tree.ts';

type WampMessage = { readonly name: string; readonly elements: string };

/** What comes after the type. */
const WAMP_MESSAGES: Readonly<Record<string, WampMessage>> = {
  1: { name: 'HELLO', elements: 'text map' },
  2: { name: 'WELCOME', elements: 'number map' },
  3: { name: 'ABORT', elements: 'map text list? map?' },
  4: { name: 'CHALLENGE', elements: 'text map' },
  5: { name: 'AUTHENTICATE', elements: 'text map' },
  6: { name: 'GOODBYE', elements: 'map text' },
  8: { name: 'ERROR', elements: 'number number map text list? map?' },
  16: { name: 'PUBLISH', elements: 'number map text list? map?' },
  17: { name: 'PUBLISHED', elements: 'number number' },
  32: { name: 'SUBSCRIBE', elements: 'number map text' },
  33: { name: 'SUBSCRIBED', elements: 'number number' },
  34: { name: 'UNSUBSCRIBE', elements: 'number number' },
  35: { name: 'UNSUBSCRIBED', elements: 'number map?' },
  36: { name: 'EVENT', elements: 'number number map list? map?' },
  48: { name: 'CALL', elements: 'number map text list? map?' },
  49: { name: 'CANCEL', elements: 'number map' },
  50: { name: 'RESULT', elements: 'number map list? map?' },
  64: { name: 'REGISTER', elements: 'number map text' },
  65: { name: 'REGISTERED', elements: 'number number' },
  66: { name: 'UNREGISTER', elements: 'number number' },
  67: { name: 'UNREGISTERED', elements: 'number map?' },
  68: { name: 'INVOCATION', elements: 'number number map list? map?' },
  69: { name: 'INTERRUPT', elements: 'number map' },
  70: { name: 'YIELD', elements: 'number map list? map?' },
};

export function guessWamp(reading: ValueReading): Guess | null {
  const { node } = reading;
  const [type, ...elements] = node.kind === 'list' ? node.children : [];
  const message = type?.kind === 'number' ? WAMP_MESSAGES[type.text] : undefined;
  if (message === undefined || !fitsPattern(elements, message.elements)) return null;
  // Two or three numbers alone can be any list.
  const isCertain = elements.some(({ kind }) => kind === 'map');
  const uri = elements.find(({ kind }) => kind === 'text')?.text;
  const facts = [message.name, ...(uri === undefined ? [] : [uri])];
  return guess('wamp', isCertain ? 'likely' : 'weak', facts, reading);
}
