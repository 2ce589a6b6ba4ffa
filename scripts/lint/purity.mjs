/**
 * Bytes in, values out: for core and content.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const nothingWaits = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    /** @param {import('eslint').Rule.Node} node */
    const report = (node) =>
      context.report({ node, message: 'Bytes in, values out: nothing in core and content waits.' });
    return {
      ':function[async=true]': report,
      AwaitExpression: report,
      'ForOfStatement[await=true]': report,
    };
  },
};

/** @type {import('eslint').Rule.RuleModule} */
export const coreLoadsNothing = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    ImportExpression(node) {
      context.report({ node, message: 'Core loads nothing: take what is loaded as a value.' });
    },
  }),
};
