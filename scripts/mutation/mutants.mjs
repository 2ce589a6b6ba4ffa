// Finds possible changes in a module, and makes one module that contains all of them, each with a
// switch. So thousands of mutants need only one build (mutant schemata; Untch, Offutt and Harrold,
// 1993).

import ts from 'typescript';

/**
 * One change to a module.
 *
 * @typedef {object} Mutant
 * @property {string} file from the root of the project
 * @property {number} line counted from 1
 * @property {string} sourceLine the line as it is, without indentation
 * @property {string} original what is replaced, on one line and cut
 * @property {string} mutated what replaces it, likewise
 * @property {number} start where the replaced text starts in the file
 * @property {number} end
 * @property {string} replacement in full
 */

/**
 * A part of the source with a switch: its mutants, and whether a loop turns through it.
 *
 * @typedef {object} Site
 * @property {number} start
 * @property {number} end
 * @property {'expression' | 'statement' | 'block'} kind
 * @property {Mutant[]} mutants
 * @property {boolean} hasTick
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
const otherOperators = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '/=': ['*='],
  '%=': ['*='],
  '&=': ['|='],
  '|=': ['&='],
  '^=': ['&='],
  '<<=': ['>>='],
  '>>=': ['<<='],
  '>>>=': ['<<='],
  '??=': ['&&='],
  '||=': ['&&='],
  '&&=': ['||='],
};

/** @type {ReadonlyMap<string, string>} */
const otherMethods = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
]);

/** Methods whose receiver has the type of the result, so that the call can be omitted. */
const passedOver = new Set([
  'filter',
  'slice',
  'subarray',
  'toLowerCase',
  'toReversed',
  'toSorted',
  'toUpperCase',
  'trim',
]);

/** @param {ts.Node} node */
const isNullish = (node) =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;

/** @param {string} text */
function onOneLine(text) {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

/** @param {ts.Node} node */
function isLoopCondition(node) {
  const { parent } = node;
  return (
    ((ts.isWhileStatement(parent) || ts.isDoStatement(parent)) && parent.expression === node) ||
    (ts.isForStatement(parent) && parent.condition === node)
  );
}

/** @param {ts.Node} node */
function isBranchCondition(node) {
  const { parent } = node;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

/** The words of an error and the clause of a reference have no behaviour that a test could hold.
 * @param {ts.Node} node */
function isForReadersOnly(node) {
  return (
    ts.isThrowStatement(node) ||
    (ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      node.expression.text === 'rfc')
  );
}

/** @param {ts.Node} node */
function isAName(node) {
  const { parent } = node;
  const isKey = 'name' in parent && parent.name === node;
  return isKey || ts.isExportDeclaration(parent) || ts.isTaggedTemplateExpression(parent);
}

/**
 * If `?.` short-circuits, so does the whole chain. So the whole chain is replaced.
 * @param {ts.Node} node
 */
function topOfChain(node) {
  let top = node;
  while (ts.isOptionalChain(top.parent) && top.parent.expression === top) top = top.parent;
  return top;
}

/**
 * The sites of a module, and its mutants in the order of the source.
 *
 * @param {string} file from the root of the project
 * @param {string} source
 */
export function findSites(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2023, true);
  /** @type {Map<string, Site>} */
  const sites = new Map();

  /** @param {ts.Node} node @param {Site['kind']} kind */
  function siteAt(node, kind) {
    const start = node.getStart(tree);
    const key = `${start}-${node.end}-${kind}`;
    const site = sites.get(key) ?? { start, end: node.end, kind, mutants: [], hasTick: false };
    sites.set(key, site);
    return site;
  }

  /** @param {ts.Node} node @param {string} replacement @param {Site['kind']} [kind] */
  function add(node, replacement, kind = 'expression') {
    const site = siteAt(node, kind);
    const { start, end } = site;
    if (site.mutants.some((mutant) => mutant.replacement === replacement)) return;
    const { line } = tree.getLineAndCharacterOfPosition(start);
    const lineStart = tree.getPositionOfLineAndCharacter(line, 0);
    const sourceLine = source.slice(lineStart).split('\n', 1)[0]?.trim() ?? '';
    const original = onOneLine(source.slice(start, end));
    const mutated = onOneLine(replacement) || '(nothing)';
    site.mutants.push({
      file,
      line: line + 1,
      sourceLine,
      original,
      mutated,
      start,
      end,
      replacement,
    });
  }

  /**
   * Replaces a part of a node, and so the node.
   *
   * @param {ts.Node} node
   * @param {ts.Node} part
   * @param {string} replacement
   */
  function addWithin(node, part, replacement) {
    const text = source.slice(node.getStart(tree), part.getStart(tree));
    add(node, text + replacement + source.slice(part.end, node.end));
  }

  /** @param {ts.Node} node */
  function mutateOperators(node) {
    if (ts.isBinaryExpression(node) && isNullish(node)) {
      // `??` can't be mixed with `&&` without parentheses, and `a ?? b ?? c` has none.
      const left = node.left.getText(tree);
      const both = `${isNullish(node.left) ? `(${left})` : left} && ${node.right.getText(tree)}`;
      add(node, isNullish(node.parent) ? `(${both})` : both);
    } else if (ts.isBinaryExpression(node)) {
      for (const other of otherOperators[node.operatorToken.getText(tree)] ?? []) {
        addWithin(node, node.operatorToken, other);
      }
    } else if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
      const operand = node.operand.getText(tree);
      if (node.operator === ts.SyntaxKind.PlusPlusToken) {
        add(node, ts.isPrefixUnaryExpression(node) ? `--${operand}` : `${operand}--`);
      } else if (node.operator === ts.SyntaxKind.MinusMinusToken) {
        add(node, ts.isPrefixUnaryExpression(node) ? `++${operand}` : `${operand}++`);
      } else {
        add(node, operand);
      }
    }
    if (isBranchCondition(node)) {
      add(node, 'true');
      add(node, 'false');
    }
    if (isLoopCondition(node)) {
      siteAt(node, 'expression').hasTick = true;
      if (node.kind !== ts.SyntaxKind.FalseKeyword) add(node, 'false');
    }
  }

  /** @param {ts.Node} node */
  function mutateLiterals(node) {
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'false');
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'true');
    if (ts.isNumericLiteral(node) && !isAName(node)) add(node, String(Number(node.text) + 1));
    if (ts.isBigIntLiteral(node)) add(node, `${BigInt(node.text.slice(0, -1)) + 1n}n`);
    if (ts.isStringLiteralLike(node) && !isAName(node)) {
      add(node, node.text === '' ? "'mutant'" : "''");
    }
    if (ts.isTemplateExpression(node)) add(node, "''");
    if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) add(node, '[]');
    if (ts.isObjectLiteralExpression(node) && node.properties.length > 0) add(node, '{}');
  }

  /** @param {ts.Node} node */
  function mutateCalls(node) {
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) add(node, '() => undefined');
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const other = otherMethods.get(name.text);
      const top = topOfChain(node);
      if (other !== undefined) addWithin(top, name, other);
      if (passedOver.has(name.text) && top === node) add(node, expression.getText(tree));
    }
    if (ts.isOptionalChain(node) && !ts.isNonNullChain(node) && node.questionDotToken) {
      const isMember = ts.isPropertyAccessExpression(node);
      addWithin(topOfChain(node), node.questionDotToken, isMember ? '.' : '');
    }
  }

  /** @param {ts.Node} node */
  function mutateStatements(node) {
    const { parent } = node;
    if (ts.isBlock(node) && node.statements.length > 0) {
      const isStatic = ts.isClassStaticBlockDeclaration(parent);
      const isConstructor = ts.isConstructorDeclaration(parent);
      if (!isStatic && !isConstructor) add(node, '{}', 'block');
    }
    if (ts.isExpressionStatement(node) || ts.isBreakOrContinueStatement(node)) {
      const isAlone = ts.isBlock(parent) && parent.statements.length === 1;
      const isCase = ts.isCaseOrDefaultClause(parent);
      const isSuper = node.getText(tree).startsWith('super(');
      if (!isAlone && !isSuper && !(isCase && ts.isBreakStatement(node))) {
        add(node, '', 'statement');
      }
    }
    const isEndless = ts.isForStatement(node) && node.condition === undefined;
    if (ts.isForOfStatement(node) || ts.isForInStatement(node) || isEndless) {
      siteAt(node.statement, ts.isBlock(node.statement) ? 'block' : 'statement').hasTick = true;
    }
    // Without its return, a clause falls through to the next.
    if (ts.isReturnStatement(node) && ts.isCaseOrDefaultClause(parent)) add(node, '', 'statement');
  }

  /** @param {ts.Node} node @param {boolean} [isAssigned] */
  function visit(node, isAssigned = false) {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)) return;
    if (isForReadersOnly(node)) return;
    if (!isAssigned) {
      mutateOperators(node);
      mutateLiterals(node);
      mutateCalls(node);
      mutateStatements(node);
    }
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const { left } = node;
      visit(left, ts.isArrayLiteralExpression(left) || ts.isObjectLiteralExpression(left));
      visit(node.right);
      return;
    }
    ts.forEachChild(node, (child) => visit(child));
  }

  ts.forEachChild(tree, (child) => visit(child));
  const ordered = [...sites.values()].sort(
    (one, other) => one.start - other.start || other.end - one.end,
  );
  return { sites: ordered, mutants: ordered.flatMap(({ mutants }) => mutants) };
}

/**
 * The module with all mutants of its sites switched off. The switch is `__mutant.is(number)`, each
 * turn of a loop calls `__mutant.tick()`.
 *
 * @param {string} source
 * @param {readonly Site[]} sites in the order of the source, outer ones first
 * @param {(mutant: Mutant) => number} numberOf
 */
export function withSwitches(source, sites, numberOf) {
  let next = 0;

  /** @param {number} start @param {number} end @returns {string} */
  function render(start, end) {
    let text = '';
    let at = start;
    for (let site = sites[next]; site !== undefined && site.start < end; site = sites[next]) {
      next += 1;
      text += source.slice(at, site.start) + renderSite(site);
      at = site.end;
    }
    return text + source.slice(at, end);
  }

  /** @param {Site} site */
  function renderSite({ start, end, kind, mutants, hasTick }) {
    const inside = render(start, end);
    const test = (/** @type {Mutant} */ mutant) => `__mutant.is(${numberOf(mutant)})`;
    if (kind === 'expression') {
      const choices = mutants.map((mutant) => `${test(mutant)} ? (${mutant.replacement}) : `);
      return `(${hasTick ? '__mutant.tick(), ' : ''}(${choices.join('')}(${inside})))`;
    }
    const [only] = mutants;
    const guard = only === undefined ? '' : `if (!${test(only)}) `;
    const braced = kind === 'block' ? inside : `{ ${inside} }`;
    return `{ ${hasTick ? '__mutant.tick(); ' : ''}${guard}${braced} }`;
  }

  // The name is on the first line, so that line numbers don't change.
  return `const __mutant = globalThis.__mutant; ${render(0, source.length)}`;
}

/**
 * The unchanged module, except that its loops tick.
 *
 * @param {string} file
 * @param {string} source
 */
export function withTicks(file, source) {
  const { sites } = findSites(file, source);
  const loops = sites.filter(({ hasTick }) => hasTick).map((site) => ({ ...site, mutants: [] }));
  return loops.length === 0 ? source : withSwitches(source, loops, () => 0);
}
