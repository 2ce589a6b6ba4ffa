import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

// A sentence about protocols or programs has its source beside it, so that the next person can
// check it again: a `reference` or `references` in its row, a section within its text, or a comment
// that begins with "Source:" on its row, its table or its file.

const content = path.join(root, 'src/content');

/** Words for controls, positions, results and errors of this site. They state nothing else. */
const ABOUT_THIS_SITE = [
  /^command-line\//,
  /^compare\/(chart-axes|claims|counted-with|curve-words|figures-table|numbers|section-words|sentences)\.ts$/,
  /^compare\/(chat|fleet|link-problem|own-polling|own-request|progress|question|slice)-words\.ts$/,
  /^compare\/setting-remarks\.ts$/,
  /^documents\//,
  /^decode\/(announcement|bench|capture|comparison|composer|export|file|filter|form|found-error|gap|key|link|made)-words\.ts$/,
  /^decode\/(missing-unit|reading|shown-unit|unread|verdict)-words\.ts$/,
  /^decode\/(capture-comment|connection-rows|decoded-facts|export-forms|row-times)\.ts$/,
  /^examples\/(examples|gallery|gallery-example)\.ts$/,
  /^examples\/samples\//,
  /^guides\/(crossing-rows|guide|guide-list|guide-text|guide-words|sized-row)\.ts$/,
  /^live\/(experiment|lab|log-comment|page|server|start|watch)(-words)?\.ts$/,
  /^lesson\/(actor-names|chapter-titles|check-commands|scenario-summaries|scenario-titles)\.ts$/,
  /^phrasing\//,
  /^quiz\/(given-answer|prediction|question|question-ids|question-place|quiz|quiz-form|quiz-words)\.ts$/,
  /^reference\/(box-text|head-line-words)\.ts$/,
  /^reference\/pages\/(closure-causes|error-pages|reference-list)\.ts$/,
  /^reference\/errors\/(cause-groups|circumstance-places|error-(examples|finder|messages|search-words)|message-pattern)\.ts$/,
  /^rules\/finding-(verdicts|words)\.ts$/,
];

/** What is observed, with the version and date in each column: `PeerCell` demands them. */
const OBSERVED = /^rules\/peer-verdicts/;

/** Sentences of figures: each figure in them comes from a model, and tests compare the two. */
const MODELLED = /^guides\/.*-figure\.ts$/;

/** Each part leads to the figure or fact that proves it: `Proof` demands one. */
const PROVEN = /^compare\/(criteria|verdict)-words\.ts$/;

/** Each fact has its source and day: `Fact` demands them, and tests/content/facts checks them. */
const FACTS = /^facts\//;

/** Words for steps: their type demands `references`. Words for a trace's events state no more. */
const STEPS = /^lesson\/.*-(words|labels|lines|reasons)\.ts$/;

const files = readdirSync(content, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll(path.sep, '/'))
  .filter((name) => name.endsWith('.ts'));

const factual = files.filter(
  (name) =>
    ![...ABOUT_THIS_SITE, FACTS, MODELLED, OBSERVED, PROVEN, STEPS].some((pattern) =>
      pattern.test(name),
    ),
);

type Statement = {
  readonly text: string;
  readonly line: number;
  /** From the closest to the file's own. */
  readonly sources: readonly string[];
};

/** A source that can be looked up: a document, or a program with its version or file. */
const CHECKABLE = /RFC \d|WHATWG|W3C|IANA|IEEE|draft-|protocol|\b\d+|[“"][^”"]+[”"]|\w+\.(cc|ts)\b/;

function statementsIn(text: string): Statement[] {
  const file = ts.createSourceFile('content.ts', text, ts.ScriptTarget.Latest, true);
  const fileSource = sourcesIn(text.match(/^\s*\/\*\*[\s\S]*?\*\//)?.[0] ?? '');
  const statements: Statement[] = [];
  const visit = (node: ts.Node, sources: readonly string[]) => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const own = [...sourcesOf(node, text), ...sources];
    const words = wordsOf(node);
    if (words !== null && isSentence(words)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      statements.push({ text: words, line: line + 1, sources: own });
    }
    ts.forEachChild(node, (child) => visit(child, own));
  };
  visit(file, fileSource);
  return statements;
}

function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    .map(({ text }) => text)
    .join('{}');
}

/** Four words or more, with a verb's length between them. Keys, code and labels are shorter. */
function isSentence(words: string): boolean {
  return (words.match(/(?<![\w-])[A-Za-z’]{2,}(?![\w(=])/g) ?? []).length >= 4;
}

/** The sources that belong to a node: its comments, its `references`, or a section in its prose. */
function sourcesOf(node: ts.Node, text: string): string[] {
  const isRow =
    ts.isPropertyAssignment(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isVariableStatement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isReturnStatement(node) ||
    ts.isArrayLiteralExpression(node);
  if (!isRow) return [];
  const inside =
    ts.isObjectLiteralExpression(node) && !isTable(node)
      ? node.properties.flatMap((property) => [
          ...commentsBefore(property, text),
          ...(/^references?$/.test(property.name?.getText() ?? '') ? [referenceIn(property)] : []),
        ])
      : [];
  const sections = ts.isArrayLiteralExpression(node)
    ? node.elements.filter((element) => /^rfc\(|^\{ document:/.test(element.getText()))
    : [];
  return [
    ...commentsBefore(node, text),
    ...inside,
    ...sections.map((section) => section.getText()),
  ].filter((source) => source !== '');
}

/** An object that is a constant's value: what is said of one of its rows is not said of another. */
function isTable({ parent }: ts.Node): boolean {
  if (ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent)) return isTable(parent);
  return ts.isVariableDeclaration(parent);
}

function commentsBefore(node: ts.Node, text: string): string[] {
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  return sourcesIn(ranges.map((range) => text.slice(range.pos, range.end)).join('\n'));
}

function referenceIn(property: ts.ObjectLiteralElementLike): string {
  return /rfc\(|document:/.test(property.getText()) ? property.getText() : '';
}

/** What follows "Source:" or "Sources:" in a comment. */
function sourcesIn(comment: string): string[] {
  const plain = comment.replaceAll(/^\s*(\/\*\*?|\*\/|\*|\/\/)\s?/gm, ' ');
  const found = plain.match(/\bSources?:\s+([\s\S]+)/)?.[1];
  return found === undefined ? [] : [found.replaceAll(/\s+/g, ' ').trim()];
}

const named = (statement: Statement) => `line ${statement.line}: ${statement.text}`;

/** Programs whose behaviour changes with their version. */
const PROGRAMS = ['Chromium', 'Firefox', 'Safari'] as const;

/** Statements about a program whose sources don't name its version or its source file. */
function withoutVersion(statements: readonly Statement[]): Statement[] {
  return statements.filter(({ text, sources }) =>
    PROGRAMS.some(
      (program) =>
        new RegExp(`\\b${program}\\b`).test(text) &&
        !new RegExp(`\\b${program} \\d`).test(text) &&
        !sources.some((source) => new RegExp(`\\b${program} \\d`).test(source)),
    ),
  );
}

describe('a statement', () => {
  test.each(factual)('of %s has its source', (name) => {
    const statements = statementsIn(readFileSync(path.join(content, name), 'utf8'));
    expect(statements.filter(({ sources }) => sources.length === 0).map(named)).toEqual([]);
    const vague = statements.filter(({ sources }) => !sources.every((each) => isCheckable(each)));
    expect(vague.map(named)).toEqual([]);
  });

  test.each(factual)('of %s about a browser names the version that showed it', (name) => {
    const statements = statementsIn(readFileSync(path.join(content, name), 'utf8'));
    expect(withoutVersion(statements).map(named)).toEqual([]);
  });

  test('is found in a good part of the files', () => {
    expect(factual.length).toBeGreaterThan(20);
    const count = factual.flatMap((name) =>
      statementsIn(readFileSync(path.join(content, name), 'utf8')),
    ).length;
    expect(count).toBeGreaterThan(300);
  });

  test.each(ABOUT_THIS_SITE)('is excused in files that exist: %s', (pattern) => {
    expect(files.some((name) => pattern.test(name))).toBe(true);
  });
});

function isCheckable(source: string): boolean {
  return CHECKABLE.test(source) || /rfc\(|document:/.test(source);
}

describe('the check', () => {
  const NOTE = `
    /** Notes. */
    const NOTES = {
      one: { text: 'A server must never mask a frame.' SOURCE },
    };`;

  test.each([
    ['a sentence without a source', '', '', 1],
    ['its references', ", references: [rfc(6455, '5.1')]", '', 0],
    ['empty references', ', references: []', '', 1],
    ['a comment of the file', '', '/** Words. Source: RFC 6455 §5.1. */', 0],
  ])('sees %s', (_, inRow, before, expected) => {
    const text = `${before}\nimport { rfc } from 'x';\n${NOTE.replace('SOURCE', inRow)}`;
    const statements = statementsIn(text);
    expect(statements).toHaveLength(1);
    expect(statements.filter(({ sources }) => sources.length === 0)).toHaveLength(expected);
  });

  test('takes a section within the prose, and a comment on the row or the table', () => {
    const prose = "const A = ['A server must never mask a frame ', rfc(6455, '5.1'), '.'];";
    const row =
      "const A = {\n  // Source: RFC 6455 §5.1.\n  a: 'A server must never mask it.',\n};";
    const table = "// Source: RFC 6455 §5.1.\nconst A = { a: 'A server must never mask it.' };";
    for (const text of [prose, row, table]) {
      expect(statementsIn(text).map(({ sources }) => sources.length > 0)).toEqual([true]);
    }
  });

  test('does not take the source of a neighbour', () => {
    const text =
      "const A = {\n  // Source: RFC 6455 §5.1.\n  a: { text: 'A server must never mask it.' },\n  b: { text: 'A client must mask every frame.' },\n};";
    expect(statementsIn(text).map(({ sources }) => sources.length > 0)).toEqual([true, false]);
  });

  test('wants a version, and a source that can be looked up', () => {
    const text = (source: string) =>
      statementsIn(`// Source: ${source}\nconst A = ['Chromium fails at an interim response.'];`);
    expect(withoutVersion(text('RFC 9110 §15.2.'))).toHaveLength(1);
    expect(withoutVersion(text('measured with Chromium 156.'))).toEqual([]);
    expect(isCheckable('own knowledge.')).toBe(false);
    expect(isCheckable('RFC 9110 §15.2.')).toBe(true);
  });
});
