import { expect, test } from 'vitest';
import { closeCodeChoices } from '#core/scenarios/close-code-choices.ts';

test('a server is offered no code first, then codes that it may send, in order', () => {
  expect(closeCodeChoices('server', null)).toEqual([
    ...[null, 1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 3000, 4000],
  ]);
});

test('a page is offered only the codes that close() takes', () => {
  expect(closeCodeChoices('client', null)).toEqual([null, 1000, 3000, 4000]);
});

test('offers a chosen code that has no name, once', () => {
  expect(closeCodeChoices('client', 4321)).toEqual([null, 1000, 3000, 4000, 4321]);
  expect(closeCodeChoices('server', 1000)).toEqual(closeCodeChoices('server', null));
});
