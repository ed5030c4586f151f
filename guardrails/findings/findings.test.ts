import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { kindOf } from '../finding.ts'
import { guard } from '../guard.ts'
import { createPlaceholders } from '../placeholders.ts'
import { defaultPolicy, type Policy } from '../policy.ts'
import { type FindingType, findings, personal } from './findings.ts'

const policy: Policy = { ...defaultPolicy, lists: { pass: [], mask: ['projet Colibri'] } }
const judge = (text: string) => guard(text, policy, { locale: 'fr', placeholders: createPlaceholders() })

/** `⟦…⟧` is what is masked, where an example says it. */
function marked(written: string) {
  const start = written.indexOf('⟦')
  const text = written.replace(/[⟦⟧]/g, '')
  return { text, span: start < 0 ? undefined : { start, end: written.indexOf('⟧') - 1 } }
}

describe('the room of a type', () => {
  const rooms = Object.entries(findings) as [FindingType, (typeof findings)[FindingType]][]

  for (const [type, { examples, owner, advice }] of rooms) {
    it.each(examples.found)(`finds ${type} in “%s”`, (written) => {
      const { text, span } = marked(written)
      const found = judge(text).findings.filter((finding) => finding.type === type)
      expect(found).not.toEqual([])
      if (span) expect(found.map(({ start, end }) => ({ start, end }))).toEqual([span])
    })

    it.each(examples.clean)(`finds no ${type} in “%s”`, (text) => {
      expect(judge(text).findings).toEqual([])
    })

    it(`of ${type} says who answers for it, what to do instead, and has examples of both sorts`, () => {
      for (const said of [owner, advice.fr, advice.en]) expect(said).toMatch(/\p{L}/u)
      expect([examples.found.length, examples.clean.length].every((count) => count > 0)).toBe(true)
      if (kindOf(type) === 'personal') expect(examples.found.every((example) => example.includes('⟦'))).toBe(true)
    })
  }

  it('is in the table: no file of findings/ stands for nothing', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.replace(/^.*\//, '').replace('.json', ''))
    expect(files.sort()).toEqual(rooms.map(([type]) => type.toLowerCase().replaceAll('_', '-')).sort())
  })
})

describe('the placeholder of a type', () => {
  it.each(Object.entries(personal))('%s reads back from a text, whatever its label', (type, { label }) => {
    for (const written of [label.fr, label.en]) {
      const redacted = `Voir [${written}_1].`
      expect(judge(redacted)).toMatchObject({ action: 'pass', text: redacted })
      const placeholders = createPlaceholders({ startAbove: { [written]: 1 } })
      const locale = written === label.fr ? 'fr' : 'en'
      const placeholder = placeholders.name(type as keyof typeof personal, 'Xhevahire', locale)
      expect(placeholder).toBe(`[${written}_2]`)
      expect(placeholders.restore(`à ${placeholder}`)).toBe('à Xhevahire')
    }
  })

  it.each([
    ['PERSON', 'Aminata Diallo', 'DIALLO Aminata'],
    ['PHONE', '06 39 98 12 34', '+33 6 39 98 12 34'],
    ['NIR', '1 85 03 59 350 123 56', '1850359350123'],
    ['LICENCE_PLATE', 'AB-123-CD', 'ab 123 cd'],
  ] as const)('%s is the same for “%s” and “%s”', (type, one, other) => {
    const placeholders = createPlaceholders()
    expect(placeholders.name(type, other, 'fr')).toBe(placeholders.name(type, one, 'fr'))
  })
})
