import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { words } from '../../guardrails/language/words.ts'
import { Act } from '../../src/need/acts/act.ts'
import { CorpusLine, corpusFolder, isHeldOut, readCorpus } from './corpus.ts'
import { MarksError, maskPeople, readMarks } from './marks.ts'

const sentences = '../shared/bench/ordinary'

describe('the corpus', () => {
  const corpus = readCorpus()

  it('has every line in the format, and none twice', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(1500)
    expect(new Set(corpus.map(({ id }) => id)).size).toBe(corpus.length)
    const said = corpus.map(({ text, talk }) => `${talk ?? ''} ${text}`)
    expect(said.filter((text, at) => said.indexOf(text) < at)).toEqual([])
    expect(corpus.filter(({ text }) => /[⟦⟧]/.test(text))).toEqual([])
  })

  it('says of every message with a meaning what its parts are', () => {
    const bare = corpus.filter(({ spans }) => spans.length === 0).map(({ id, text }) => `${id} ${text}`)
    expect(bare).toEqual([])
  })

  it('has every act in many hands', () => {
    const handsOf = (act: Act) => new Set(corpus.filter((message) => message.act === act).map(({ hand }) => hand)).size
    expect(Act.options.filter((act) => handsOf(act) < 8)).toEqual([])
  })

  it('starts from real French in a third of the lines of its first hands', () => {
    const first = corpus.filter(({ file }) => /^[P-W]$/.test(file))
    expect(first.filter(({ from }) => from).length / first.length).toBeGreaterThan(0.32)
  })

  it('describes each of its hands, and no other', () => {
    const readme = readFileSync(join(corpusFolder, 'README.md'), 'utf8')
    const described = Array.from(readme.matchAll(/^\| ([A-Z]\d) \| /gm), ([, hand]) => hand)
    expect(described).toEqual([...new Set(corpus.map(({ hand }) => hand))].sort())
  })

  it('keeps a third from training, and cuts no talk in two', () => {
    const share = corpus.filter(isHeldOut).length / corpus.length
    expect(share).toBeGreaterThan(0.3)
    expect(share).toBeLessThan(0.37)
    const talks = Map.groupBy(
      corpus.filter(({ talk }) => talk),
      ({ talk }) => talk,
    )
    const torn = [...talks].filter(([, messages]) => new Set(messages.map(isHeldOut)).size > 1)
    expect(torn).toEqual([])
  })

  it('tells the messages of a talk from the first to the last', () => {
    const talks = Map.groupBy(
      corpus.filter(({ talk }) => talk),
      ({ talk }) => talk!,
    )
    const gaps = [...talks].filter(([, messages]) => messages.some(({ turn }, at) => turn !== at + 1))
    expect(gaps.map(([talk]) => talk)).toEqual([])
  })

  it.skipIf(!existsSync(sentences))('borrows no run of five words from the sentence that a line started from', () => {
    const lines = (name: string) => readFileSync(join(sentences, `${name}.txt`), 'utf8').split('\n')
    const sources: Record<string, string[]> = { spoken: lines('spoken'), written: lines('written') }
    const runs = (text: string) => {
      const said = words(text).map((word) => word.text)
      return said.slice(4).map((_, at) => said.slice(at, at + 5).join(' '))
    }
    const copied = corpus.flatMap(({ id, from, text }) => {
      const [name, number] = from?.split(':') ?? []
      const source = sources[name ?? '']
      if (!source) return []
      const beside = source.slice(Number(number) - 2, Number(number) + 1).flatMap(runs)
      return runs(text)
        .filter((run) => beside.includes(run))
        .map((run) => `${id}: ${run}`)
    })
    expect(copied).toEqual([])
  })
})

describe('a line of the corpus', () => {
  const line = (change: object) =>
    CorpusLine.safeParse({ id: 'Z1-001', hand: 'Z1', act: 'need', text: '⟦want|un ⟦what|CAP⟧⟧', ...change }).success

  it('is refused with a label, an act or a field that is not known', () => {
    expect(line({})).toBe(true)
    expect(line({ text: '⟦wish|un CAP⟧' })).toBe(false)
    expect(line({ act: 'order' })).toBe(false)
    expect(line({ writer: 'me' })).toBe(false)
  })

  it('is refused with a role inside a role, a mark that is not closed, or one that holds nothing', () => {
    expect(line({ text: '⟦want|un CAP ⟦condition|à Laval⟧⟧' })).toBe(false)
    expect(line({ text: '⟦want|un CAP ⟦condition|à Laval⟧' })).toBe(false)
    expect(line({ text: 'un CAP⟧' })).toBe(false)
    expect(line({ text: '⟦want| ⟧' })).toBe(false)
    expect(line({ text: '⟦un CAP⟧' })).toBe(false)
  })

  it('is refused with options on the screen outside a talk, or a talk without its turn', () => {
    expect(line({ shown: 3 })).toBe(false)
    expect(line({ talk: 'Z1-t01' })).toBe(false)
    expect(line({ talk: 'Z1-t01', turn: 2, shown: 3 })).toBe(true)
  })
})

describe('marks', () => {
  it('leave the text as it was typed, and say where each label stands', () => {
    expect(readMarks('⟦want|un ⟦what|CAP⟧⟧, ⟦place|Laval⟧')).toEqual({
      text: 'un CAP, Laval',
      spans: [
        { label: 'want', start: 0, end: 6 },
        { label: 'what', start: 3, end: 6 },
        { label: 'place', start: 8, end: 13 },
      ],
    })
    expect(() => readMarks('⟦want|un CAP')).toThrow(MarksError)
  })

  it('show people as the guard does, the same one by the same number', () => {
    const masked = maskPeople('⟦person|Awa⟧ et ⟦person|Léo⟧ ; ⟦person|Awa⟧ cherche')
    expect(readMarks(masked).text).toBe('[PERSONNE_1] et [PERSONNE_2] ; [PERSONNE_1] cherche')
  })
})
