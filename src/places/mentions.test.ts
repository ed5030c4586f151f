import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { COMMON_WORDS } from './common-words.ts'
import knownPlaces from './known-places.json' with { type: 'json' }
import { loadCommunes } from './load-node.ts'
import { createMisspelt } from './misspelt.ts'
import { nameKey } from './name-key.ts'
import { createPlaces, type Places } from './places.ts'
import wordsLikeTowns from './words-like-towns.json' with { type: 'json' }

let places: Places

beforeAll(async () => {
  places = createPlaces(await loadCommunes())
})

/** '«Lille» 59350', '«le Nord» departement 59', '«Saint-Denis» ?'. */
function read(text: string): string[] {
  return places.findInText(text).map((mention) => {
    const said = `«${text.slice(mention.start, mention.end)}»`
    if (mention.kind === 'area') return `${said} ${mention.area.kind} ${mention.area.code}`
    if (mention.kind === 'known') return `${said} around ${mention.place.commune.code}`
    if (mention.kind === 'unknown') return `${said} unknown`
    return `${said} ${mention.resolution.kind === 'found' ? mention.resolution.commune.code : '?'}`
  })
}

describe('what a counsellor writes', () => {
  it.each([
    ['Elle habite à Roubaix et cherche autour de Lille', ['«Roubaix» 59512', '«Lille» 59350']],
    ['formation soudure lille 3 mois', ['«lille» 59350']],
    ['aide-soignante Creil', ['«Creil» 60175']],
    ['à Lille, Lens ou Béthune', ['«Lille» 59350', '«Lens» 62498', '«Béthune» 62119']],
    ['FORMATION A LYON EN SOUDURE', ['«LYON» 69123']],
    ['il habite au Havre, ou près du Mans', ['«Havre» 76351', '«Mans» 72181']],
    ['au nord de Lyon', ['«Lyon» 69123']],
    ['près de St. Malo', ['«St. Malo» 35288']],
    ['un poste à Paris 12e', ['«Paris 12e» 75112']],
    ['[PERSONNE_1] habite près de Bourg-en-Bresse', ['«Bourg-en-Bresse» 01053']],
    ['à 20km de dole', ['«dole» 39198']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a postcode or a departement beside a name', () => {
  it.each([
    ['59000 Lille', ['«59000 Lille» 59350']],
    ['75012 Paris', ['«75012 Paris» 75112']],
    ['sur Marseille 13008', ['«Marseille 13008» 13208']],
    ['habite 01400', ['«01400» 01093']],
    ['à Saint-Denis (974)', ['«Saint-Denis (974)» 97411']],
    ['à Saint-Denis (Seine-Saint-Denis)', ['«Saint-Denis (Seine-Saint-Denis)» 93066']],
    ['à La Garde (83)', ['«La Garde (83)» 83062']],
    ['à Saint-Denis dans le 93', ['«Saint-Denis dans le 93» 93066']],
    ['à Saint-Denis', ['«Saint-Denis» ?']],
    ['elle cherche à Saint-Denis 93', ['«Saint-Denis 93» 93066']],
    ['Saint-Denis, 974', ['«Saint-Denis, 974» 97411']],
    ['Clermont 63', ['«Clermont 63» 63113']],
    ['boulogne 92', ['«boulogne 92» 92012']],
    ['à Saint-Denis 30 minutes maximum', ['«Saint-Denis» ?']],
    ['Saint-Denis de La Réunion', ['«Saint-Denis de La Réunion» 97411']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a town said alone, or last, as counsellors answer', () => {
  it.each([
    ['Cherbourg', ['«Cherbourg» 50129']],
    ['chamonix.', ['«chamonix» 74056']],
    ['Clermont', ['«Clermont» ?']],
    ['St Etienne', ['«St Etienne» 42218']],
    ['Aix', ['«Aix» ?']],
    ['Megève', ['«Megève» 74173']],
    ['formation de soudeur cherbourg', ['«cherbourg» 50129']],
    ['plombier clermont', ['«clermont» ?']],
    ['Maçon', []],
    ['salon', []],
    ['elle va au salon', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('departements and regions', () => {
  it.each([
    ['dans le 59 ou le 62', ['«59» departement 59', '«62» departement 62']],
    ['habite le 93', ['«93» departement 93']],
    ['dans le Nord', ['«le Nord» departement 59']],
    ['en Bretagne ou en Loire-Atlantique', ['«Bretagne» region 53', '«Loire-Atlantique» departement 44']],
    ['partout en ile de france', ['«ile de france» region 11']],
    ['en PACA', ['«PACA» region 93']],
    ['dans la Vienne', ['«la Vienne» departement 86']],
    ['à Vienne', ['«Vienne» 38544']],
    ['département de la Somme', ['«la Somme» departement 80']],
    ['à La Réunion', ['«La Réunion» departement 974']],
    ['en Alsace', ['«Alsace» region 42']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('islands, valleys and "pays"', () => {
  it.each([
    ["sur l'île d'Oléron", ["«l'île d'Oléron» around 17385"]],
    ['vallée de l’Arve exclusivement', ['«vallée de l’Arve» around 74081']],
    ['au pays basque', ['«pays basque» around 64102']],
    ['dans le Roussillon', ['«le Roussillon» around 66136']],
    ['habite à Roussillon (38)', ['«Roussillon (38)» 38344']],
    ['une perche, un berry', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('lie around communes that exist, under names that nothing else of the list bears', () => {
    const names = knownPlaces.flatMap((one) => one.names.map(nameKey))
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    expect(knownPlaces.filter(({ commune }) => !places.byCode(commune))).toEqual([])
  })
})

describe('where a place is expected and no name stands', () => {
  it.each([
    ['habite à Bethume', ['«Bethume» 62119']],
    ['autour de clairmont ferand', ['«clairmont ferand» 63113']],
    ['secteur Zorbec-les-Oies', ['«Zorbec-les-Oies» unknown']],
    ['vers Canne', ['«Canne» ?']],
    ['pour Bethume, avec Bethume', []],
    ['un lile, une bethume', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('words that are also communes', () => {
  it.each([
    'un métier qui a du sens, à sens unique',
    'Sens de l’accueil indispensable',
    'travailler sur le port, à la garde des enfants',
    'contrat aidé, bains douches, vente en magasin, un bourg',
    'dans le secteur du bois, sur le vent',
    'une somme de 300 €, un lot, la manche, au nord',
    'techniques de réunion, dans le Centre de formation',
    'BPJEPS APT, CAP, Excel, Word, permis B',
    'coûte 15000 euros, RNCP 35634, 75001 €',
    'du 12 au 15 mars, dans le 15 jours, le 75',
    'cherche une formation à distance, pas le soir',
    'tour à tour, maçon, plombier, vannes et pertuis',
    'le conseiller note [LYON_1]',
  ])('%s names no place', (text) => {
    expect(read(text)).toEqual([])
  })

  it('are places when a capital or a dwelling says so', () => {
    expect(read('il cherche à Sens ou vers Bourg-la-Reine')).toEqual(['«Sens» 89387', '«Bourg-la-Reine» 92014'])
    expect(read('elle habite à tours')).toEqual(['«tours» 37261'])
  })

  it('a number that counts something is no arrondissement', () => {
    expect(read('à Paris 12 mois')).toEqual(['«Paris» 75056'])
  })
})

it('gives UTF-16 offsets of the text as sent, in order, never overlapping, whatever the text', () => {
  const emoji = '👩‍🔧 habite à Orléans'
  expect(read(emoji)).toEqual(['«Orléans» 45234'])
  const decomposed = 'habite à Orléans'.normalize('NFD')
  expect(read(decomposed)).toEqual([`«${'Orléans'.normalize('NFD')}» 45234`])
  const pieces = fc.constantFrom(
    'à',
    'Lille',
    'St',
    '.',
    ',',
    'Saint-Denis',
    '(93)',
    '59000',
    'dans le',
    '59',
    'é',
    '👩',
    '[',
    ']',
    'sur',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 30 }), (parts) => {
      const text = parts.join(' ')
      let end = 0
      for (const mention of places.findInText(text)) {
        expect(mention.start).toBeGreaterThanOrEqual(end)
        expect(mention.end).toBeGreaterThan(mention.start)
        expect(mention.end).toBeLessThanOrEqual(text.length)
        if (mention.kind === 'commune') expect(mention.candidates.length).toBeGreaterThan(0)
        end = mention.end
      }
    }),
  )
})

it('reads every commune of 2,000 inhabitants and more after "habite à", written as it is', () => {
  const missed = places.communes.filter((commune) => {
    if (commune.population < 2_000) return false
    const mentions = places.findInText(`Elle habite à ${commune.name} et cherche un emploi`)
    return !mentions.some((mention) => mention.kind === 'commune' && mention.candidates.includes(commune))
  })
  expect(missed.map((commune) => commune.name)).toEqual([])
})

it('holds no word among those that look like towns that looks like none, nor one that is a name of its own', () => {
  const misspelt = createMisspelt(places.communes)
  const departements = [...new Set(places.communes.map(({ departement }) => departement))]
  const looksLikeNone = (word: string) =>
    misspelt(word).length === 0 && departements.every((departement) => misspelt(word, { departement }).length === 0)
  expect(wordsLikeTowns.filter((word) => COMMON_WORDS.has(word) || looksLikeNone(word))).toEqual([])
})
