/**
 * The guide to testing an implementation. Sources: RFC 6455 §5, §5.4 to §5.6 and §8.1; the Autobahn
 * test suite at commit b8a5120; the receivers of content/rules/peer-verdicts.ts, among
 * them Chromium 156 and Firefox 153.
 */

import { CONFORMANCE_CASE_IDS, type ConformanceCaseId } from '#core/scenarios/conformance-cases.ts';
import { inList } from '#content/phrasing/listing.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { verdictsOn } from '#content/rules/finding-verdicts.ts';
import { PEER_NAMES, type PeerId } from '#content/rules/peer-verdicts.ts';
import type { PeerVerdict } from '#content/rules/peer-verdicts-outcome.ts';
import { computed, type GuideText } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { casesOf, doAgree, groupName, type CaseGroup } from './implementing-figure.ts';

const agreed = CONFORMANCE_CASE_IDS.filter((id) => doAgree(verdictsOn(id)));

/** The receivers that do this with a case. */
function receiversThat(kind: PeerVerdict['kind'], id: ConformanceCaseId): readonly PeerId[] {
  return verdictsOn(id)
    .answers.filter(({ cell }) => cell.verdict.kind === kind)
    .map(({ peer }) => peer);
}

function namesThat(kind: PeerVerdict['kind'], id: ConformanceCaseId): string {
  return inList(receiversThat(kind, id).map((peer) => PEER_NAMES[peer]));
}

/** What each group of the suite is about. */
const ASKS: Readonly<Record<Exclude<CaseGroup, 'none'>, GuideText>> = {
  '1': 'Does a message of any size come back? All three forms of the length occur.',
  '2': 'Does a ping get a pong with its payload? Does one that is too long fail the connection? [§5.5]',
  '3': 'Does a reserved bit fail the connection? [§5.2]',
  '4': 'Does a reserved opcode fail it? [§5.2]',
  '5': 'Are fragments joined, and pings between them answered? Does a wrong order fail the connection? [§5.4]',
  '6': 'Is invalid text noticed, and how early? {autobahn-utf8}. [§8.1]',
  '7': 'Is a Close frame answered? Does one that isn’t allowed fail the connection? [§5.5.1]',
};

const GROUP_ROWS = (Object.keys(ASKS) as (keyof typeof ASKS)[]).map((group) => [
  computed(groupName(group)),
  ASKS[group],
  computed(
    `${casesOf(group).filter((id) => agreed.includes(id)).length} of ${casesOf(group).length}`,
  ),
]);

export const IMPLEMENTING: Guide = {
  topic: 'The cases of the Autobahn test suite as frames',
  answer: [
    'Run the Autobahn test suite. It has {autobahn-cases} and tests servers and clients. Each case sends frames, right or wrong, and compares what comes back with what the RFC asks for. Your program only has to echo messages.',
    'Then test what the suite doesn’t: the handshake, masks, the form of lengths, and your limits. The figure opens a case of each kind field by field. It shows the rule, and what six well-known receivers do with the same bytes.',
  ],
  sections: [
    {
      title: 'How the suite works',
      text: [
        'For a server, run `wstest -m fuzzingclient`. It opens a connection for each case. For a client, run `wstest -m fuzzingserver`, and let the client connect as often as there are cases.',
        'Your program sends every message back as it came: the same type and the same payload. The suite waits for this echo, for a Close frame, or for the end of TCP. Then it compares.',
        'A report lists the results. FAILED means that something else came back than expected. [NON-STRICT still conforms]{autobahn-non-strict}: the outcome is right, but a better one exists, usually an earlier one.',
      ],
    },
    {
      title: 'Where receivers differ',
      text: [
        `Of the ${computed(formatCount(CONFORMANCE_CASE_IDS.length))} cases in the figure, receivers agree on ${computed(formatCount(agreed.length))}. They differ where the RFC binds only the sender, or leaves a choice.`,
        '**Close codes.** Firefox accepts every code in the figure, Chromium every one but 1005, 1006 and 1015. The four libraries fail at codes that no side may send. So send only [codes that are registered or private](close-codes/).',
        `**The moment.** Text that isn’t UTF-8 can fail at its first wrong byte, or at the end of its message. In the case \`6.4.1\`, ${computed(inWords(receiversThat('waits', 'first-fragment-not-utf8').length))} receivers wait, and ${computed(namesThat('fails', 'first-fragment-not-utf8'))} don’t.`,
        `**After a Close frame.** By the RFC, a receiver discards further data. [§1.4] ${computed(namesThat('fails', 'ping-after-close'))} fails the connection instead.`,
      ],
    },
    {
      title: 'What the suite doesn’t test',
      text: [
        '[The handshake has no cases]{autobahn-handshake}. Test a wrong accept value, a request without a key, and a subprotocol that wasn’t offered. [Decode checks each field](#/decode?example=accept-wrong).',
        `No case breaks the rules of masking. All four libraries fail at a client’s frame without a mask. But ${computed(namesThat('accepts', 'server-masked'))} accept a server’s frame with one.`,
        'A length in more bytes than it needs breaks a rule of the sender. The suite sends none, and receivers differ. Accept it or fail, but read the payload from the right byte.',
        'The suite sends large messages and expects them back. It doesn’t ask whether you have a limit. Test a message in very many fragments, a length that no memory could hold, and [few bytes that inflate to many](guides/compression/). [§10.4]',
      ],
    },
    {
      title: 'An order that works',
      text: [
        'Start with framing, pings and fragments, because all other cases need them. Reserved bits and opcodes are then a check of one byte.',
        'Closing comes next. Write down which states exist before you write code: [the diagram of Learn](#/learn/hello-and-goodbye) has them for both sides.',
        'UTF-8 needs a decoder that keeps its state from one fragment to the next. Compression comes last: it is [optional]{autobahn-compression}, and the suite reports it as UNIMPLEMENTED if your handshake doesn’t accept it.',
        'Run the suite in every build, and keep its report. [tungstenite for Rust compares each run with the one that it expects]{tungstenite-report}.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'It passes Autobahn, so it is correct.',
      correction:
        'The suite tests what comes after the handshake. Masks, headers, timeouts and limits are yours to test.',
    },
    {
      claim: 'A fragment of a text message is text.',
      correction:
        'A character can be split between two fragments. Only the whole message has to be valid UTF-8. [§5.6]',
    },
    {
      claim: 'A ping has to wait until a fragmented message ends.',
      correction:
        'Control frames can come between fragments, so a receiver has to read them there. [§5.4]',
    },
    {
      claim: 'A receiver has to answer every mistake with a Close frame.',
      correction:
        'It fails the connection, and should send one if it can. Ending TCP without it is allowed. [§7.1.7]',
    },
  ],
  tables: [
    {
      title: 'The groups of the suite that are about frames',
      columns: ['Group', 'What it asks', 'Receivers agree in the figure on'],
      rows: GROUP_ROWS,
    },
  ],
  further: [
    '[Each rule broken once](#/learn/rules-broken), with the peer’s reaction.',
    '[Error messages](errors/) of libraries, each with the bytes that cause it.',
    '[Platforms and their limits](guides/platforms/), which your server runs behind.',
  ],
};
