/** Protocols whose messages are JSON values of a certain shape. */

import { guess, type Guess, type GuessConfidence, type GuessId } from './guess-result.ts';
import {
  fitsPattern,
  hasMembers,
  memberOf,
  type ValueNode,
  type ValueReading,
} from './guess-tree.ts';
import { guessWamp } from './wamp-guess.ts';

export function guessJsonProtocols(json: ValueReading): Guess[] {
  const guesses = [
    guessJsonRpc(json),
    guessGraphQl(json),
    guessWamp(json),
    guessPhoenix(json),
    guessActionCable(json),
  ];
  return guesses.filter((each) => each !== null);
}

/** A message, or an array of them (JSON-RPC 2.0 §6). */
function guessJsonRpc(json: ValueReading): Guess | null {
  const { node } = json;
  const messages = node.kind === 'list' ? node.children : [node];
  const areMessages = messages.every((each) => memberOf(each, 'jsonrpc')?.text === '2.0');
  if (messages.length === 0 || !areMessages) return null;
  const method = memberOf(node, 'method')?.text;
  return guess('json-rpc', 'likely', method === undefined ? [] : [method], json);
}

type GraphQlShape = { readonly id: GuessId; readonly confidence: GuessConfidence };

/** Of the package graphql-ws, whose subprotocol is "graphql-transport-ws". */
const NEWER = 'graphql-transport-ws';
/** Of the package subscriptions-transport-ws, whose subprotocol is "graphql-ws". */
const OLDER = 'subscriptions-transport-ws';

/** Both protocols have the members `type`, `id` and `payload`, and no others. */
function guessGraphQl(json: ValueReading): Guess | null {
  const { node } = json;
  const type = memberOf(node, 'type');
  if (type?.kind !== 'text' || !hasMembers(node, ['type'], ['id', 'payload'])) return null;
  const shape = graphQlShape(type.text, node);
  return shape && guess(shape.id, shape.confidence, [type.text], json);
}

function graphQlShape(type: string, node: ValueNode): GraphQlShape | null {
  const id = memberOf(node, 'id');
  const payload = memberOf(node, 'payload');
  const isOfConnection = id === null && (payload === null || payload.kind === 'map');
  const isOfOperation = id?.kind === 'text' && id.text !== '';
  const isQuery = memberOf(payload, 'query')?.kind === 'text';
  const isResult = memberOf(payload, 'data') !== null || memberOf(payload, 'errors') !== null;
  const likelyIf = (isCertain: boolean) => (isCertain ? 'likely' : 'possible');
  switch (type) {
    case 'connection_init':
    case 'connection_ack':
      return isOfConnection ? { id: 'graphql', confidence: 'likely' } : null;
    case 'complete':
      return isOfOperation && payload === null ? { id: 'graphql', confidence: 'possible' } : null;
    case 'ping':
    case 'pong':
      // Other protocols have this object, too.
      return isOfConnection ? { id: NEWER, confidence: 'weak' } : null;
    case 'subscribe':
      return isOfOperation && payload?.kind === 'map'
        ? { id: NEWER, confidence: likelyIf(isQuery) }
        : null;
    case 'next':
      return isOfOperation && payload?.kind === 'map'
        ? { id: NEWER, confidence: likelyIf(isResult) }
        : null;
    case 'start':
      return isOfOperation && isQuery ? { id: OLDER, confidence: 'likely' } : null;
    case 'stop':
      return isOfOperation && payload === null ? { id: OLDER, confidence: 'possible' } : null;
    case 'data':
      return isOfOperation && isResult ? { id: OLDER, confidence: 'likely' } : null;
    case 'ka':
    case 'connection_terminate':
    case 'connection_error':
      return isOfConnection ? { id: OLDER, confidence: 'likely' } : null;
    case 'error':
      return isOfOperation ? errorShape(payload) : null;
    default:
      return null;
  }
}

/** The newer protocol has an array of errors, the older one error. */
function errorShape(payload: ValueNode | null): GraphQlShape | null {
  const isError = (node: ValueNode) => memberOf(node, 'message')?.kind === 'text';
  if (payload?.kind === 'list' && payload.children.length > 0 && payload.children.every(isError)) {
    return { id: NEWER, confidence: 'likely' };
  }
  return payload && isError(payload) ? { id: OLDER, confidence: 'possible' } : null;
}

/** An array since version 2 of its serializer, before that an object. */
function guessPhoenix(json: ValueReading): Guess | null {
  const { node } = json;
  const isArray =
    node.kind === 'list' && fitsPattern(node.children, 'text|null text|null text text any');
  const members = ['topic', 'event', 'payload', 'ref'];
  const isObject =
    hasMembers(node, members, ['join_ref']) &&
    fitsPattern(
      members.map((name) => memberOf(node, name)!),
      'text text any text|number|null',
    );
  if (!isArray && !isObject) return null;
  const [topic, event] = isArray
    ? node.children.slice(2)
    : [memberOf(node, 'topic'), memberOf(node, 'event')];
  // All of Phoenix's own events begin so; an application's can be any text.
  const isOwn = /^phx_|^heartbeat$/.test(event?.text ?? '');
  const isTopic = /^[\w.-]+:|^phoenix$/.test(topic?.text ?? '');
  const confidence = isOwn || isTopic || isObject ? 'likely' : 'possible';
  return guess('phoenix', confidence, [event?.text ?? '', topic?.text ?? ''], json);
}

const ACTION_CABLE_TYPES = ['confirm_subscription', 'reject_subscription'];
const ACTION_CABLE_COMMANDS = ['subscribe', 'unsubscribe', 'message'];

/** Rails' identifiers are JSON in a text: "{\"channel\":\"Chat\"}". */
function guessActionCable(json: ValueReading): Guess | null {
  const { node } = json;
  const type = memberOf(node, 'type');
  const command = memberOf(node, 'command');
  const message = memberOf(node, 'message');
  const isIdentified = memberOf(node, 'identifier')?.text.startsWith('{"') ?? false;
  const of = (fact: string, confidence: GuessConfidence = 'likely') =>
    guess('action-cable', confidence, [fact], json);
  if (command !== null) {
    const isCommand = ACTION_CABLE_COMMANDS.includes(command.text);
    return isIdentified && isCommand ? of(command.text) : null;
  }
  if (type === null) return isIdentified && message !== null ? of('message') : null;
  if (isIdentified && ACTION_CABLE_TYPES.includes(type.text)) return of(type.text);
  switch (type.text) {
    case 'welcome':
      return hasMembers(node, ['type'], ['sid']) ? of(type.text, 'possible') : null;
    case 'ping':
      return hasMembers(node, ['type', 'message']) && message?.kind === 'number'
        ? of(type.text)
        : null;
    case 'disconnect':
      return hasMembers(node, ['type', 'reason', 'reconnect']) ? of(type.text) : null;
    default:
      return null;
  }
}
