/** The recorded connections for their pages, which a document shows without loading anything. */

import recording from './chromium-text-echo.json';
import { traceFrom } from './sample-trace.ts';
import type { SampleId } from '#core/sharing/sample-ids.ts';
import type { Trace } from '#core/trace/trace.ts';

export const RECORDED_TRACES: Readonly<Record<SampleId, Trace>> = {
  'recorded-chromium-echo': traceFrom(recording),
};
