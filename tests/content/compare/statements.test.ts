import { describe, expect, test } from 'vitest';
import { FIGURE_IDS } from '#content/compare/linked-text.ts';
import { remarksAt } from '#content/compare/setting-remarks.ts';
import { formatSize } from '#content/compare/numbers.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { layoutBars } from '#core/scenes/comparison-bars.ts';
import { LAYERS, totalOf } from '#core/traffic/counting/byte-counts.ts';
import {
  entriesOf,
  forEachCompared,
  simplestIn,
  valueOf as figureOf,
} from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { delayedDirection } from '#core/traffic/results/delay-comparison.ts';
import { fleetOf } from '#core/traffic/results/fleet.ts';
import { countFaultsIn, faultsIn, hasNoValue } from './grammar.ts';
import {
  checkPages,
  comparedOn,
  expectAmounts,
  isCheaper,
  means,
  totalOn,
  totalsOn,
} from './page-checks.ts';
import { pairClaimsOf } from './pair-claims.ts';
import {
  freshnessOf,
  labelsOf,
  pairSentencesOf,
  randomPages,
  sentencesOf,
  type ComparePage,
} from './random-pages.ts';
import { amountsByMethod, isRounded, methodsIn, valueOf } from './read-amounts.ts';

/*
 * What Compare says, read from its words alone and held to the figures. See random-runs.ts for how
 * to try more settings.
 */

const pages = randomPages(48);
/** Curves are slow to make. */
const withCurves = pages.slice(0, Math.ceil(pages.length / 6));

const forEachPage = (check: (page: ComparePage) => void, some = pages) => checkPages(some, check);

describe('every sentence', () => {
  test('is grammatical', () => {
    forEachPage((page) => {
      expect(sentencesOf(page).flatMap(faultsIn).join('\n')).toBe('');
      expect(labelsOf(page).filter(hasNoValue).join('\n')).toBe('');
      expect(labelsOf(page).flatMap(countFaultsIn).join('\n')).toBe('');
    });
    forEachPage((page) => {
      expect(faultsIn(freshnessOf(page)).join('\n')).toBe('');
      for (const sentence of pairSentencesOf(page)) expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(pairSentencesOf(page).filter(hasNoValue).join('\n')).toBe('');
    }, withCurves);
  });

  test('is there once', () => {
    forEachPage((page) => {
      const said = [...page.reasons, ...page.alternatives, ...page.remarks];
      expect(new Set(said).size).toBe(said.length);
    });
  });
});

test('every remark is beside one figure, or at the top of the page', () => {
  forEachPage(({ report, remarks }) => {
    const placed = [null, ...FIGURE_IDS].flatMap((figure) => remarksAt(report, figure));
    expect(placed.toSorted()).toEqual(remarks.toSorted());
  });
});

describe('bytes', () => {
  test('are never less than the messages, at any layer', () => {
    forEachPage(({ settings, report }) => {
      if (settings.compression === 'on') return;
      for (const [, result] of entriesOf(report.results)) {
        for (const layer of LAYERS) {
          const bytes = totalOf(result.bytes, layer);
          expect(bytes).toBeGreaterThanOrEqual(report.payloadBytes * (1 - 1e-5));
        }
      }
    });
  });

  test('are those of the table in the headline, which names the cheapest and the dearest', () => {
    forEachPage((page) => {
      const bytesOf = (id: ComparedId) => totalOn(page, id);
      const amounts = amountsByMethod(page.headline, comparedOn(page));
      for (const [id, amount] of amounts) expect(isRounded(amount, bytesOf(id))).toBe(true);
      if (amounts.size === comparedOn(page).length) return;
      const [cheapest, dearest] = [...amounts.keys()].toSorted((a, b) => bytesOf(a) - bytesOf(b));
      expect(Math.min(...totalsOn(page))).toBe(bytesOf(cheapest!));
      expect(Math.max(...totalsOn(page))).toBe(bytesOf(dearest!));
    });
  });

  test('are those of the bars, to scale', () => {
    forEachPage((page) => {
      const counts = forEachCompared(comparedOn(page), (id) => {
        return figureOf(page.report.results, id).bytes;
      });
      const { bars } = layoutBars(counts, page.settings.layer, 1000);
      const most = Math.max(...totalsOn(page));
      for (const { method, bytes, width, segments } of bars) {
        expect(bytes).toBeCloseTo(totalOn(page, method), 3);
        expect(width / 1000).toBeCloseTo(totalOn(page, method) / most, 6);
        expect(segments.reduce((sum, segment) => sum + segment.width, 0)).toBeCloseTo(width, 6);
      }
    });
  });

  test('are those of the reasons', () => {
    forEachPage((page) => {
      for (const reason of page.reasons) {
        const said = /it sends (.+?)\. (\w[\w -]*?) sends? (.+?), (.+?)\.$/.exec(reason);
        if (said === null) continue;
        const [, own, subject, amount, times] = said;
        const [other] = methodsIn(subject!);
        const recommended = page.verdict!.recommended;
        expect(isCheaper(page, recommended, other!)).toBe(true);
        expect(own).toBe(formatSize(totalOn(page, recommended)));
        expect(amount).toBe(formatSize(totalOn(page, other!)));
        const ratio = totalOn(page, other!) / totalOn(page, recommended);
        if (times === 'slightly more') expect(ratio).toBeLessThan(1.06);
        else expect(isRounded(times!.replace(' times as much', '×'), ratio)).toBe(true);
      }
    });
  });

  test('are those of the ratio, whichever layer is counted', () => {
    forEachPage((page) => {
      if (page.ratio === '') return;
      const [, subject, said, other] =
        /^(.+?) sends? (.+?) (?:the bytes of|bytes as) (.+?), /.exec(page.ratio) ?? [];
      const [[one], [than]] = [methodsIn(subject!), methodsIn(other!)];
      expect([one, than]).toContain(page.verdict!.recommended);
      const amounts =
        said === 'about as many'
          ? ['1.0×']
          : [...said!.matchAll(/([\d.,]+×)/g)].map(([, ratio]) => ratio!);
      const ratios = LAYERS.map((layer) => {
        const bytesOf = (id: ComparedId) => totalOf(figureOf(page.report.results, id).bytes, layer);
        return bytesOf(one!) / bytesOf(than!);
      });
      expect(isRounded(amounts[0]!, Math.min(...ratios)), page.ratio).toBe(true);
      expect(isRounded(amounts.at(-1)!, Math.max(...ratios)), page.ratio).toBe(true);
      expect(Math.max(...ratios)).toBeGreaterThanOrEqual(1);
    });
  });

  test('have a ratio of the recommended method, unless it or WebSocket sends none', () => {
    forEachPage((page) => {
      const { recommended } = page.verdict ?? { recommended: null };
      const isEmpty = [recommended, 'websocket'] as const;
      const isCounted = isEmpty.every(
        (id) => id !== null && figureOf(page.report.results, id).layers.application > 0,
      );
      expect(page.ratio !== '').toBe(isCounted);
    });
  });

  test('are those of the claim of lower overhead', () => {
    forEachPage((page) => {
      const { figure, bearing } = page.claims['overhead']!;
      const { payloadBytes } = page.report;
      const per = payloadBytes === 0 ? 1 : payloadBytes;
      expectAmounts(page, figure, (method) => totalOn(page, method) / per);
      const cheapest = Math.min(...totalsOn(page));
      expect(bearing === 'contradicts').toBe(totalOn(page, 'websocket') > cheapest * 1.01);
    });
  });

  test('of a fleet are as many times those of a session', () => {
    forEachPage(({ report, settings }) => {
      for (const [, result] of entriesOf(report.results)) {
        const { bitsPerSecond } = fleetOf(report, result);
        const bits = result.totalBytes * 8;
        const expected = (bits * settings.clients) / settings.sessionSeconds;
        expect(Math.abs(bitsPerSecond - expected)).toBeLessThanOrEqual(1e-9 * expected);
      }
    });
  });
});

describe('break-even points', () => {
  /** Where two limits are near, rounded numbers can be on either side of a rate. */
  const NEAR = 0.02;

  test('agree with the totals at the rate that is set', () => {
    forEachPage((page) => {
      const { toClientPerMinute, fromClientPerMinute } = page.settings;
      const rate = (toClientPerMinute + fromClientPerMinute) / 60;
      if (rate < 0.001) return;
      pairSentencesOf(page).forEach((sentence, index) => {
        const [one, other] = page.curves.pairs[index]!.pair;
        const percent = Math.log(totalOn(page, one) / totalOn(page, other)) / Math.log(1.01);
        for (const { from, to, cheaper } of pairClaimsOf(sentence)) {
          const isNear = [from, to].some((limit) => Math.abs(Math.log(rate / limit)) < NEAR);
          if (rate < from || rate > to || isNear) continue;
          if (cheaper === null) expect(Math.abs(percent), sentence).toBeLessThan(1.001);
          else expect(cheaper === one ? -percent : percent, sentence).toBeGreaterThan(0.999);
        }
      });
    }, withCurves);
  });

  test('cover every rate once, without a gap', () => {
    forEachPage((page) => {
      for (const sentence of pairSentencesOf(page)) {
        const claims = pairClaimsOf(sentence);
        expect(claims[0]!.from).toBe(0);
        expect(claims.at(-1)!.to).toBe(Infinity);
        claims.slice(1).forEach(({ from, cheaper }, index) => {
          expect(from, sentence).toBeCloseTo(claims[index]!.to, 9);
          expect(cheaper, sentence).not.toBe(claims[index]!.cheaper);
        });
      }
    }, withCurves);
  });
});

describe('delays', () => {
  test('are those of the table in each sentence', () => {
    forEachPage((page) => {
      if (page.delays === '') return;
      expectAmounts(page, page.delays, (method) => means(page, method));
      const endless = /It waits longer and longer with ([^.]*)/.exec(page.delays)?.[1] ?? '';
      const without = comparedOn(page).filter((id) => means(page, id) === null);
      expect(methodsIn(endless)).toEqual(without);
    });
  });

  test('are those of the claims of real time and latency', () => {
    forEachPage((page) => {
      const [realTime, latency] = [page.claims['real-time']!, page.claims['latency']!];
      if (delayedDirection(page.report) === null) {
        expect([realTime.bearing, latency.bearing]).toEqual(['silent', 'silent']);
        return;
      }
      const isLossy = page.settings.lossPercent > 0;
      expect(/sent again after a loss, a message/.test(realTime.figure)).toBe(isLossy);
      const oneWayMs = page.settings.roundTripMs / 2;
      expectAmounts(page, latency.figure, (method) => means(page, method));
      expectAmounts(page, realTime.figure, (method) => {
        const meanMs = means(page, method);
        return meanMs === null ? null : Math.max(0, meanMs - oneWayMs);
      });
      const asSoon = /With (.+), it is at most 5% later than with WebSocket\.$/.exec(
        latency.figure,
      );
      const sooner = /With ([^,]+(?:, [^,]+)*), it is sooner than with WebSocket/.exec(
        latency.figure,
      );
      const saidAlike =
        asSoon === null ? [] : methodsIn(asSoon[1]!.replace(/^.*WebSocket\. With /, ''));
      const saidSooner = sooner === null ? [] : methodsIn(sooner[1]!.replace(/^.*\. With /, ''));
      const limit = means(page, 'websocket') ?? 0;
      for (const id of saidAlike) expect(means(page, id)).toBeLessThanOrEqual(limit * 1.05);
      for (const id of saidSooner) expect(means(page, id)! * 1.05).toBeLessThan(limit);
      const asPrompt = comparedOn(page).filter(
        (id) => id !== 'websocket' && (means(page, id) ?? Infinity) <= limit * 1.05,
      );
      expect([...saidSooner, ...saidAlike].toSorted()).toEqual(asPrompt.toSorted());
      const own = means(page, 'websocket')!;
      const others = comparedOn(page)
        .filter((id) => id !== 'websocket')
        .map((id) => means(page, id) ?? Infinity);
      if (latency.bearing === 'supports') expect(Math.min(...others)).toBeGreaterThan(own);
    });
  });

  test('decide what is in time, in the table and in the verdict', () => {
    forEachPage((page) => {
      const { allowedDelayMs } = page.requirements;
      const cells = page.criteria.find(({ id }) => id === 'delay')!.cells;
      if (page.verdict === null) return;
      const late = comparedOn(page).filter((id) => {
        const waits = DIRECTIONS.filter((each) => page.report.messageCounts[each] > 0).map(
          (each) => figureOf(page.report.results, id).delays[each]?.meanMs ?? Infinity,
        );
        return Math.max(...waits) > allowedDelayMs;
      });
      expect(comparedOn(page).filter((id) => figureOf(cells, id).isMissed)).toEqual(late);
      const { recommended: own } = page.verdict;
      const all = comparedOn(page).length;
      const delayOf = (id: ComparedId) => figureOf(page.evidence.figures, id).delayMs;
      if (/so is every method$/.test(page.title)) expect(late).toHaveLength(all);
      else expect(late).not.toContain(own);
      if (/as soon as WebSocket/.test(page.title)) {
        expect(delayOf(own)).toBeLessThanOrEqual(delayOf('websocket'));
        expect(delayOf(own) * 1.05).toBeGreaterThanOrEqual(delayOf('websocket'));
      }
      if (/sooner than WebSocket/.test(page.title)) {
        expect(delayOf(own) * 1.05).toBeLessThan(delayOf('websocket'));
      }
      if (/no other method is soon enough/.test(page.title)) expect(late).toHaveLength(all - 1);
      const [, cheaperThan] = /fewer bytes than (.+)$/.exec(page.title) ?? [];
      if (cheaperThan !== undefined) {
        expect(isCheaper(page, own, methodsIn(cheaperThan)[0]!)).toBe(true);
      }
      const needs = page.reasons.map((reason) =>
        / average\. (.+?) needs? .*, (slightly )?more than/.exec(reason),
      );
      for (const [, subject] of needs.filter((each) => each !== null)) {
        expect(methodsIn(subject!)).toEqual(late);
      }
      if (page.reasons.some((reason) => /With every method, the average is within/.test(reason))) {
        expect(late).toEqual([]);
      }
      if (page.reasons.some((reason) => /No method’s average is within/.test(reason))) {
        expect(late).toHaveLength(all);
      }
      for (const text of page.alternatives.filter((each) => /arrive sooner/.test(each))) {
        const [other] = methodsIn(text);
        expect(delayOf(other!)).toBeLessThan(delayOf(own));
      }
    });
  });

  test('cost what the sentence on freshness says', () => {
    forEachPage((page) => {
      const { settings, report } = page;
      const sentence = freshnessOf(page);
      const polled = /With polling, messages are (.+?) late on average, for (.+?)\.(?: |$)/.exec(
        sentence,
      );
      if (polled === null) return;
      const perSecond = (method: ComparedId) => totalOn(page, method) / settings.sessionSeconds;
      const { meanMs } = report.results.polling.delays['server-to-client']!;
      expect(isRounded(polled[1]!, meanMs), sentence).toBe(true);
      expect(isRounded(polled[2]!, perSecond('polling')), sentence).toBe(true);
      const pushed = /sends each message at once, they are (.+?) late for (.+?)\.$/.exec(sentence);
      if (pushed === null || settings.coalesceMs > 0) return;
      expect(isRounded(pushed[2]!, perSecond('websocket')), sentence).toBe(true);
    }, withCurves);
  });
});

describe('the other figures', () => {
  test('of polls are those of the sentence about them', () => {
    forEachPage(({ polling, report }) => {
      const [, every, share] = /every (.+?), and (.+?)(?: of its)? polls? (?:is|are) empty\.$/.exec(
        polling,
      )!;
      expect(isRounded(every!, report.pollPeriodMs)).toBe(true);
      const { polls, emptyPolls } = report.results.polling;
      const empty = emptyPolls / polls;
      switch (share) {
        case 'every':
          return expect(empty).toBeGreaterThan(1 - 1e-9);
        case 'no':
          return expect(empty).toBeLessThan(1e-9);
        case 'under 1%':
          return expect(empty).toBeLessThan(0.01);
        case 'over 99%':
          return expect(empty).toBeGreaterThan(0.99);
        default:
          return expect(Math.abs(valueOf(share!) - empty)).toBeLessThan(0.00501);
      }
    });
  });

  test('of resources are those of the fleet', () => {
    forEachPage(({ claims, report }) => {
      const { figure, bearing } = claims['resources']!;
      const simplest = simplestIn(report.results);
      const [own, other] = (['websocket', simplest] as const).map((id) =>
        fleetOf(report, figureOf(report.results, id)),
      ) as [ReturnType<typeof fleetOf>, ReturnType<typeof fleetOf>];
      const said =
        /requests per second are (\S+) with WebSocket and (\S+) with (?:polling|plain requests)\. Open connections are (\S+) and (\S+)\. Traffic is (.+?bit\/s) and (.+?bit\/s)\.$/.exec(
          figure,
        )!;
      const pairs = (['requestsPerSecond', 'connectionsHeld', 'bitsPerSecond'] as const).map(
        (key, index) => {
          expect(isRounded(said[2 * index + 1]!, own[key]), figure).toBe(true);
          expect(isRounded(said[2 * index + 2]!, other[key]), figure).toBe(true);
          return Math.log(own[key] / other[key]);
        },
      );
      if (bearing === 'supports') expect(Math.max(...pairs)).toBeLessThan(0.01);
      if (bearing === 'contradicts') expect(Math.min(...pairs)).toBeGreaterThan(-0.01);
    });
  });

  test('of connections are those of both directions', () => {
    forEachPage((page) => {
      const { figure, bearing } = page.claims['both-ways']!;
      if (bearing === 'silent') return;
      expectAmounts(page, figure, (id) => figureOf(page.report.results, id).connectionsHeld);
    });
  });

  test('of cuts are those of the remark and of the table', () => {
    forEachPage(({ remarks, report, settings, criteria }) => {
      const remark = remarks.find((each) => /Clients open new ones/.test(each)) ?? '';
      const amounts = amountsByMethod(remark);
      for (const [method, amount] of amounts) {
        const { steady, cutsPerSecond } = figureOf(report.results, method);
        const areNew = settings.connections === 'new';
        const expected = areNew ? cutsPerSecond : steady.connections;
        expect(isRounded(amount, expected), remark).toBe(true);
      }
      const { cells } = criteria.find(({ id }) => id === 'idle')!;
      for (const [method, { cutsPerSecond }] of entriesOf(report.results)) {
        const isCut = cutsPerSecond * settings.sessionSeconds >= 0.001;
        expect(figureOf(cells, method).isMissed, `${method}: ${remark}`).toBe(isCut);
        if (isCut) expect(amounts.has(method)).toBe(true);
      }
    });
  });

  test('of overload are those of the remark', () => {
    forEachPage(({ remarks, report }) => {
      const remark = remarks.find((each) => /wait longer and longer/.test(each)) ?? '';
      const [named = ''] = /^With .*?, the client/.exec(remark) ?? [];
      expect(methodsIn(named)).toEqual(
        entriesOf(report.results).flatMap(([id, { isOverloaded }]) => (isOverloaded ? [id] : [])),
      );
    });
  });
});
