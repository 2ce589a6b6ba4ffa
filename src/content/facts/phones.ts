/** What phones do with their radio, and with pages and apps that the user has left. */

import type { FactTable } from './fact.ts';

const MOBILE_NETWORKS = {
  name: 'Grigorik, High Performance Browser Networking, Mobile Networks, 2013, at commit 0cc06d7',
  url: 'https://hpbn.co/mobile-networks/',
} as const;

const OPTIMIZING = {
  name: 'Grigorik, High Performance Browser Networking, Optimizing for Mobile Networks, 2013, at commit 0cc06d7',
  url: 'https://hpbn.co/optimizing-for-mobile-networks/',
} as const;

export const PHONES = {
  'radio-on': {
    of: 'An LTE radio',
    quantity: { value: 1000, unit: 'mW' },
    about: 'power while it is connected, at least',
    states: 'Needs from 1,000 mW to 3,500 mW while it is connected to the network.',
    source: MOBILE_NETWORKS,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'radio-idle': {
    of: 'An LTE radio',
    quantity: { value: 15, unit: 'mW' },
    about: 'power while it is idle, at most',
    states: 'Needs less than 15 mW while it is idle.',
    source: MOBILE_NETWORKS,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'radio-tail': {
    of: 'An HSPA+ network, as an example',
    quantity: { value: 10, unit: 's' },
    about: 'time for which the radio stays on after a transfer',
    states:
      'Lets the radio sleep after 10 s without a transfer. The size of the transfer doesn’t matter.',
    source: MOBILE_NETWORKS,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'phone-battery': {
    of: 'A phone of 2013',
    quantity: { value: 18_000, unit: 'J' },
    about: 'energy of a full battery',
    states: 'Has a battery of about 5 Wh, which is 18,000 J.',
    source: OPTIMIZING,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'radio-apart': {
    of: 'Mobile networks',
    quantity: null,
    about: 'connections while the radio is idle',
    states:
      'A connection lives on while the radio is idle. A packet from outside makes the network wake the radio.',
    source: OPTIMIZING,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'carrier-silence': {
    of: 'Most mobile carriers',
    quantity: { value: 300, unit: 's' },
    about: 'silence on a connection, at least',
    states: 'Forget a silent connection after 5 minutes at the earliest, and 30 minutes at most.',
    source: OPTIMIZING,
    readOn: '2026-11-30',
    verification: 'publication',
  },
  'chrome-freeze': {
    of: 'Chrome 139 for Android',
    quantity: { value: 60, unit: 's' },
    about: 'time until a page in the background is frozen',
    states:
      'Freezes a page after 60 s in the background, as announced, because Android 15 stops the network of apps then.',
    source: {
      name: 'Chromium, Faster background freezing on Android, August 2025',
      url: 'https://groups.google.com/a/chromium.org/g/blink-dev/c/NXZ_aTNzR2w',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'android-doze': {
    of: 'Android 6 and later',
    quantity: null,
    about: 'the network of a phone that isn’t moved',
    states:
      'Keeps apps from the network while the phone is unplugged, not moving, and its screen is off. Short windows for it become rarer with time.',
    source: {
      name: 'Android, Optimize for Doze and App Standby',
      url: 'https://developer.android.com/training/monitoring-device-state/doze-standby',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'ios-suspended': {
    of: 'iOS',
    quantity: null,
    about: 'connections of an app in the background',
    states:
      'Suspends an app soon after the user leaves it. None of its code runs then, and the system ends its connections.',
    source: {
      name: 'Apple, an engineer’s answer about Technical Note TN2277',
      url: 'https://developer.apple.com/forums/thread/802375',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'last-event': {
    of: 'Browsers',
    quantity: null,
    about: 'events before a page ends',
    states:
      'A page becomes hidden when the user leaves it. That is the last event that it can observe reliably.',
    source: {
      name: 'MDN, Document: visibilitychange event',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/Document/visibilitychange_event',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'push-api': {
    of: 'Push API',
    quantity: null,
    about: 'messages for a page that isn’t open',
    states:
      'Lets a server reach a web app whose page isn’t in front, or isn’t even loaded. The user has to allow it.',
    source: {
      name: 'MDN, Push API',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/Push_API',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
} as const satisfies FactTable;
