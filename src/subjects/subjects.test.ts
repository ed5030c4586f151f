import { describe, expect, it } from 'vitest'
import { allSubjects, isWithin, subjectDistance, subjectOf, subjectsOfCertification } from './subject.ts'
import { subjectsIn } from './subjects-in.ts'

const idsIn = (text: string) => subjectsIn(text).map(({ subject }) => subject.id)

describe('every subject of the list', () => {
  it.each(allSubjects.map((subject) => [subject.id, subject] as const))(
    '“%s” is heard by each of its names',
    (id, subject) => {
      const unheard = subject.names.filter((name) => {
        const heard = idsIn(name)
        return !heard.some((one) => isWithin(one, id) || isWithin(id, one))
      })
      expect(unheard).toEqual([])
    },
  )

  it.each(allSubjects.flatMap(({ id, examples }) => (examples?.says ?? []).map((said) => [id, said])))(
    '“%s” is said by “%s”',
    (id, said) => expect(idsIn(said).some((one) => isWithin(one, id!))).toBe(true),
  )

  it.each(allSubjects.flatMap(({ id, saysNot = [] }) => saysNot.map((said) => [id, said])))(
    '“%s” is not said by “%s”',
    (id, said) => expect(idsIn(said!)).not.toContain(id),
  )

  it('has a name of its own, a parent that exists and is no part of it, and says what may answer it', () => {
    expect(new Set(allSubjects.map(({ id }) => id)).size).toBe(allSubjects.length)
    const parents = allSubjects.flatMap(({ id, parent }) => (parent === undefined ? [] : [{ id, parent }]))
    expect(parents.filter(({ id, parent }) => !subjectOf(parent) || isWithin(parent, id))).toEqual([])
    expect(allSubjects.filter(({ kinds, names }) => kinds.length * names.length === 0)).toEqual([])
    for (const { id } of allSubjects) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  })

  it('stands in its file in the order of its id', () => {
    const families = Map.groupBy(allSubjects, ({ family }) => family)
    for (const listed of families.values())
      expect(listed.map(({ id }) => id)).toEqual(listed.map(({ id }) => id).sort())
  })
})

describe('a subject is read', () => {
  it.each([
    ['CACES 3', 'caces-r489', ['3']],
    ['caces 1 3 5', 'caces-r489', ['1', '3', '5']],
    ['CACES R489 catégorie 1A et 3', 'caces-r489', ['1A', '3']],
    ['CACES R482 à Lyon', 'caces-r482', []],
    ['FLE A2 vers B1', 'fle', ['A2', 'B1']],
    ['anglais, niveau B2', 'anglais', ['B2']],
    ['niveau A1 en français', 'francais', ['A1']],
    ['habilitation électrique BR/BC', 'habilitation-electrique', ['BR', 'BC']],
    ['SSIAP 1', 'ssiap', ['1']],
    ['permis C', 'permis-c', []],
    ['TOSA', 'tosa', []],
  ])('with its levels: “%s”', (text, id, levels) => {
    expect(subjectsIn(text).map(({ subject, levels }) => [subject.id, levels])).toEqual([[id, levels]])
  })

  it.each([
    ['Compétances numériques de base', 'numerique-base'],
    ['habilitations éléctriques', 'habilitation-electrique'],
    ['secourimse', 'secourisme'],
    ['entretein d’embauche', 'entretien-embauche'],
  ])('with one wrong letter in a word of seven letters or more: “%s”', (text, id) => expect(idsIn(text)).toEqual([id]))

  it('but not in a shorter word, which may be another', () => {
    expect(idsIn('stresa')).toEqual([])
    expect(idsIn('forim')).toEqual([])
  })

  it('whatever the case, the accents and the number', () => {
    expect(idsIn('HABILITATIONS ELECTRIQUES')).toEqual(idsIn('habilitation électrique'))
    expect(idsIn('illettrée')).toEqual(idsIn('illettré'))
  })

  it('by the longest name where two overlap, and by each where they stand apart', () => {
    expect(idsIn('bilan de compétences, puis anglais')).toEqual(['bilan-competences', 'anglais'])
    expect(idsIn('salon de la création d’entreprise')).toEqual(['salon-creation'])
    expect(idsIn('HACCP et SST')).toEqual(['haccp', 'sst'])
  })

  it('where it stands in the text as written', () => {
    const text = 'Il veut un peu d’Ânglais B2, à Lyon'
    const [said] = subjectsIn(text)
    expect(text.slice(said!.start, said!.end)).toBe('Ânglais B2')
  })

  it.each([
    'fraiseur à commande numérique',
    'informatique industrielle',
    "professeur d'anglais",
    'monitrice de code de la route',
    'compta',
    'entretien d’espaces verts',
    'vendre le fromage',
    'salon de coiffure',
    'permis de construire',
    'sage-femme',
  ])('and not in what only looks like one: “%s”', (text) => expect(idsIn(text)).toEqual([]))

  it('in a time that grows with the text', () => {
    const hostile = 'ne sait pas lire et écrire, se servir de la de la de la '.repeat(400)
    const began = performance.now()
    subjectsIn(hostile)
    expect(performance.now() - began).toBeLessThan(1500)
  })
})

describe('two subjects', () => {
  it.each([
    ['bureautique', 'bureautique', 'same'],
    ['bureautique', 'excel', 'child'],
    ['numerique-base', 'excel', 'child'],
    ['excel', 'bureautique', 'parent'],
    ['excel', 'word', 'sibling'],
    ['excel', 'permis-b', 'other'],
    ['excel', 'unknown', 'other'],
  ] as const)('%s and %s: %s', (one, other, distance) => expect(subjectDistance(one, other)).toBe(distance))

  it('are told by a certification of the Répertoire spécifique too', () => {
    expect(subjectsOfCertification('RS5080')).toEqual(['clea'])
    expect(subjectsOfCertification('RS1')).toEqual([])
  })
})
