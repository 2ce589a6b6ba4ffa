import { describe, expect, test } from 'vitest';
import { NOT_A_FRAME_IDS } from '#core/recognition/not-a-frame.ts';
import { NOT_A_FRAME_NOTES } from '#content/decode/not-a-frame-notes.ts';

describe('the words for what is not a frame', () => {
  test.each(NOT_A_FRAME_IDS)('%s says what, why and what to do', (id) => {
    const { title, why, remedy } = NOT_A_FRAME_NOTES[id];
    // It follows "This is not a WebSocket frame: ", and has no full stop.
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
  });

  test('are each said once', () => {
    const titles = NOT_A_FRAME_IDS.map((id) => NOT_A_FRAME_NOTES[id].title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(Object.keys(NOT_A_FRAME_NOTES)).toHaveLength(NOT_A_FRAME_IDS.length);
  });
});
