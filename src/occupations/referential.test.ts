import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occupationEmbedding } from './embedding.ts'
import { Occupation } from './occupation.ts'
import { createReferential } from './referential.ts'

const occupations = readdirSync('data/occupations')
  .filter((file) => /^[A-N]\.json$/.test(file))
  .flatMap((file) => Occupation.array().parse(JSON.parse(readFileSync(join('data/occupations', file), 'utf8'))))
const referential = createReferential(occupations)

function said(text: string) {
  return referential
    .match(text)
    .map(({ start, end, occupations: [first] }) => `${text.slice(start, end)}: ${first!.code}`)
}

describe('the occupations we ship', () => {
  const official = '../shared/data/rome/unix_referentiel_code_rome_v460_utf8.csv'
  it.skipIf(!existsSync(official))('are official ROME codes with their labels (needs ../shared/data/rome)', () => {
    const labels = new Map<string, string>()
    for (const line of readFileSync(official, 'utf8').split('\n')) {
      const [code, , , label] = [...line.matchAll(/"([^"]*)"/g)].map((match) => match[1]!)
      if (code && label) labels.set(code, label.replaceAll("''", "'"))
    }
    expect(labels.size).toBeGreaterThan(500)
    for (const { code, label } of occupations) expect(`${code} ${label}`).toBe(`${code} ${labels.get(code)}`)
  })

  it('are each there once, and many enough', () => {
    expect(new Set(referential.codes).size).toBe(occupations.length)
    expect(occupations.length).toBeGreaterThanOrEqual(530)
    expect(occupations.flatMap(({ names }) => names).length).toBeGreaterThanOrEqual(6000)
  })
})

describe('an occupation said in a sentence', () => {
  it.each([
    ['Il veut devenir maçon.', 'maçon: F1703'],
    ['Elle était maçonne', 'maçonne: F1703'],
    ['ils cherchent des MACONS', 'MACONS: F1703'],
    ['un poste de boulanger·ère ?', 'boulanger·ère: D1102'],
    ['boulanger(ère) confirmé(e)', 'boulanger(ère): D1102'],
    ['boulanger/boulangère', 'boulanger/boulangère: D1102'],
    ['plombier.e', 'plombier.e: F1603'],
    ['Métier visé : F1604', 'F1604: F1604'],
    ['aide soignant', 'aide soignant: J1501'],
    ['aides-soignantes', 'aides-soignantes: J1501'],
    ["conductrice d'engins agricoles", "conductrice d'engins agricoles: A1101"],
    ["conducteur d'engins agricoles", "conducteur d'engins agricoles: A1101"],
    ['conseillère en insertion', 'conseillère en insertion: K1801'],
    ['prof de sport', 'prof de sport: G1204'],
    ['peintre bâtiment', 'peintre bâtiment: F1606'],
    ['poseur de panneaux solaires', 'poseur de panneaux solaires: F1610'],
    ['remise à niveau avant AS', 'AS: J1501'],
    ['ADVF, ASH ou AES', 'ADVF: K1302'],
    ['un poste d’ATSEM', 'ATSEM: K1303'],
    ['elle veut être dev', 'dev: M1805'],
    ['assmat', 'assmat: K1303'],
    ['pâtissière', 'pâtissière: D1104'],
    ['ingé son', 'ingé son: L1508'],
    ['chauffeur de car', 'chauffeur de car: N4103'],
    ['mécanicien poids lourd', 'mécanicien poids lourd: I1604'],
    ['coupeuse de viande', 'coupeuse de viande: D1101'],
    ['archiviste', 'archiviste: K1601'],
    ['aide-soignante vétérinaire', 'aide-soignante vétérinaire: A1501'],
  ])('is found in "%s"', (text, mention) => {
    expect(said(text)).toContain(mention)
  })

  it.each([
    ['vigneron', 'des vigneronnes'],
    ['agriculteur', 'une agricultrice'],
    ['infirmier', 'infirmières'],
    ['chef de rang', 'cheffe de rang'],
    ['employé de libre-service', 'employée·s de libre service'],
    ['maître-chien', 'maîtres chiens'],
    ['commercial', 'les commerciaux'],
  ])('is found by another gender or number than the referential writes: "%s" in "%s"', (name, text) => {
    const one = createReferential([{ code: 'A1101', label: 'Autre métier', names: [name], activities: [] }])
    expect(one.match(text).map((mention) => mention.name)).toEqual([name])
  })

  it('is the longest that fits, and mentions never overlap', () => {
    const text = 'chef de chantier ou chef'
    const [first] = referential.match(text)
    expect(text.slice(first!.start, first!.end)).toBe('chef de chantier')
  })

  it('is not seen in a small word, nor in a word that many occupations share', () => {
    for (const text of ['tu as un diplôme', 'elle me dit', 'un conseiller', 'la technicienne', 'un chef'])
      expect(said(text)).toEqual([])
  })

  it('does not reach across punctuation', () => {
    expect(said('Il est aide, soignant aussi')).not.toContain('aide, soignant: J1501')
  })

  it('is never found outside the text, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('maçon·ne', 'œ', 'vendeur(se)', ' ', '😀'))),
        (parts) => {
          const text = parts.join('')
          let taken = 0
          for (const { start, end } of referential.match(text).sort((a, b) => a.start - b.start)) {
            expect(start).toBeGreaterThanOrEqual(taken)
            expect(end).toBeLessThanOrEqual(text.length)
            expect(end).toBeGreaterThan(start)
            taken = end
          }
        },
      ),
    )
  })
})

describe('the occupations nearest to a text', () => {
  it.each([
    ['maçon', 'F1703'],
    ['boulager', 'D1102'],
    ['soudur', 'H2913'],
    ['ménage chez les personnes âgées', 'K1302'],
    ['développeuse web', 'M1805'],
    ['cariste', 'N1101'],
  ])('are led, for "%s", by %s', (text, code) => {
    expect(referential.nearest(text, 3).map((near) => near.occupation.code)).toContain(code)
  })

  it('are sorted, in 0 to 1, and none when no word is known', () => {
    const similarities = referential.nearest('chauffeur de bus et de car scolaire', 20).map((near) => near.similarity)
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a))
    expect(similarities[0]).toBeLessThanOrEqual(1)
    expect(similarities.at(-1)).toBeGreaterThan(0)
    expect(referential.nearest('de la pour', 5)).toEqual([])
  })
})

describe('the embedding in occupation space', () => {
  const embed = async (text: string) =>
    (await occupationEmbedding(referential).doEmbed({ values: [text] })).embeddings[0]!
  const length = (vector: number[]) => Math.hypot(...vector)
  const cosine = (a: number[], b: number[]) =>
    a.reduce((sum, value, at) => sum + value * b[at]!, 0) / (length(a) * length(b))

  it('has one dimension per code, few of them filled, and the same vector for the same text', async () => {
    const vector = await embed('Technicien de maintenance informatique')
    expect(vector).toHaveLength(referential.codes.length)
    expect(vector.filter((value) => value !== 0).length).toBeLessThanOrEqual(8)
    expect(await embed('Technicien de maintenance informatique')).toEqual(vector)
  })

  it('meets where words differ: two names of one occupation are closer than two occupations', async () => {
    const painter = await embed('peintre en bâtiment')
    const near = cosine(painter, await embed('ravalement de façades et peinture de murs'))
    expect(near).toBeGreaterThan(cosine(painter, await embed('comptable')))
    expect(near).toBeGreaterThan(0.3)
  })

  it('tells what diplomas are about, not how they are called', async () => {
    const funeral = await embed('Diplôme national de thanatopracteur')
    expect(cosine(funeral, await embed("Diplôme national d'œnologie"))).toBe(0)
    expect(cosine(await embed('Titre professionnel, mention complémentaire'), funeral)).toBeNaN()
  })

  it.each([
    ['réparer des poids lourds', 'Maintenance des véhicules option véhicules de transport routier', 'F1603'],
    ['aider les vieux chez eux', 'Accompagnement, soins et services à la personne option à domicile', 'J1102'],
    ['bosser dans un labo', 'Bioanalyses et contrôles', 'E1203'],
    ['monter des cloisons', 'Métiers du plâtre et de l’isolation', 'F1703'],
  ])('hears "%s" nearer to "%s" than to another occupation', async (need, title, other) => {
    const asked = await embed(need)
    expect(cosine(asked, await embed(title))).toBeGreaterThan(cosine(asked, await embed(other)) + 0.2)
  })

  it('lets a declared code outweigh the words', async () => {
    const vector = await embed('Parcours découverte des métiers F1604')
    expect(referential.codes[vector.indexOf(Math.max(...vector))]).toBe('F1604')
    expect(cosine(vector, await embed('plaquiste'))).toBeGreaterThan(0.5)
  })

  it('is as long as it is sure: 1 for a code, near 1 for a name, less for vague words, 0 for none', async () => {
    expect(length(await embed('F1604'))).toBeCloseTo(1)
    expect(length(await embed('plaquiste'))).toBeGreaterThan(0.9)
    expect(length(await embed('travailler avec les gens'))).toBeLessThan(0.6)
    expect(length(await embed('de la pour'))).toBe(0)
  })

  it('gains little from a text stuffed with occupations', async () => {
    const honest = await embed('Conseil en gestion de paie')
    const stuffed = await embed(
      `Conseil en gestion de paie. ${'maçon plaquiste soudeur boulanger infirmier développeur cariste '.repeat(30)}`,
    )
    expect(cosine(stuffed, await embed('soudeur'))).toBeLessThan(0.5)
    expect(cosine(honest, await embed('soudeur'))).toBeLessThan(0.1)
  })

  it('names the content it was made from, so that vectors of two referentials never meet', () => {
    const renamed = createReferential(
      occupations.map((one, at) => (at === 0 ? { ...one, names: [...one.names, 'autre nom'] } : one)),
    )
    expect(renamed.version).not.toBe(referential.version)
    expect(createReferential([...occupations].reverse()).version).toBe(referential.version)
    expect(occupationEmbedding(referential).modelId).toContain(referential.version)
  })
})
