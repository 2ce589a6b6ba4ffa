import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparedIn, forEachCompared, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { compareMethods } from '#core/traffic/results/comparison.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { presetSettings } from '#core/traffic/settings/presets.ts';
import { evidenceOf } from '#core/traffic/verdict/evidence.ts';
import {
  DEFAULT_REQUIREMENTS,
  presetRequirements,
  type Requirements,
} from '#core/traffic/verdict/requirements.ts';
import {
  CONDITIONS,
  type Condition,
  type CaseEvidence,
  type Reason,
  type Verdict,
} from '#core/traffic/verdict/recommendation.ts';
import { verdictOf } from '#core/traffic/verdict/verdict.ts';
import { anyEvidence } from './any-evidence.ts';

const given = (verify: (verdict: Verdict, evidence: CaseEvidence) => void) =>
  fc.assert(
    fc.property(anyEvidence, (evidence) => verify(verdictOf(evidence)!, evidence)),
    {
      numRuns: 3000,
    },
  );

const isLate = ({ figures, answers }: CaseEvidence, id: ComparedId) =>
  valueOf(figures, id).delayMs > answers.allowedDelayMs;

describe('a verdict', () => {
  test('is never a method that is too late, if another is in time', () => {
    given(({ recommended, isInTime }, evidence) => {
      const someInTime = comparedIn(evidence.figures).some((id) => !isLate(evidence, id));
      expect(isInTime).toBe(!isLate(evidence, recommended));
      if (someInTime) expect(isInTime).toBe(true);
    });
  });

  test('is one of the soonest, if none is in time', () => {
    given(({ recommended, isInTime }, { figures }) => {
      if (isInTime) return;
      const soonest = Math.min(...comparedIn(figures).map((id) => valueOf(figures, id).delayMs));
      expect(valueOf(figures, recommended).delayMs).toBeLessThanOrEqual(soonest * 1.05);
    });
  });

  test('costs at most 15% more than any other method in time that can run there', () => {
    given(({ recommended, isInTime }, evidence) => {
      if (!isInTime || recommended === 'requests') return;
      const { answers, figures } = evidence;
      if (answers.sender === 'client') return;
      const isHeld = (method: ComparedId) => ['long-polling', 'event-stream'].includes(method);
      const others = comparedIn(figures)
        .filter((id) => !isLate(evidence, id))
        .filter((method) => answers.between !== 'serverless' || !isHeld(method));
      for (const other of others) {
        expect(valueOf(figures, recommended).bytes).toBeLessThanOrEqual(
          valueOf(figures, other).bytes * 1.15,
        );
      }
    });
  });

  test('doesn’t wait within a function, if something else would do', () => {
    given(({ recommended, isInTime }, evidence) => {
      if (evidence.answers.between !== 'serverless' || !isInTime) return;
      const some = (['polling', 'websocket'] as const).some((method) => !isLate(evidence, method));
      if (some) expect(['polling', 'websocket', 'requests']).toContain(recommended);
    });
  });

  test('changes with no figure of another unit', () => {
    given((verdict, evidence) => {
      const scaled = forEachCompared(comparedIn(evidence.figures), (id) => {
        const { bytes, delayMs } = valueOf(evidence.figures, id);
        return { bytes: bytes * 8, delayMs };
      });
      expect(verdictOf({ ...evidence, figures: scaled })?.recommended).toBe(verdict.recommended);
    });
  });

  test('is none if nothing is sent', () => {
    const [evidence] = fc.sample(anyEvidence, 1);
    const silent = { ...evidence!, answers: { ...evidence!.answers, sender: null } };
    expect(verdictOf(silent)).toBeNull();
  });
});

describe('reasons', () => {
  test('are true of the figures', () => {
    given(({ recommended, reasons, isInTime }, evidence) => {
      const { figures } = evidence;
      const own = valueOf(figures, recommended);
      const isTrue = (reason: Reason): boolean => {
        switch (reason.kind) {
          case 'soonest':
            return (
              !isInTime &&
              comparedIn(figures).every((id) => own.delayMs <= valueOf(figures, id).delayMs * 1.05)
            );
          case 'in-time':
            return (
              reason.late.length > 0 &&
              comparedIn(figures).every((id) => reason.late.includes(id) === isLate(evidence, id))
            );
          case 'all-in-time':
            return comparedIn(figures).every((id) => !isLate(evidence, id));
          case 'fewer-bytes':
            return (
              reason.ratio > 1 && valueOf(figures, reason.other).bytes === own.bytes * reason.ratio
            );
          case 'few-more-bytes':
            return (
              reason.ratio > 1 &&
              reason.ratio <= 1.15 &&
              comparedIn(figures).every(
                (id) => valueOf(figures, id).bytes >= valueOf(figures, reason.other).bytes,
              )
            );
          case 'both-ways':
            return recommended === 'websocket' && evidence.answers.sender === 'both';
          case 'gateway-holds':
            return recommended === 'websocket' && evidence.answers.between === 'serverless';
          case 'cacheable':
            return recommended === 'polling' && evidence.answers.between === 'cdn';
          case 'nothing-to-receive':
            return evidence.answers.sender === 'client';
          case 'plain-http':
            return recommended !== 'websocket';
          case 'reconnects':
            return recommended === 'event-stream';
          case 'holds-nothing':
            return recommended === 'polling';
        }
      };
      const close = reasons.filter(
        (reason) =>
          reason.kind !== 'fewer-bytes' ||
          Math.abs(valueOf(figures, reason.other).bytes / own.bytes - reason.ratio) > 1e-9,
      );
      expect(close.filter((reason) => !isTrue(reason))).toEqual([]);
      for (const reason of reasons) {
        if (reason.kind === 'fewer-bytes') expect(reason.ratio).toBeGreaterThan(1);
      }
      expect(reasons.length).toBeGreaterThan(0);
    });
  });
});

describe('alternatives', () => {
  test('are other methods, three at most, each named once', () => {
    given(({ recommended, alternatives }) => {
      const names = alternatives.map(({ method }) => method);
      expect(names).not.toContain(recommended);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThanOrEqual(3);
    });
  });

  test('are in time whenever the recommended method is', () => {
    given(({ alternatives, isInTime }, evidence) => {
      if (!isInTime) return;
      for (const { method, when } of alternatives) {
        if (method === 'webtransport' || when.startsWith('server-sends')) continue;
        expect(isLate(evidence, method)).toBe(false);
      }
    });
  });

  test('name each condition in some case', () => {
    const named = new Set<Condition>();
    given(({ alternatives }) => {
      for (const { when } of alternatives) named.add(when);
    });
    expect(CONDITIONS.filter((when) => !named.has(when))).toEqual([]);
  });

  test('promise fewer bytes only if they are clearly fewer', () => {
    given(({ recommended, alternatives }, { figures }) => {
      for (const { when } of alternatives) {
        if (!when.startsWith('server-sends')) continue;
        expect(recommended).toBe('requests');
        const isClear = figures.websocket.bytes * 1.15 < valueOf(figures, recommended).bytes;
        expect(when === 'server-sends-or-bytes').toBe(isClear);
      }
    });
  });

  test('that are sooner are sooner', () => {
    given(({ recommended, alternatives }, { figures }) => {
      for (const { method, when } of alternatives) {
        if (when !== 'sooner' || method === 'webtransport') continue;
        expect(valueOf(figures, method).delayMs).toBeLessThan(
          valueOf(figures, recommended).delayMs,
        );
      }
    });
  });

  test('name WebTransport for what is urgent and frequent, and only for that', () => {
    given(({ alternatives }, { answers }) => {
      const isNamed = alternatives.some(({ method }) => method === 'webtransport');
      expect(isNamed).toBe(answers.allowedDelayMs <= 100 && answers.messagesPerMinute >= 60);
    });
  });
});

describe('of a comparison', () => {
  const verdictFor = (
    changed: Partial<ComparisonSettings>,
    requirements: Partial<Requirements> = {},
  ) => {
    const report = compareMethods({ ...DEFAULT_SETTINGS, layer: 'tcp', ...changed });
    return verdictOf(evidenceOf(report, { ...DEFAULT_REQUIREMENTS, ...requirements }))!;
  };

  test('a chat is WebSocket, because both sides send', () => {
    const { recommended, reasons } = verdictFor({ durationSeconds: 3600 });
    expect(recommended).toBe('websocket');
    expect(reasons.map(({ kind }) => kind)).toContain('both-ways');
  });

  test('a ticker is server-sent events: as soon, and nearly as small', () => {
    const { recommended } = verdictFor(presetSettings('ticker'));
    expect(recommended).toBe('event-stream');
  });

  test('rare news that may be a minute late are polled, unless each poll opens a connection', () => {
    const rare = presetSettings('rare-notifications');
    const required = presetRequirements('rare-notifications');
    expect(verdictFor({ ...rare, idleLimitSeconds: 0 }, required).recommended).toBe('polling');
    expect(rare.idleLimitSeconds).toBeLessThan(rare.pollIntervalSeconds);
    expect(verdictFor(rare, required).recommended).toBe('event-stream');
  });

  test('a game is WebSocket, or WebTransport', () => {
    const { recommended, alternatives } = verdictFor(presetSettings('game'), {
      allowedDelayMs: 100,
    });
    expect(recommended).toBe('websocket');
    expect(alternatives[0]?.method).toBe('webtransport');
  });

  test('what only a client sends now and then is plain requests', () => {
    const { recommended } = verdictFor({ toClientPerMinute: 0, fromClientPerMinute: 1 });
    expect(recommended).toBe('requests');
  });

  test('what only a client sends ten times per second is WebSocket', () => {
    const { recommended } = verdictFor({ toClientPerMinute: 0, fromClientPerMinute: 600 });
    expect(recommended).toBe('websocket');
  });
});
