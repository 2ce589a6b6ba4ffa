/** The key of the context with the way from a document to the site's root: "../../". */
export const SITE_ROOT = Symbol('site root');
