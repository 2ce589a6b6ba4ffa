// Measures the main thread from a paste until everything is drawn: 1 KB, 64 KB and 5 MB. Then what
// a reader does with 1 MB on one line.

import { Buffer } from 'node:buffer';
import { medianOf, withDecode } from './decode-page.mjs';

const warmUps = 3;
const repetitions = 20;
const hugeRepetitions = 5;
const longLineRepetitions = 3;

/**
 * A client's frames as a hex dump. Each has another length, so that offsets differ.
 *
 * @param {number} size bytes of all frames
 * @param {number} salt makes each paste different
 */
function framesOf(size, salt) {
  const frames = [];
  let total = 0;
  for (let count = 0; total < size; count++) {
    const payload = Buffer.alloc(20 + ((count * 37 + salt) % 180), 97 + (count % 26));
    const isShort = payload.length < 126;
    const header = isShort
      ? Buffer.from([0x81, payload.length])
      : Buffer.from([0x81, 126, payload.length >> 8, payload.length & 0xff]);
    frames.push(header, payload);
    total += header.length + payload.length;
  }
  return Buffer.concat(frames).subarray(0, size);
}

/** @param {Buffer} bytes as `hexdump -C` prints them */
function dumpOf(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = [...row].map((byte) => byte.toString(16).padStart(2, '0'));
    const columns = `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}`.padEnd(48);
    const text = row.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${columns}  |${text}|`);
  }
  return `${lines.join('\n')}\n${bytes.length.toString(16).padStart(8, '0')}\n`;
}

/** Texts of 1 MB on one line: few marks, a mark for every other character, and none. */
const longLines = {
  hex: framesOf(500_000, 0).toString('hex'),
  'hex pairs': framesOf(333_333, 0).toString('hex').replaceAll(/../g, '$& '),
  zeros: '0 0 0 '.repeat(166_667),
};

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Decode, from the paste until it is drawn',
  measure: () =>
    withDecode(async ({ page, paste, byEvent, byKeys }) => {
      /**
       * @param {string} what
       * @param {number} size
       * @param {number} times
       * @param {(bytes: Buffer) => string} write
       * @param {{ script?: number }} [budgets] of what the page itself does
       */
      async function measurePaste(what, size, times, write, budgets = {}) {
        let cold = NaN;
        /** @param {typeof byEvent | typeof byKeys} prepare */
        const repeat = async (prepare) => {
          const costs = [];
          for (let count = 0; count < warmUps + times; count++) {
            const cost = await paste(write(framesOf(size, count)), prepare);
            if (Number.isNaN(cold)) cold = cost.scriptMs;
            if (count >= warmUps) costs.push(cost);
          }
          return costs;
        };
        const events = await repeat(byEvent);
        const keys = await repeat(byKeys);
        const longest = Math.max(...[...events, ...keys].map(({ longestMs }) => longestMs));
        return [
          { what: `${what}: script, cold`, measured: cold, unit: 'ms' },
          {
            what: `${what}: script, median of ${times}`,
            measured: medianOf(events.map(({ scriptMs }) => scriptMs)),
            unit: 'ms',
            ...(budgets.script !== undefined && { max: budgets.script }),
          },
          {
            what: `${what}: with keys and clipboard`,
            measured: medianOf(keys.map(({ scriptMs }) => scriptMs)),
            unit: 'ms',
          },
          {
            what: `${what}: paste to drawn, median`,
            measured: medianOf(keys.map(({ drawnAfterMs }) => drawnAfterMs)),
            unit: 'ms',
          },
          {
            what: `${what}: longest task (0: none over 50)`,
            measured: longest,
            unit: 'ms',
            max: 50,
          },
        ];
      }

      /**
       * The longest task while something is done with a text, whatever it is.
       *
       * @param {() => Promise<unknown>} act
       */
      async function longestOf(act) {
        await page.evaluate(() => Object.assign(Reflect.get(globalThis, 'longest'), { ms: 0 }));
        await act();
        await page.waitForTimeout(1000);
        await page.locator('[aria-busy=false]').first().waitFor();
        return page.evaluate(() => Number(Reflect.get(globalThis, 'longest').ms));
      }

      /**
       * @param {string} name
       * @param {string} text
       */
      async function measureLongLine(name, text) {
        const field = page.locator('.source-text');
        /** @param {string} pasted */
        const put = (pasted) => async () => {
          const run = await byEvent(pasted);
          await run();
        };
        /** @type {Record<string, () => Promise<unknown>>} */
        const acts = {
          paste: put(text),
          'select all': () => page.keyboard.press('Control+a'),
          replace: put(`${text} `),
          'click in it': () => field.click({ position: { x: 120, y: 80 } }),
          'scroll in it': () => page.mouse.wheel(0, 400),
          'type over it': async () => {
            await page.keyboard.press('Control+a');
            await page.keyboard.type('8');
          },
        };
        /** @type {Record<string, number[]>} */
        const longest = {};
        for (let count = 0; count <= longLineRepetitions; count++) {
          await page.locator('.cm-content').focus();
          await page.keyboard.press('Control+a');
          await page.waitForTimeout(300);
          for (const [act, run] of Object.entries(acts)) {
            const ms = await longestOf(run);
            // The first time warms up.
            if (count > 0) (longest[act] ??= []).push(ms);
          }
        }
        return Object.entries(longest).map(([act, times]) => ({
          what: `1 MB of ${name} on one line, ${act}: longest task`,
          measured: medianOf(times),
          unit: 'ms',
          max: 50,
        }));
      }

      const onOneLine = [];
      for (const [name, text] of Object.entries(longLines)) {
        onOneLine.push(...(await measureLongLine(name, text)));
      }

      /** @param {Buffer} bytes */
      const flat = (bytes) => bytes.toString('hex');

      return [
        ...(await measurePaste('1 KB of hex', 512, repetitions, flat, { script: 16 })),
        ...(await measurePaste('64 KiB of bytes', 65_536, repetitions, dumpOf, { script: 16 })),
        ...(await measurePaste('5 MB of text', 1_050_000, hugeRepetitions, dumpOf)),
        ...onOneLine,
      ];
    }),
};
