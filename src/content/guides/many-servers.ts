/**
 * The guide to load balancing, sticky sessions and fan-out. Sources: RFC 6455 §1.2 and §7.2.3; the
 * models in core/operations/server-fleet.ts and fan-out.ts.
 */

import type { Guide } from './guide.ts';

export const MANY_SERVERS: Guide = {
  topic: 'Many servers: load balancing, sticky sessions, fan-out',
  answer: [
    'A WebSocket stays with the server that accepted it. The load balancer chooses once for each connection, not for each message. So a new server stays empty until clients connect again, and a server that restarts comes back empty.',
    'A server knows only its own clients. To reach those of other servers, it needs a back-plane: a service such as Redis or NATS that passes a copy of each message on.',
  ],
  sections: [
    {
      title: 'A connection stays where it is',
      text: [
        'After the 101, a load balancer relays bytes between two TCP connections. It can’t move them to another server. [A load balancer of AWS, for example, keeps a WebSocket with its first target]{aws-sticky}.',
        'So the load follows history. A server that runs longer often has more connections. **Taking turns** ignores that. **Fewest first** sends new clients to the server with the fewest, but moves none of the old ones.',
        'To move load, connections have to end. Close each one after a random age, a few at a time. Its client connects again, and the load balancer chooses again.',
      ],
    },
    {
      title: 'Restarts, one server after another',
      text: [
        'A rolling restart closes every connection, some of them several times. The clients of the first server move to servers that restart next. The last server comes back empty.',
        'Stop accepting before you close. Then close in groups, and let clients wait [for a random time](guides/reconnect-storm/).',
      ],
    },
    {
      title: 'Fan-out: one message to many',
      text: [
        'A message for many clients becomes one frame for each. Frames of a server aren’t masked, so all of them are the same bytes. [§5.1] Build the frame once and send it often. With compression, each connection can need its own.',
        'Between servers, one copy for each server is enough. If **every server** gets all messages, each one’s work grows with the traffic of all. If copies go **only where subscribed**, something has to know who subscribed where.',
        'A back-plane is one more place where messages can be lost, or arrive twice, or wait.',
      ],
    },
    {
      title: 'When sessions have to be sticky',
      text: [
        'A WebSocket alone needs no sticky sessions, because it is a single connection. Sessions of several HTTP requests do. [Socket.IO begins with long polling, and so needs them]{socket-io-sticky}.',
        'After a loss, a client can land on any server. Keep what it needs where every server finds it, such as a database. A hash brings it back only while that server is up.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'WebSocket needs sticky sessions.',
      correction: 'A connection can’t change servers. A fallback with several requests needs them.',
    },
    {
      claim: 'A new server relieves the others.',
      correction: 'Only of new connections. The old ones stay until they end.',
    },
    {
      claim: 'The load balancer distributes messages.',
      correction: 'It distributes connections, once for each. Then it relays bytes.',
    },
    {
      claim: 'A publish reaches all clients.',
      correction:
        'It reaches those of one server. Tests with a single server never show what is missing.',
    },
  ],
  further: [
    '[How clients should connect again](guides/reconnect-storm/) after a restart.',
    '[What a connection through a proxy looks like](#/learn/proxy), step by step.',
    '[What your number of clients costs](#/compare).',
  ],
};
