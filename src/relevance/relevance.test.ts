import { describe, expect, it } from 'vitest'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { createVocabulary } from '../catalogue/vocabulary.ts'
import { type Criteria, noCriteria } from '../criteria/criteria.ts'
import { type Item, untold } from '../item.ts'
import { createReferential } from '../occupations/referential.ts'
import { features } from '../occupations/words.ts'
import { readOccupations } from '../read-sources.ts'
import precedents from './precedents.json' with { type: 'json' }
import { createRelevance, lackOf } from './relevance.ts'

const referential = createReferential(readOccupations())
const relevance = createRelevance(referential)

/** A training of this title, declared for these codes. */
function offer(title: string, codes: readonly string[] = [], more: Partial<Item> = {}): Item {
  return {
    ...untold(),
    id: title,
    kind: 'training',
    title,
    provider: { name: 'Organisme' },
    modality: 'onsite',
    occupations: codes.map((code) => ({ code, label: referential.byCode(code)!.label })),
    partners: [{ name: 'Réseau', reference: title, updatedAt: '2026-11-01' }],
    updatedAt: '2026-11-01',
    ...more,
  }
}

const titles = [
  'CAP Coiffure',
  'Titre professionnel Développeur web et web mobile',
  "Cours d'anglais, tous niveaux",
  'Gestion de copropriétés',
  'Prise de parole : oser et structurer',
  'Carrosserie et peinture automobile',
  'Permis D et qualification voyageurs',
  'Formation HACCP obligatoire',
  'Relation avec le public',
  'Accueil du public',
]
const texts = ['Les quais', 'Parler devant un groupe en public']
const vocabulary = createVocabulary(
  new Set([...titles, ...texts].flatMap(meaningfulWords).map((word) => features(word).stem)),
  titles,
)

const askedFor = (need: { topic?: string; occupation?: string; kinds?: Criteria['kinds'] }) =>
  relevance.ask(
    {
      ...noCriteria,
      kinds: need.kinds ?? [],
      ...(need.topic && { topic: mintRedacted(need.topic) }),
      ...(need.occupation && {
        occupation: { code: need.occupation, label: referential.byCode(need.occupation)!.label },
      }),
    },
    vocabulary,
  )
const answers = (item: Item, need: Parameters<typeof askedFor>[0]) =>
  relevance.judge(item, askedFor(need)).grade !== 'not'

describe('a need about an occupation', () => {
  it('is answered by an offer that declares its code, says so, and by no offer of another', () => {
    const judged = relevance.judge(offer('CAP Coiffure', ['D1202']), askedFor({ occupation: 'D1202' }))
    expect(judged).toEqual({
      grade: 'answers',
      evidence: [{ by: 'occupation', code: 'D1202', how: 'declared', near: false }],
    })
    const web = offer('Titre professionnel Développeur web et web mobile', ['M1805'])
    expect(relevance.judge(web, askedFor({ occupation: 'D1202' }))).toEqual({ grade: 'not', evidence: [] })
  })

  it.each([
    ['Coiffeuse, coiffeur : préparer le CAP', 'D1202'],
    ['Devenir maçonne ou maçon', 'F1703'],
    ['Des soudeurs pour la navale', 'H2913'],
  ])('is answered by “%s”, which declares nothing and names it, in either gender or both', (title, code) => {
    const { evidence } = relevance.judge(offer(title), askedFor({ occupation: code }))
    expect(evidence).toEqual([{ by: 'occupation', code, how: 'named', near: false }])
  })

  it('is answered by a near occupation of the family, told as near, and not by the whole family', () => {
    const evidence = (code: string) =>
      relevance.judge(offer('Une formation', [code]), askedFor({ occupation: 'H2913' })).evidence
    expect(evidence('H2914')).toEqual([{ by: 'occupation', code: 'H2914', how: 'declared', near: true }])
    expect(evidence('H2906')).toEqual([])
    expect(answers(offer('Plomberie', ['F1603']), { occupation: 'F1606' })).toBe(false)
  })

  it('takes what a partner declares before what a title seems to name', () => {
    const film = offer('Animation en trois dimensions', ['L1510'])
    expect(answers(film, { occupation: 'G1203' })).toBe(false)
    expect(answers(offer('Animation et vie du groupe'), { occupation: 'G1203' })).toBe(true)
  })

  it('is answered by events and workshops of no trade where no training is asked', () => {
    const forum = offer("Forum de l'emploi", [], { kind: 'event' })
    expect(answers(forum, { occupation: 'D1202', kinds: ['event'] })).toBe(true)
    expect(answers(forum, { occupation: 'D1202', kinds: ['training', 'event'] })).toBe(false)
    const others = offer('Job dating du secrétariat', ['M1607'], { kind: 'event' })
    expect(answers(others, { occupation: 'D1202', kinds: ['event'] })).toBe(false)
  })
})

describe('a need about a subject', () => {
  it.each([
    ['anglais', "Cours d'anglais, tous niveaux"],
    ['une somme sur son CPF pour de l’anglais', "Cours d'anglais, tous niveaux"],
    ['HACCP et SST', 'Formation HACCP obligatoire'],
    ['coiffure', 'Coiffeuse, coiffeur : préparer le CAP'],
    ['prendre la parole en public', 'Prise de parole : oser et structurer'],
    ['permis D, ramassage scolaire', 'Permis D et qualification voyageurs'],
    ['fle', 'Français langue étrangère, niveaux A1 à A2'],
    ['excel', 'Tableur : perfectionnement'],
    ['bureautique', 'Tableur : perfectionnement'],
    ['Excel', 'Bureautique, tous niveaux'],
    ['ne lit pas', 'Illettrisme : réapprendre à lire'],
    ['perd ses moyens en entretien', 'Préparer un entretien de recrutement'],
  ])('“%s” is answered by “%s”, whatever else is said beside it', (topic, title) => {
    expect(answers(offer(title), { topic })).toBe(true)
  })

  it.each([
    ['couture', 'Couverture, zinguerie'],
    ['compétences numériques de base', 'Usinage à commande numérique'],
    ['italien', 'Cuisine italienne'],
    ['permis C', 'Permis B'],
    ['CACES R482', 'CACES R489'],
    ['permis D', "Permis d'exploitation : débit de boissons"],
    ['permis D', 'Permis B à visée professionnelle'],
    ['gestion du stress', 'Gestion de copropriétés'],
    ['carosserie', 'Carrosserie et peinture automobile'],
    ['imprimer la fiche', 'Lire une fiche de paie'],
    ['animer des jeux', "Élevage d'animaux"],
  ])('“%s” is not answered by “%s”, which only looks like it', (topic, title) => {
    expect(answers(offer(title), { topic })).toBe(false)
  })

  it('of one plain word, is answered by the title, or by texts that come back to it', () => {
    const once = { summary: 'Une journée au zoo.' }
    const often = { summary: 'Une journée au zoo.', content: 'Les métiers du zoo' }
    expect(answers(offer('Le zoo et ses soigneurs'), { topic: 'zoo' })).toBe(true)
    expect(answers(offer('Soigneurs', [], often), { topic: 'zoo' })).toBe(true)
    expect(answers(offer('Soigneurs', [], once), { topic: 'zoo' })).toBe(false)
  })

  it('that is learnt before any trade is not answered by the trade of who asks', () => {
    const cleaning = offer('Titre professionnel Agent de propreté', ['K2204'])
    expect(answers(cleaning, { occupation: 'K2204' })).toBe(true)
    expect(answers(cleaning, { occupation: 'K2204', topic: 'remise à niveau' })).toBe(false)
    expect(answers(offer('Remise à niveau en français'), { occupation: 'K2204', topic: 'remise à niveau' })).toBe(true)
  })

  it('told by what one does is heard as its occupation where the words are surely that one', () => {
    const pruning = offer('Élagueur grimpeur : soins aux arbres', ['A1201'])
    expect(answers(pruning, { topic: 'grimper aux arbres pour couper les branches' })).toBe(true)
    expect(answers(offer('CAP Coiffure', ['D1202']), { topic: 'grimper aux arbres pour couper les branches' })).toBe(
      false,
    )
  })
})

it('of a kind alone is answered by the kind', () => {
  const workshop = offer('Gérer son stress', [], { kind: 'skill' })
  expect(relevance.judge(workshop, askedFor({ kinds: ['skill'] })).evidence).toEqual([{ by: 'kind' }])
})

it('takes any of several goals as an answer', () => {
  const asked = relevance.ask(
    {
      ...noCriteria,
      occupation: { code: 'F1608', label: 'Carreleur / Carreleuse' },
      alternatives: [{ occupation: { code: 'F1604', label: 'Plaquiste' } }],
    },
    vocabulary,
  )
  expect(relevance.judge(offer('CAP Plaquiste', ['F1604']), asked).grade).toBe('answers')
  expect(relevance.judge(offer('CAP Coiffure', ['D1202']), asked).grade).toBe('not')
})

it('a course that does not lead to a trade answers who asks for a part of it', () => {
  const part = askedFor({ occupation: 'J1305', topic: 'bloc 2' })
  const module = offer("Gestes d'urgence", ['J1305', 'K1705'], { hours: 14 })
  const diploma = offer("Diplôme d'État d'ambulancier", ['J1305'], { hours: 600 })
  expect(relevance.judge(module, relevance.askOf(part, [diploma])).grade).toBe('answers')
})

describe('among what answers, the trade asked is told in its own words', () => {
  const butler = { code: 'K1304', label: 'Employé familial / Employée familiale', name: 'majordome' }
  const asked = relevance.ask({ ...noCriteria, occupation: butler }, vocabulary)
  const certified = (title: string) =>
    offer(title, ['K1304'], { certification: { label: 'Titre Majordome', level: 5 } })

  it('by the name that was said, and by whatever ends in the same diploma', () => {
    const others = [offer('Employé de ménage à domicile', ['K1304'])]
    const telling = [certified('Devenir majordome'), certified('Servir dans les grandes maisons')]
    expect(relevance.telling([...telling, ...others], asked)).toEqual([true, true, false])
  })

  it('by any name of it, where none was said', () => {
    const named = [offer('Devenir maçonne ou maçon', ['F1703']), offer('Enduits terre et chaux', ['F1703'])]
    expect(relevance.telling(named, askedFor({ occupation: 'F1703' }))).toEqual([true, false])
  })

  it('by all, where no trade is asked', () => {
    expect(relevance.telling([offer("Cours d'anglais, tous niveaux")], askedFor({ topic: 'anglais' }))).toEqual([true])
  })
})

describe('what may have been meant', () => {
  it('is a word one slip away that names an occupation or a subject', () => {
    expect(relevance.doubts('carosserie', vocabulary).unsaid).toEqual([
      { said: 'carosserie', spellings: ['carrosserie'] },
    ])
    expect(relevance.doubts('plakiste', vocabulary).unsaid[0]?.spellings).toContain('plaquiste')
  })

  it('is no French word that catalogues simply do not say', () => {
    expect(relevance.doubts('quais et trains, contrôle des billets', vocabulary).unsaid).toEqual([])
    expect(relevance.doubts('il lui manque le papier officiel', vocabulary).unsaid).toEqual([])
  })

  it('is an occupation that the words come near, where several do', () => {
    expect(relevance.doubts('imprimer la fiche', vocabulary).meant.map(({ code }) => code)).toContain('E1301')
    expect(relevance.doubts('tafé nimporte koi', vocabulary).meant).toEqual([])
  })
})

describe('the policy', () => {
  /** `leadsTo`: codes that are read from its diploma; `level` is that of its diploma, of its title's name. */
  interface Made {
    title: string
    codes?: string[]
    leadsTo?: string[]
    texts?: string
    hours?: number
    level?: number
  }
  function make({ title, codes = [], leadsTo = [], texts = '', hours, level }: Made): Item {
    const made = offer(title, [...codes, ...leadsTo], { summary: texts, hours })
    const occupations = made.occupations.map((one) =>
      leadsTo.includes(one.code) ? { ...one, derivedFrom: 'RNCP00000' } : one,
    )
    return { ...made, occupations, ...(level !== undefined && { certification: { label: title, level } }) }
  }
  interface Pair {
    need: { topic?: string; occupation?: string; or?: string }
    offer: Made
    /** What else the catalogue was found to hold. */
    beside?: Made[]
    grade: string
    lacks?: string
  }
  const pairs = precedents.flatMap(({ number, rule, pairs }) =>
    (pairs as Pair[]).map((pair) => ({ number, rule, pair })),
  )

  it.each(pairs)('$number. $rule ($pair.offer.title)', ({ pair: { need, offer: made, beside, grade, lacks } }) => {
    const ref = (code: string) => ({ code, label: referential.byCode(code)!.label })
    const asked = relevance.ask(
      {
        ...noCriteria,
        ...(need.topic && { topic: mintRedacted(need.topic) }),
        ...(need.occupation && { occupation: ref(need.occupation) }),
        alternatives: need.or ? [{ occupation: ref(need.or) }] : [],
      },
      vocabulary,
    )
    const found = beside?.map(make)
    const judgement = relevance.judge(make(made), found ? relevance.askOf(asked, found) : asked)
    expect([judgement.grade, lackOf(judgement)]).toEqual([grade, lacks])
  })
})
