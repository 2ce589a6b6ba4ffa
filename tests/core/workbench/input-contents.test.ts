import { describe, expect, test } from 'vitest';
import { readContents } from '#core/workbench/input-contents.ts';
import { traceOf } from '../conversation/streams.ts';
import { fileInput, textInput } from './inputs.ts';

describe('contents', () => {
  test('of a text are its readings, each with a summary without bytes', () => {
    const { readings, summaries, capture } = readContents(textInput('81 85 37 21 33 44 55'));
    expect(readings.length).toBeGreaterThan(1);
    expect(summaries.map(({ form }) => form)).toEqual(readings.map(({ form }) => form));
    expect(summaries[0]).not.toHaveProperty('connections');
    expect(capture).toBeNull();
  });

  test.each(['', ' ', 'zz'])('of the text %j are one reading at least', (text) => {
    expect(readContents(textInput(text)).readings.length).toBeGreaterThan(0);
  });

  test('of a capture are its connections', () => {
    const { readings, capture } = readContents(fileInput('captures/base.pcapng'));
    expect(readings).toEqual([]);
    const [first] = capture?.connections ?? [];
    expect(first?.content).toMatchObject({ kind: 'websocket' });
    expect(first?.trace.provenance).toMatchObject({ kind: 'recorded', tool: 'pcapng' });
  });

  test.each([
    { name: 'captures/other-snoop', foreign: 'snoop' },
    { name: 'handshake-outcomes.json', foreign: null },
  ])('of $name, which is not a readable capture, are nothing', ({ name, foreign }) => {
    expect(readContents(fileInput(name))).toEqual({
      readings: [],
      summaries: [],
      capture: null,
      foreign,
    });
  });

  test('of a trace are nothing: it needs no reading', () => {
    const trace = traceOf([['c', Uint8Array.of(0x89, 0)]]);
    expect(readContents({ kind: 'trace', trace })).toEqual({
      readings: [],
      summaries: [],
      capture: null,
      foreign: null,
    });
  });
});
