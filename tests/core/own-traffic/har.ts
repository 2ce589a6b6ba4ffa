/** HAR files for tests. */

type Entry = {
  readonly atMs: number;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly tookMs?: number;
  readonly request?: number;
  readonly response?: number;
  readonly httpVersion?: string;
  readonly connection?: string;
};

export function harOf(entries: readonly Entry[]): string {
  const start = Date.UTC(2026, 10, 29, 10, 0, 0);
  return JSON.stringify({
    log: {
      version: '1.2',
      entries: entries.map((entry) => ({
        startedDateTime: new Date(start + entry.atMs).toISOString(),
        time: entry.tookMs ?? 60,
        connection: entry.connection,
        request: {
          method: entry.method ?? 'GET',
          url: entry.url ?? 'https://example.com/news?since=7',
          httpVersion: entry.httpVersion ?? 'HTTP/1.1',
          headers: [
            { name: 'Host', value: 'example.com' },
            { name: 'Cookie', value: 'sid=abc' },
          ],
          bodySize: entry.request ?? 0,
        },
        response: {
          status: entry.status ?? 200,
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          bodySize: entry.response ?? 40,
          content: { size: entry.response ?? 40 },
        },
      })),
    },
  });
}
