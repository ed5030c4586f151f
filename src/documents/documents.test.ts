import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultPolicy } from '../../guardrails/policy.ts'
import { readConfig, Settings } from '../config.ts'
import { projectRoot, readProject } from '../entries/read-project.ts'
import { earnedTable } from '../explanation/earned.ts'
import type { KeptFigures } from '../explanation/figures.ts'
import { literacyTable } from './literacy.ts'
import { DocumentsError, makeDocuments, type Order } from './make-documents.ts'
import { DocumentWords } from './measured-tables.ts'
import { readTemplate } from './template.ts'
import { readRows } from './verification.ts'

const templates = globSync('data/documents/*.md', { cwd: projectRoot })
  .filter((path) => basename(path) !== 'README.md')
  .sort()
  .map((path) => ({ name: basename(path, '.md'), text: readProject(path)! }))

/** Every measure that a template names, as if it had just been measured. */
function figures(): KeptFigures {
  const named = new Map<string, Set<string>>()
  for (const { text } of templates) {
    for (const [, reference] of text.matchAll(/\{mesure: ([^}]+)\}/g)) {
      const [suite, ...rest] = reference!.split(' / ')
      named.set(suite!, (named.get(suite!) ?? new Set()).add(rest.join(' / ')))
    }
  }
  return {
    format: 'eventail-figures/1',
    measuredOn: '2026-11-29',
    build: 'a-build',
    suites: [...named].map(([name, measures]) => ({
      name,
      about: '',
      measures: [...measures].map((one) => {
        const [measure, group] = one.split(' / ')
        return { name: measure!, ...(group && { group }), unit: 'share', n: 200, value: 0.981, low: 0.95, high: 0.99 }
      }),
      gates: { held: 1, failed: 1, skipped: 0 },
      failed: ['une mesure : 0,5, seuil ≥ 0,8'],
    })),
  }
}

function order(more: Partial<Order> = {}): Order {
  const settings = {
    ...Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, undefined])),
    ...readConfig({}),
  }
  const kept = figures()
  return {
    policy: defaultPolicy,
    versions: {
      app: '1',
      catalogue: '–',
      guardrails: '1',
      policy: 'p',
      prompts: 'p',
      model: null,
      embedding: 'occupations',
    },
    settings,
    figures: kept,
    verification: readRows(readProject('data/documents/verification.jsonl')!),
    cards: [],
    words: DocumentWords.parse(JSON.parse(readProject('data/documents/words.json')!)),
    templates,
    evidence: { read: readProject, figures: kept, settings },
    build: 'a-build',
    today: '2026-11-29',
    ...more,
  }
}

const faultsOf = (asked: Order): readonly string[] => {
  try {
    makeDocuments(asked)
    return []
  } catch (error) {
    if (error instanceof DocumentsError) return error.faults
    throw error
  }
}
const template = (line: string) => [{ name: 'essai', text: `---\ntitre: Essai\nlecteurs: personne\n---\n${line}\n` }]

describe('what a data-protection officer signs', () => {
  it('rests, sentence by sentence, on a test, a table, a measure, a setting or a provision that is there', () => {
    expect(faultsOf(order())).toEqual([])
  })

  it('lists what the agency has to decide itself, and says of nobody that data goes to them where none is set', () => {
    const { files, documents } = makeDocuments(order())
    const index = files.find(({ name }) => name === 'index.html')!.text
    expect(index).toContain('Base légale')
    expect(index.split('<li>').length).toBeGreaterThan(documents.length + 20)
    expect(files.find(({ name }) => name === '09-sous-traitants.html')!.text).toContain(
      'Rien ne sort des machines de l’agence',
    )
  })

  it('names the host of a model that is set, and what it is sent', () => {
    const settings = { ...order().settings, OPENAI_MODEL: 'un-modele', OPENAI_BASE_URL: 'https://modele.example/v1' }
    const page = makeDocuments(order({ settings })).files.find(({ name }) => name === '09-sous-traitants.html')!.text
    expect(page).toContain('modele.example')
  })

  it('is not written where a test is gone, a measure was never made, or a reference leads nowhere', () => {
    const gone = 'Sûr. [test: src/http/app.test.ts « does what nobody tests »]'
    expect(faultsOf(order({ templates: template(gone) }))).toEqual([
      'essai, ligne 5 : src/http/app.test.ts n’a plus de test « does what nobody tests »',
    ])
    expect(faultsOf(order({ templates: template('Bon : {mesure: twins / never measured}.') }))).toHaveLength(2)
    expect(faultsOf(order({ templates: template('Bon. [loi: RGPD, quelque part]') }))).toHaveLength(1)
    expect(faultsOf(order({ templates: template('Bon. [code: src/nowhere.ts]') }))).toHaveLength(1)
    expect(faultsOf(order({ templates: template('Bon. [réglage: NOWHERE]') }))).toHaveLength(1)
  })

  it('says who may call each address as the roles are, and of what each field earns what the public page says', () => {
    const { files } = makeDocuments(order())
    const page = (name: string) => files.find((file) => file.name === `${name}.html`)!.text
    expect(page('08-acces')).toMatch(/GET \/oversight<\/th><td>Référents, Auditeurs\u00a0; clés/)
    expect(page('08-acces')).toMatch(/GET \/v1\/audit\/events<\/th><td>Auditeurs, Délégués à la protection des données/)
    for (const row of earnedTable(figures(), 'fr').rows)
      for (const cell of row) expect(page('10-egalite')).toContain(cell)
  })

  it('keeps of the course totals by role and the months, nobody by name, and says so where nobody took it', () => {
    const took = ['2026-09-01', '2026-09-02', '2026-10-01', '2026-10-03', '2026-11-05']
    const { rows } = literacyTable([
      { role: 'counsellor', took, known: 12 },
      { role: 'referent', took: took.slice(3), known: 2 },
      { role: 'operator', took: [], known: 0 },
      { role: null, took: [], known: null },
    ])
    expect(rows).toEqual([
      ['Conseillers', '5', '12', 'septembre 2026 à novembre 2026'],
      ['Référents', 'moins de 5', 'moins de 5', '–'],
    ])
    expect(literacyTable(undefined).rows[0]).toContain('aucun parcours enregistré')
  })

  it('lists as left to the agency what it has to decide now, and not what it does when the day comes', () => {
    const later = `${template('À fixer. [agence]')[0]!.text}☐ Prévenir la CNIL. [agence: le moment venu]\n`
    const { files } = makeDocuments(order({ templates: [{ name: 'essai', text: later }] }))
    const index = files.find(({ name }) => name === 'index.html')!.text
    expect(index).toContain('À fixer')
    expect(index).not.toContain('Prévenir la CNIL')
  })

  it('is not written where a suite has no name in French', () => {
    const words = { ...order().words, suites: {} }
    expect(faultsOf(order({ words }))[0]).toContain('n’a pas de nom en français')
  })

  it('is not written from figures of another build', () => {
    expect(faultsOf(order({ build: 'another' }))[0]).toContain('autre version')
  })

  it('has no sentence without a source', () => {
    expect(() => readTemplate('essai', template('Une promesse.')[0]!.text)).toThrow(
      'essai, ligne 5: une phrase sans source',
    )
  })

  it('prints on its own: no script, no file from elsewhere, every table with its heads', () => {
    for (const { name, text } of makeDocuments(order()).files.filter((file) => file.name.endsWith('.html'))) {
      expect(text, name).not.toMatch(/<script|src=|url\(|href="http/)
      expect(text.split('<table').length, name).toBe(text.split('<thead').length)
    }
  })
})
