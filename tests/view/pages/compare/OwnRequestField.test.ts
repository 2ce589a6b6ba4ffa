import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterAll, expect, test } from 'vitest';
import OwnRequestField from '#view/pages/compare/OwnRequestField.svelte';

// What a field loads must not arrive after the last test, when its environment is gone.
afterAll(() => import('#core/own-traffic/pasted-request.ts'));

/** A field whose value is kept outside, as the page keeps it in its address. */
function openField() {
  const page = render(OwnRequestField, {
    value: '',
    onchange: (value: string) => void page.rerender({ value }),
  });
  return screen.getByRole('textbox', { name: 'Your request' });
}

test('a request in another form becomes HTTP/1.1, and the field says so', async () => {
  const field = openField();
  const command = "curl 'https://example.com/news?since=7' -H 'accept: */*'";
  await fireEvent.input(field, { target: { value: command } });
  // The code for other forms is loaded first.
  await screen.findByText(/^Read from a curl command/, {}, { timeout: 10_000 });
  expect(field).toHaveValue('GET /news?since=7 HTTP/1.1\nHost: example.com\naccept: */*');
  expect(screen.getByText(/Read: \d+ B, line ends included\.$/)).toBeVisible();
});

test('what is no request stays, with the place where it breaks', async () => {
  const field = openField();
  await fireEvent.input(field, { target: { value: 'hello there' } });
  expect(await screen.findByText(/^It breaks in line 1/)).toBeVisible();
  expect(field).toHaveValue('hello there');
});

test('a text that is too long stays in the field, and isn’t counted', async () => {
  const values: string[] = [];
  const page = render(OwnRequestField, {
    value: 'GET / HTTP/1.1',
    onchange: (value: string) => {
      values.push(value);
      void page.rerender({ value });
    },
  });
  const field = screen.getByRole('textbox', { name: 'Your request' });
  const long = `GET / HTTP/1.1\nHost: a\nCookie: ${'b'.repeat(10_000)}`;
  await fireEvent.input(field, { target: { value: long } });
  expect(await screen.findByText(/longer than the 8,192 characters/)).toBeVisible();
  expect(field).toHaveValue(long);
  expect(values).toEqual(['']);
  await fireEvent.input(field, { target: { value: 'GET / HTTP/1.1\nHost: a' } });
  expect(await screen.findByText(/^Read: 27 B/)).toBeVisible();
  expect(values.at(-1)).toBe('GET / HTTP/1.1\nHost: a');
});

test('a HAR file that is longer than a link becomes its request', async () => {
  const field = openField();
  const entry = {
    request: { method: 'GET', url: 'https://a.example/news', headers: [] },
    response: { status: 200, content: { text: 'x'.repeat(50_000) } },
  };
  const har = JSON.stringify({ log: { entries: [entry] } });
  await fireEvent.input(field, { target: { value: har } });
  await screen.findByText(/^Read from a HAR file/, {}, { timeout: 10_000 });
  expect(field).toHaveValue('GET /news HTTP/1.1\nHost: a.example');
});
