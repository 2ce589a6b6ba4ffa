/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: {
    // Runes everywhere in our own components; libraries choose for themselves.
    runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
  },
};
