const maxColumns = 100;

/**
 * oxfmt limits code to 100 columns. This limits lines of comments, unless they contain a URL. A
 * comment after code counts as code.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const commentLength = {
  meta: { type: 'layout', schema: [] },
  create(context) {
    const { lines } = context.sourceCode;

    /** @param {number} line @param {import('eslint').AST.SourceLocation} comment */
    const isCommentAlone = (line, { start, end }) => {
      const text = lines[line - 1] ?? '';
      const before = line === start.line ? text.slice(0, start.column) : '';
      const after = line === end.line ? text.slice(end.column) : '';
      return `${before}${after}`.trim() === '';
    };

    return {
      Program() {
        for (const { loc } of context.sourceCode.getAllComments()) {
          if (!loc) continue;
          for (let line = loc.start.line; line <= loc.end.line; line += 1) {
            const text = lines[line - 1] ?? '';
            if (text.length <= maxColumns || /[^:/?#]:\/\//.test(text)) continue;
            if (!isCommentAlone(line, loc)) continue;
            context.report({
              loc: { start: { line, column: 0 }, end: { line, column: text.length } },
              message: `This comment has ${text.length} columns; ${maxColumns} are allowed.`,
            });
          }
        }
      },
    };
  },
};
