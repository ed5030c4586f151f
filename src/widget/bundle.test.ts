import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bundleWidget } from './bundle.ts'
import { isPackable, packWords, unpackWords } from './state/word-lists.ts'

const lexicon = resolve(import.meta.dirname, '../../guardrails/lexicon')

describe('the widget as it is downloaded', () => {
  it('weighs at most 60 KB at first; the guard, fetched at the first focus, grows no heavier than it is', async () => {
    const bundle = await bundleWidget()
    const files = Object.entries(bundle)
    // What the first screen fetches: the module, what it imports at once, its style and its icon; no second language, no panel, no guard.
    const fetched = new Set(['/widget.js', '/widget/page.css', '/widget/icon.svg'])
    for (const path of fetched)
      for (const [, from] of `${path.endsWith('.js') ? Buffer.from(bundle[path]!.body as Uint8Array) : ''}`.matchAll(
        /(?:^|[;}])import(?:[^"'();]*?from)?"([^"]+)"/g,
      ))
        fetched.add(resolve(path, '..', from!))
    const first = [...fetched].reduce((sum, path) => sum + gzipSync(bundle[path]!.body).length, 0) / 1000
    expect(fetched.size).toBeGreaterThan(3)
    const guard = files
      .filter(([path]) => path.includes('guard-chunk'))
      .reduce((sum, [, { body }]) => sum + brotliCompressSync(body).length / 1000, 0)
    console.log(`first load ${first.toFixed(1)} KB (gzip), guard ${guard.toFixed(1)} KB (brotli)`)
    expect(first).toBeLessThanOrEqual(60)
    expect(guard).toBeGreaterThan(0)
    // Measured: 159, of which 33 are the model of stories and its kinds of words, and 11 that of conduct and orders.
    expect(guard).toBeLessThanOrEqual(170)
  })

  it('carries every word list of the guard exactly', () => {
    let packed = 0
    for (const file of readdirSync(lexicon)) {
      for (const value of Object.values(JSON.parse(readFileSync(join(lexicon, file), 'utf8')))) {
        if (!isPackable(value)) continue
        expect(unpackWords(packWords(value)), file).toEqual(value)
        packed++
      }
    }
    expect(packed).toBeGreaterThan(5)
    for (const list of [[], ['a'], ['a', 'a', 'b'], ['ba', 'b', 'ab', 'abc'], ['é', 'éa+', 'éa*']])
      expect(unpackWords(packWords(list))).toEqual(list)
  })
})
