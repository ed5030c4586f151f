import { defineConfig } from 'vitest/config'

// Lance reads its thread count before the process starts; two threads deadlock while indexing large tables.
export default defineConfig({
  test: {
    include: ['{src,guardrails,evals}/**/*.test.ts'],
    env: { LANCE_CPU_THREADS: '4', LANCEDB_LOG: 'error', WRANGLER_SEND_METRICS: 'false' },
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
