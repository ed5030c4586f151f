import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { digestOf, scoredHalves } from './labels.ts'

const Labels = z.record(
  z.string(),
  z.strictObject({ sha256: z.string().length(64), since: z.iso.date(), why: z.string().min(20) }),
)
const labels = Labels.parse(JSON.parse(readFileSync(new URL('labels.json', import.meta.url), 'utf8')))

/** The commits that changed a scored half beside rules: their paths, as git lists them, oldest merge-free history first. */
function mixedCommits(log: string): string[] {
  return log
    .split('\0')
    .slice(1)
    .flatMap((entry) => {
      const [commit = '', ...lines] = entry.split('\n').filter((line) => line.trim() !== '')
      const changed = lines.map((line) => line.split('\t')).map(([status, path = '']) => ({ status, path }))
      const labels = changed.some(
        ({ status, path }) => status === 'M' && scoredHalves.some((half) => path === `evals/${half}`),
      )
      const rules = changed.some(({ path }) => /^(?:src|guardrails|prompts)\//.test(path) && !/\.test\.ts$/.test(path))
      return labels && rules ? [commit] : []
    })
}

describe('labels of what nobody tunes on', () => {
  it.each(scoredHalves)('of %s are those that were kept, or the reason why not is written', (half) => {
    // After a change that is right: its digest, the day and the reason go into evals/sets/labels.json, in a commit without rules.
    expect(digestOf(half)).toBe(labels[half]?.sha256)
  })

  it('are never changed by a commit that changes rules', (context) => {
    const log = spawnSync('git', ['log', '-60', '--no-merges', '--name-status', '--format=%x00%H'], {
      encoding: 'utf8',
    })
    if (log.status !== 0) return context.skip('there is no history here')
    expect(mixedCommits(log.stdout)).toEqual([])
  })

  it('are seen to change beside rules, and apart from them', () => {
    const [half] = scoredHalves
    expect(mixedCommits(`\0one\n\nM\tevals/${half}\nM\tsrc/need/read-need.ts\n`)).toEqual(['one'])
    expect(mixedCommits(`\0two\n\nM\tevals/${half}\n\0three\n\nM\tsrc/need/read-need.ts\n`)).toEqual([])
    expect(mixedCommits(`\0four\n\nA\tevals/${half}\nM\tsrc/need/read-need.ts\n`)).toEqual([])
  })
})
