/** The forms, in the order in which they are asked whether a line is theirs. */

import type { Block } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { claimAnnotatedBytes } from './annotated-bytes.ts';
import { claimByteColumns } from './byte-columns.ts';
import { claimByteTable } from './byte-table.ts';
import { claimCharacterDump } from '#core/paste/forms/dump/character-dump.ts';
import { claimDump } from '#core/paste/forms/dump/dump.ts';
import { claimBase64 } from '#core/paste/forms/encodings/base64.ts';
import { claimBits } from '#core/paste/forms/encodings/bits.ts';
import { claimBackslashHex } from '#core/paste/forms/encodings/backslash-hex.ts';
import {
  claimCatNotation,
  claimControlNotation,
} from '#core/paste/forms/encodings/control-notation.ts';
import { claimEntities } from '#core/paste/forms/encodings/entities.ts';
import { claimEscapes } from '#core/paste/forms/encodings/escapes.ts';
import { claimFollowYaml } from './follow-yaml.ts';
import { claimFrameLog } from '#core/paste/forms/logs/frame-log.ts';
import { claimAkkaLog } from '#core/paste/forms/logs/akka-log.ts';
import { claimTungsteniteLog } from '#core/paste/forms/logs/tungstenite-log.ts';
import { claimWebsocketsLog } from '#core/paste/forms/logs/websockets-log.ts';
import { claimBurpItem } from '#core/paste/forms/http/burp-items.ts';
import { claimCurlCommand } from '#core/paste/forms/http/curl-command.ts';
import { claimFieldList } from '#core/paste/forms/http/field-list.ts';
import { claimHead } from '#core/paste/forms/http/head.ts';
import { claimHeaderObject } from '#core/paste/forms/http/header-object.ts';
import { claimJson } from '#core/paste/forms/json/json.ts';
import { claimTsharkFields } from './tshark-fields.ts';
import { claimHex } from '#core/paste/forms/hex/hex.ts';
import {
  claimArrowMessages,
  claimTerminalMessages,
} from '#core/paste/forms/messages/terminal-messages.ts';
import { claimMessageRows } from '#core/paste/forms/messages/message-rows.ts';
import { claimBracketedGroups } from '#core/paste/forms/hex/bracketed-groups.ts';
import { claimWordedBytes } from '#core/paste/forms/hex/worded-bytes.ts';
import { claimHexInProse } from '#core/paste/forms/hex/hex-in-prose.ts';
import { claimAssemblerBytes } from '#core/paste/forms/values/assembler-bytes.ts';
import { claimNumberWords } from '#core/paste/forms/values/number-words.ts';
import { claimElements } from '#core/paste/forms/values/indexed-numbers.ts';
import { claimBareNumbers } from '#core/paste/forms/values/bare-numbers.ts';
import { claimDoubleNotation } from '#core/paste/forms/values/double-notation.ts';
import { claimMarkedNumbers } from '#core/paste/forms/values/marked-numbers.ts';
import { claimValues } from '#core/paste/forms/values/values.ts';
import { MARK } from '#core/paste/text/marks.ts';

/** Claims the line and perhaps some after it; null if it is in another form. */
export type Claimer = (lines: PastedLines, from: number) => Block | null;

const LETTER = MARK.hexLetter | MARK.otherLetter;
const HEX = MARK.digit | MARK.hexLetter;
const ASSIGNS = MARK.colon | MARK.equals;
const OPENS = MARK.square | MARK.curly | MARK.round | MARK.angle;
const CURL_REMARK = MARK.star | MARK.curly | ASSIGNS | MARK.percent;

/** Each with the marks of which a line has to have one; 0 if it needs none. */
const CLAIMERS: readonly (readonly [claim: Claimer, needs: number])[] = [
  [claimJson, MARK.square | MARK.curly],
  // Numbers in heads are never bytes.
  [claimBurpItem, MARK.angle],
  [claimHead, MARK.slash | CURL_REMARK],
  [claimCurlCommand, MARK.otherLetter],
  [claimHeaderObject, MARK.quote | MARK.square],
  [claimFieldList, MARK.otherLetter],
  [claimWebsocketsLog, MARK.square],
  [claimAkkaLog, MARK.square],
  [claimTungsteniteLog, MARK.square | MARK.angle],
  [claimAssemblerBytes, MARK.hexLetter | MARK.otherLetter],
  [claimDoubleNotation, MARK.digit],
  [claimAnnotatedBytes, HEX],
  [claimFrameLog, ASSIGNS],
  [claimTerminalMessages, MARK.round],
  [claimMessageRows, 0],
  [claimFollowYaml, MARK.otherLetter],
  [claimTsharkFields, MARK.tab],
  [claimByteTable, MARK.pipe],
  [claimByteColumns, MARK.otherLetter | MARK.hexLetter],
  [claimCharacterDump, HEX],
  [claimCatNotation, MARK.minus],
  [claimBackslashHex, MARK.backslash],
  [claimMarkedNumbers, HEX],
  [claimBracketedGroups, OPENS],
  [claimElements, MARK.square],
  [claimValues, OPENS | MARK.quote | MARK.backslash | MARK.equals],
  [claimDump, HEX],
  [claimNumberWords, MARK.digit],
  [claimBits, MARK.digit],
  [claimBareNumbers, HEX],
  [claimEscapes, MARK.percent | MARK.equals | MARK.angle | MARK.curly],
  [claimControlNotation, HEX | MARK.otherLetter | MARK.quote],
  [claimEntities, MARK.hash],
  [claimWordedBytes, LETTER | MARK.angle],
  [claimHexInProse, LETTER],
  [claimHex, HEX],
  [claimBase64, HEX | MARK.otherLetter],
  [claimArrowMessages, MARK.angle],
];

/** Apart, because they are asked for far more often than a form is. */
const NEEDS = Uint32Array.from(CLAIMERS, ([, needs]) => needs);

/** The block of the first form that claims a line; null if none does. */
export function claimLine(lines: PastedLines, line: number): Block | null {
  const marks = lines.marksOf(line);
  for (let index = 0; index < CLAIMERS.length; index++) {
    const needs = NEEDS[index]!;
    if (needs !== 0 && (marks & needs) === 0) continue;
    const block = CLAIMERS[index]![0](lines, line);
    if (block !== null && block.to > line) return block;
  }
  return null;
}
