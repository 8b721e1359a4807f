import { defineConfig } from 'vitest/config';

// Tests in a real browser against the real program (`npm run test:browser`). One file at a time:
// each starts a program and a browser of its own.
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
