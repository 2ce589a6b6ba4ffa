import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  chooseFile,
  downloadBlob,
  downloadPieces,
  droppedFiles,
  isFileDragged,
  readFile,
} from '#view/browser/files.ts';

afterEach(() => vi.restoreAllMocks());

const MOST = 1000;

function fileOf(...bytes: number[]): File {
  return new File([Uint8Array.from(bytes)], 'file');
}

describe('reading', () => {
  test.each([
    ['nothing', [], { kind: 'text', text: '' }],
    ['hex', [0x38, 0x31, 0x20, 0x30, 0x35, 0x0d, 0x0a], { kind: 'text', text: '81 05\r\n' }],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0xe2, 0x82, 0xac], { kind: 'text', text: '€' }],
    ['UTF-16 of PowerShell', [0xff, 0xfe, 0x38, 0x00, 0x31, 0x00], { kind: 'text', text: '81' }],
    ['UTF-16, big end first', [0xfe, 0xff, 0x00, 0x38], { kind: 'text', text: '8' }],
    ['a colour of a terminal', [0x1b, 0x5b, 0x30, 0x6d], { kind: 'text', text: '\u001b[0m' }],
  ])('%s is text', async (_, bytes, content) => {
    expect(await readFile(fileOf(...bytes), MOST)).toEqual(content);
  });

  test.each([
    ['a frame', [0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f]],
    ['a frame that would pass for UTF-8', [0x01, 0x03, 0x48, 0x65, 0x6c]],
    ['a capture', [0x0a, 0x0d, 0x0d, 0x0a, 0x00, 0x00]],
  ])('%s is binary', async (_, bytes) => {
    expect(await readFile(fileOf(...bytes), MOST)).toEqual({
      kind: 'binary',
      bytes: Uint8Array.from(bytes),
    });
  });

  test('what is too big is not read', async () => {
    const file = fileOf(1, 2, 3);
    const read = vi.spyOn(file, 'arrayBuffer');
    expect(await readFile(file, 2)).toEqual({ kind: 'too-big', size: 3 });
    expect(read).not.toHaveBeenCalled();
  });

  test('reports a file that is gone', async () => {
    const file = fileOf(1);
    vi.spyOn(file, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotFoundError'));
    expect(await readFile(file, MOST)).toEqual({ kind: 'unreadable' });
  });
});

describe('a download', () => {
  function watchDownloads() {
    const blobs: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob)}`;
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      names.push(`${this.download} ${this.href}`);
    });
    return { blobs, names };
  }

  test('has its name, and its bytes', () => {
    const { blobs, names } = watchDownloads();
    const blob = new Blob(['<svg/>'], { type: 'image/svg+xml' });
    downloadBlob('frame.svg', blob);
    expect(names).toEqual(['frame.svg blob:1']);
    expect(blobs).toEqual([blob]);
    expect(document.querySelector('a')).toBeNull();
  });

  test('of text is made in pieces, and lets others in between', async () => {
    const { blobs, names } = watchDownloads();
    let othersCame = 0;
    const timer = setInterval(() => (othersCame += 1), 1);
    function* slowPieces() {
      for (let piece = 0; piece < 4; piece++) {
        for (const end = performance.now() + 15; performance.now() < end;);
        yield `piece ${piece}\n`;
      }
    }
    await downloadPieces('all.txt', slowPieces(), 'text/plain');
    clearInterval(timer);
    expect(othersCame).toBeGreaterThan(0);
    expect(names).toEqual(['all.txt blob:1']);
    expect(blobs[0]).toMatchObject({ type: 'text/plain', size: 4 * 'piece 0\n'.length });
  });
});

describe('choosing', () => {
  const inputsClicked = (act: (input: HTMLInputElement) => void) =>
    vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (
      this: HTMLInputElement,
    ) {
      act(this);
    });

  test('gives the file chosen', async () => {
    const file = fileOf(1);
    inputsClicked((input) => {
      expect(input.accept).toBe('.pcap');
      Object.defineProperty(input, 'files', { value: [file] });
      input.dispatchEvent(new Event('change'));
    });
    expect(await chooseFile('.pcap')).toBe(file);
  });

  test('gives null when the reader thinks better of it', async () => {
    inputsClicked((input) => input.dispatchEvent(new Event('cancel')));
    expect(await chooseFile()).toBeNull();
  });
});

test('distinguishes a dragged file from dragged text', () => {
  const file = fileOf(1);
  const drag = (types: string[], dropped: readonly File[]) =>
    ({ dataTransfer: { types, files: dropped } }) as unknown as DragEvent;
  expect(isFileDragged(drag(['Files'], []))).toBe(true);
  expect(isFileDragged(drag(['text/plain'], []))).toBe(false);
  expect(droppedFiles(drag(['Files'], [file, file]))).toEqual([file, file]);
  expect(droppedFiles(drag(['text/plain'], []))).toEqual([]);
  expect(droppedFiles({ dataTransfer: null } as DragEvent)).toEqual([]);
});
