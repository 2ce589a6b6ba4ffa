/** Names of the export forms, and the type of each one's file. */

import type { ExportFormId, ExportScope } from '#core/exports/export-text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { unitTitle } from './unit-words.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';

export type ExportFormWords = {
  readonly label: string;
  /** The file's extension, without the full stop. */
  readonly extension: string;
  readonly mediaType: string;
};

const PLAIN = 'text/plain;charset=utf-8';

export const EXPORT_FORMS: Readonly<Record<ExportFormId, ExportFormWords>> = {
  hex: { label: 'Hex', extension: 'txt', mediaType: PLAIN },
  hexdump: { label: 'Hex dump with ASCII', extension: 'txt', mediaType: PLAIN },
  c: { label: 'C array', extension: 'h', mediaType: PLAIN },
  python: { label: 'Python bytes', extension: 'py', mediaType: PLAIN },
  javascript: { label: 'JavaScript Uint8Array', extension: 'js', mediaType: PLAIN },
  base64: { label: 'Base64', extension: 'txt', mediaType: PLAIN },
  json: { label: 'JSON of every field', extension: 'json', mediaType: 'application/json' },
  csv: {
    label: 'CSV of the list',
    extension: 'csv',
    mediaType: 'text/csv;charset=utf-8',
  },
  markdown: {
    label: 'Markdown report',
    extension: 'md',
    mediaType: 'text/markdown;charset=utf-8',
  },
  svg: { label: 'SVG of the diagram', extension: 'svg', mediaType: 'image/svg+xml' },
  pcapng: {
    label: 'Capture for Wireshark (pcapng)',
    extension: 'pcapng',
    mediaType: 'application/x-pcapng',
  },
};

/** "Frame 3, 11 bytes". */
export function scopeLabel(scope: ExportScope, size: number, { units }: Conversation): string {
  return `${scopeName(scope, units)}, ${countOf(size, 'byte')}`;
}

function scopeName(scope: ExportScope, units: Conversation['units']): string {
  switch (scope.kind) {
    case 'selection':
      return 'The selection';
    case 'unit': {
      const unit = units[scope.unitIndex];
      const name = nameUnits(units)[scope.unitIndex];
      return unit && name ? unitTitle(unit, name) : '';
    }
    case 'stream':
      return scope.direction === 'client-to-server'
        ? 'Everything the client sent'
        : 'Everything the server sent';
    case 'all':
      return 'Both directions';
  }
}

/** "frame-3.svg". */
export function exportFileName(
  scope: ExportScope,
  form: ExportFormId,
  { units }: Conversation,
): string {
  return `${fileBase(scope, units)}.${EXPORT_FORMS[form].extension}`;
}

function fileBase(scope: ExportScope, units: Conversation['units']): string {
  switch (scope.kind) {
    case 'selection':
      return 'bytes';
    case 'unit': {
      const name = nameUnits(units)[scope.unitIndex];
      return name ? `${name.kind}-${name.number}` : 'bytes';
    }
    case 'stream':
      return scope.direction;
    case 'all':
      return 'connection';
  }
}
