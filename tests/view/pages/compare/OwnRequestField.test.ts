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
