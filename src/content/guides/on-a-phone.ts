/**
 * The guide to WebSockets on a phone. Sources: RFC 9293 §4; WHATWG WebSockets; the models in
 * core/operations/radio-tail.ts and background-page.ts.
 */

import { formatBytes, formatShare, formatTime } from '#content/compare/numbers.ts';
import { heartbeatSizes } from '#core/operations/heartbeat.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { radioUse, TAIL_SECONDS } from './on-a-phone-figure.ts';

const OFTEN_SECONDS = 30;
const SELDOM_SECONDS = 300;

function shareWith(intervalSeconds: number): string {
  return computed(formatShare(radioUse({ intervalSeconds, tailSeconds: TAIL_SECONDS }).onShare));
}

const every = (seconds: number) => computed(formatTime(seconds * 1000));

const { beat, answer } = heartbeatSizes('server');

export const ON_A_PHONE: Guide = {
  topic: 'On a phone: radio, battery and the background',
  answer: [
    'On a mobile network, each message turns the phone’s radio on, and a timer keeps it on for seconds. So frequent pings empty the battery, however small they are. Ping as rarely as your proxies and the carrier allow.',
    'When the user leaves, the phone stops the page and its network, [on Android after about a minute]{chrome-freeze}. Don’t count on a Close frame. Your server has to notice by itself, and the page has to reconnect and ask for what it missed.',
  ],
  sections: [
    {
      title: 'Why a ping costs so much',
      text: [
        'A connected radio needs {radio-on} or more, an idle one at most {radio-idle}. After a transfer, [a timer of the network decides when it may sleep]{radio-tail}. That time is called the tail.',
        `An empty ping and its pong are ${computed(formatBytes(beat + answer))} of frames. They cost as much as a message of a kilobyte, because both have the same tail. With a ping every ${every(OFTEN_SECONDS)}, the radio is on for ${shareWith(OFTEN_SECONDS)} of the time. With one every ${every(SELDOM_SECONDS)}, it is on for ${shareWith(SELDOM_SECONDS)}.`,
        'These values are from a book that is more than ten years old, and each carrier sets its own timers. Move the tail in the figure, and measure on real phones. Wi-Fi works differently.',
      ],
    },
    {
      title: 'How often to ping',
      text: [
        'Find the shortest silence that the path allows. Your own proxy may be the first: nginx allows {nginx-idle}, and you can raise that. [Most carriers allow five minutes or more]{carrier-silence}. Ping at half of the shortest.',
        'Let the server ping, because it knows when it last sent something. A message makes the next ping unnecessary.',
        'Send what can wait together with the next message. The radio is on then anyway.',
      ],
    },
    {
      title: 'In the background',
      text: [
        '**Android.** [Chrome freezes the page]{chrome-freeze}: no timer runs, and no event arrives. Later, [a phone that isn’t moved keeps apps from the network]{android-doze}, apart from short windows.',
        '**iOS.** [An app that the user leaves is suspended, and its connections end]{ios-suspended}. A browser is such an app.',
        'The page’s code doesn’t run, so it can’t send a Close frame. Don’t count on a FIN either. Then the server’s messages are lost until a ping stays without an answer. The figure counts them.',
      ],
    },
    {
      title: 'Coming back',
      text: [
        '[Becoming hidden is the last event that a page can rely on]{last-event}. Save there what must not be lost: listen to `visibilitychange`.',
        'When the page becomes visible again, don’t trust `readyState`. It can be `OPEN` although the server has given up. Send a message that your server answers. If no answer comes within seconds, close the socket and open a new one.',
        'Then [ask for what was missed](guides/order-loss-resume/), by the number of the last message. Many phones can return together, for example after a tunnel, so [add a random delay](guides/reconnect-storm/).',
        'A phone that changes from Wi-Fi to a mobile network gets another address. A TCP connection belongs to its two addresses, so it can’t continue, and the server isn’t told. [RFC 9293 §4]',
      ],
    },
    {
      title: 'What can’t wait until then',
      text: [
        'No WebSocket reaches a page that the phone has stopped. [The Push API reaches your service worker instead]{push-api}: a push service wakes it. Send a push when the server gives a connection up and a message is urgent.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'An open WebSocket keeps the radio on.',
      correction:
        '[The radio sleeps while the connection is silent]{radio-apart}. Only transfers wake it.',
    },
    {
      claim: 'The page’s heartbeat works in the background.',
      correction: 'A frozen page runs no timers, and a stopped network carries no heartbeat.',
    },
    {
      claim: 'The close event tells me when the phone goes away.',
      correction: 'A stopped page gets no event. It gets one on return at the earliest, or none.',
    },
    {
      claim: 'Small messages save the battery.',
      correction: 'Few messages do. The tail doesn’t depend on the size.',
    },
  ],
  further: [
    '[Why a silent WebSocket closes](guides/long-silence/), with the limits of proxies.',
    '[What is lost when a WebSocket reconnects](guides/order-loss-resume/), and how numbers bring it back.',
    '[Watch a line go dead](#/learn/line-goes-dead), with both sides’ states.',
  ],
};
