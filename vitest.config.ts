import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // By default, two cores would run one file at a time.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'core',
          environment: 'node',
          include: ['tests/{core,content,node,house}/**/*.test.ts'],
          // Properties try thousands of inputs, and the machine may be busy.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [svelte(), svelteTesting()],
        test: {
          name: 'view',
          environment: 'jsdom',
          include: ['tests/view/**/*.test.ts'],
          setupFiles: ['tests/view/setup.ts'],
          // jsdom renders whole pages, and the machine may be busy.
          testTimeout: 30_000,
        },
      },
    ],
  },
});
