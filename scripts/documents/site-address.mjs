/** The address of the published site with its last slash; null without SITE_URL. */
export function siteAddress() {
  const given = process.env['SITE_URL'] ?? '';
  if (given === '') return null;
  const { href } = new URL(given);
  return href.endsWith('/') ? href : `${href}/`;
}
