import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * SHA-256, in sixteen figures, of all that an answer depends on: code, guard, prompts and data, without tests and without what only people read.
 * Figures measured on one build say nothing of another.
 */
export function buildDigest(root: string): string {
  const hash = createHash('sha256')
  const files = globSync(counted, { cwd: root }).filter(
    (file) => !file.endsWith('.test.ts') && !file.startsWith(outside),
  )
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex').slice(0, 16)
}

const counted = ['{src,guardrails,data}/**/*.{ts,json,jsonl,css,svg,txt}', 'prompts/*.md', 'package-lock.json']
/** What documents say is no part of what answers. */
const outside = 'src/documents'
