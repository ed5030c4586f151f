import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mintRedacted } from '../../guardrails/redacted.ts'
import { type Criteria, type CriteriaPatch, noCriteria } from '../criteria/criteria.ts'
import type { ReadingContext } from '../criteria/reading/message.ts'
import filler from '../criteria/topic/filler.json' with { type: 'json' }
import { createReferential, type Referential } from '../occupations/referential.ts'
import { loadCommunes } from '../places/load-node.ts'
import { createPlaces, type Places } from '../places/places.ts'
import { mergeTurn } from './merge.ts'
import { emptyProfile } from './profile.ts'
import { askBack } from './question.ts'
import { readNeed } from './read-need.ts'

let places: Places
let referential: Referential

beforeAll(async () => {
  places = createPlaces(await loadCommunes())
  const folder = join(import.meta.dirname, '../../data/occupations')
  const files = readdirSync(folder).filter((file) => /^[A-N]\.json$/.test(file))
  referential = createReferential(files.flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))))
})

const context = (): ReadingContext => ({
  previous: noCriteria,
  places,
  referential,
  today: '2026-11-29',
  locale: 'fr',
})
const read = (text: string) => readNeed(mintRedacted(text), context())

/** 'Montluçon 03', 'Motluçon → Montluçon 03' where it was corrected, 'asked: Clermont-Ferrand 63, Clermont 60', or 'none'. */
function place(text: string): string {
  const { patch, read: sources, ambiguous } = read(text)
  const named = ({ code, name }: { code: string; name: string }) => `${name} ${places.byCode(code)!.departement}`
  if (ambiguous?.criterion === 'near') return `asked: ${ambiguous.candidates.map(named).join(', ')}`.trim()
  if (!patch.near) return 'none'
  const corrected = sources.find(({ criterion }) => criterion === 'near')?.corrected
  return corrected ? `${corrected} → ${named(patch.near)}` : named(patch.near)
}

describe('a town that several are', () => {
  const townAfter = (...texts: string[]): string => {
    let previous = noCriteria
    let asked: string | undefined
    for (const text of texts) {
      const reading = readNeed(mintRedacted(text), { ...context(), previous })
      previous = mergeTurn(previous, { profile: emptyProfile, today: '2026-11-29', message: reading }).criteria
      asked = askBack(previous, reading, { locale: 'fr' })?.text
    }
    return previous.near ? `${previous.near.name} ${places.byCode(previous.near.code)!.departement}` : (asked ?? 'none')
  }

  it.each([
    [['cuisine près d’Issoire', 'à Clermont'], 'Clermont-Ferrand 63'],
    [['cuisine à Beauvais', 'à Clermont'], 'Clermont 60'],
    [['cuisine à La Réunion', 'à Saint-Pierre'], 'Saint-Pierre 974'],
    [['cuisine à Pontoise', 'à Saint-Denis'], 'Saint-Denis 93'],
  ])('is the nearest to the place in force: %s', (texts, town) => {
    expect(townAfter(...texts)).toBe(town)
  })

  it.each(['le 97', 'la Réunion', '97400', 'dans le 974 plutôt'])('is settled by a bare answer: %s', (answer) => {
    expect(townAfter('cuisine à Saint-Denis', answer)).toBe('Saint-Denis 974')
  })

  it('is asked about by what was typed, where none lies around there', () => {
    expect(townAfter('cuisine à Lyon', 'à Saint-Denis')).toBe(
      'Plusieurs communes s’appellent Saint-Denis. Dans quel département ?',
    )
    expect(townAfter('cuisine à Nantes', 'à Clermont')).toMatch(/« Clermont »/)
    expect(townAfter('cuisine à Saint-Denis', 'le 29')).toMatch(/^Plusieurs communes s’appellent Saint-Denis/)
  })
})

describe('a place said as counsellors say it', () => {
  it.each([
    ['formation de soudeur à Montluçon', 'Montluçon 03'],
    ['formation soudeur a montlucon', 'Montluçon 03'],
    ['soudeur sur Saint-Nazaire', 'Saint-Nazaire 44'],
    ['vers Carcassonne, aide à domicile', 'Carcassonne 11'],
    ['secteur Albertville', 'Albertville 73'],
    ['un truc dans le coin de Rodez', 'Rodez 12'],
    ['coin Figeac, un truc dans le bois', 'Figeac 46'],
    ['autour de Bressuire 30 km', 'Bressuire 79'],
    ['côté Fécamp', 'Fécamp 76'],
    ['elle habite Issoire', 'Issoire 63'],
    ['habite st flour', 'Saint-Flour 15'],
    ['ste foy la grande, aide soignante', 'Sainte-Foy-la-Grande 33'],
    ['St-Dié-des-Vosges, cuisine', 'Saint-Dié-des-Vosges 88'],
    ['Avesnes sur Helpe. Cariste', 'Avesnes-sur-Helpe 59'],
    ['Cherche CAP petite enfance, Mende', 'Mende 48'],
    ['CAP coiffure, lodeve', 'Lodève 34'],
    ['Morteau. Ancien maçon.', 'Morteau 25'],
    ['Il veut devenir chauffeur de bus. Châteaudun', 'Châteaudun 28'],
    ['anglais. Ussel', 'Ussel 19'],
    ['bilan de compétences à Sarlat', 'Sarlat-la-Canéda 24'],
    ["M. vit à Ploërmel et n'a pas le permis", 'Ploërmel 56'],
    ['domiciliée à Brignoles', 'Brignoles 83'],
    ['Résidant à Vesoul, cherche vente', 'Vesoul 70'],
    ['TP ADVF Noyon', 'Noyon 60'],
    ['Noyon ou Compiègne, aide soignant', 'Noyon 60'],
    ['habite Le Neubourg, cherche sur Évreux', 'Évreux 27'],
    ['pas à Paris, plutôt Melun', 'Melun 77'],
    ['sauf Lille, Valenciennes ok', 'Valenciennes 59'],
    ['sur le 62', 'Calais 62'],
    ['dans le 04', 'Manosque 04'],
    ['dept 85, cuisine', 'La Roche-sur-Yon 85'],
    ['soudeur, 62, permis B', 'Calais 62'],
    ['Saint-Denis (974)', 'Saint-Denis 974'],
    ['St Pierre, la Réunion', 'Saint-Pierre 974'],
    ['le Lamentin, Martinique', 'Le Lamentin 972'],
    ['Le Lamentin (Guadeloupe)', 'Lamentin 971'],
    ['pirogue, Saint-Laurent du Maroni', 'Saint-Laurent-du-Maroni 973'],
    ['Kourou, soudure', 'Kourou 973'],
    ['Petit-Bourg, vente', 'Petit-Bourg 971'],
    ['sur Mamoudzou', 'Mamoudzou 976'],
    ["l'île d'Oléron", "Saint-Pierre-d'Oléron 17"],
    ["cuisine sur l'île de Ré", 'Saint-Martin-de-Ré 17'],
    ['Belle-Île, cuisine', 'Le Palais 56'],
    ['saisonnier à noirmoutier', "Noirmoutier-en-l'Île 85"],
    ["ile d'yeu, pêche", "L'Île-d'Yeu 85"],
    ['Groix', 'Groix 56'],
    ['Ouessant, tourisme', 'Ouessant 29'],
    ['vallée de la Maurienne', 'Saint-Jean-de-Maurienne 73'],
    ['au pays basque', 'Bayonne 64'],
    ["bassin d'Arcachon", 'Arcachon 33'],
    ['dans le Cotentin', 'Cherbourg-en-Cotentin 50'],
    ["presqu'île de Crozon", 'Crozon 29'],
    ['en Médoc', 'Lesparre-Médoc 33'],
    ['dans le Perche', 'Nogent-le-Rotrou 28'],
    ['dans les Cévennes', 'Alès 30'],
    ['Val de Marne', 'Vitry-sur-Seine 94'],
    ['agglo de Rennes', 'Rennes 35'],
    ['métropole lilloise', 'Lille 59'],
    ['Paris 13e', 'Paris 13e Arrondissement 75'],
    ['dans le 13ème à Paris', 'Paris 13e Arrondissement 75'],
    ['Marseille 3ème', 'Marseille 3e Arrondissement 13'],
    ['vendeuse Lyon 7', 'Lyon 7e Arrondissement 69'],
    ['serveur paris 20', 'Paris 20e Arrondissement 75'],
    ['Lyon ou Villeurbanne', 'Lyon 69'],
    ['entre Lens et Arras', 'Lens 62'],
    ['Toute la Bretagne', 'Rennes 35'],
    ['dans le Nord-Isère', 'Grenoble 38'],
    ['Sud Gironde', 'Bordeaux 33'],
    ['Hauts de France', 'Lille 59'],
    ["n'importe où en Normandie", 'Le Havre 76'],
    ['dans le neuf trois', 'Saint-Denis 93'],
    ['Saint-Barth, gestion', 'Saint-Barthélemy 977'],
    ['anglais à La Défense', 'Puteaux 92'],
    ['SQY', 'Montigny-le-Bretonneux 78'],
    ['à Sophia Antipolis', 'Valbonne 06'],
    ['Clermont-l’Hérault, vigne', "Clermont-l'Hérault 34"],
    ['habite Brive', 'Brive-la-Gaillarde 19'],
    ['il vient de Lille et s’installe à Nantes', 'Nantes 44'],
    ['elle quitte Paris pour La Rochelle', 'La Rochelle 17'],
    ['a grandi à Lyon, vit à Annecy', 'Annecy 74'],
    ['diplômée de l’université de Bordeaux, cherche sur Agen', 'Agen 47'],
    ['ancienne coiffeuse à Toulon, installée à Gap, veut être secrétaire', 'Gap 05'],
    ['école de commerce de Reims, cherche un poste à Laon', 'Laon 02'],
    ['habite Aix-en-Provence, cherche sur Marseille ou Aix', 'Aix-en-Provence 13'],
    ['suivi à la Réunion. Cirque de Salazie, peut descendre à Saint-André', 'Salazie 974'],
    ['hlm a trappes, jusk a versailles max', 'Trappes 78'],
    ['secretaire a tours', 'Tours 37'],
    ['dans le Jura, habite Dole', 'Dole 39'],
    ['département 50, autour de Saint-Lô', 'Saint-Lô 50'],
    ['Fougères en Ille-et-Vilaine', 'Fougères 35'],
    ['aide à domicile, Orange ou Avignon', 'Orange 84'],
    ['coiffure cap grenoble adulte reconversion', 'Grenoble 38'],
    ['usine de Loudéac fermée, sur place ou à Pontivy', 'Loudéac 22'],
    ['réside sur la commune de Plouay, cherche du côté de Lorient', 'Lorient 56'],
    ['ne veut pas aller à Lille, reste sur Dunkerque', 'Dunkerque 59'],
    ['suivi par la mission locale de Creil, en train jusqu’à Compiègne', 'Creil 60'],
    ['revient vivre chez sa mère à Decize après 10 ans à Paris', 'Decize 58'],
    ['hébergée chez sa sœur à Limoges', 'Limoges 87'],
    ['mobilité : département 47 uniquement', 'Agen 47'],
    ['Du boulot à Montcuq', 'Montcuq-en-Quercy-Blanc 46'],
    ['Digne. Jeune homme sans diplôme.', 'Digne-les-Bains 04'],
    ['actuellement à Tarbes, souhaite s’installer à Pau', 'Pau 64'],
    ['habite Vire, voudrait habiter à Caen', 'Caen 14'],
    ['du Lamentin (Martinique, pas la commune de Guadeloupe)', 'Le Lamentin 972'],
    ['Valence, dans le Tarn-et-Garonne, pas celle de la Drôme', 'Valence 82'],
    ['Saint-Étienne-du-Rouvray 76 pas la Loire', 'Saint-Étienne-du-Rouvray 76'],
    ['secteur Grand Poitiers', 'Poitiers 86'],
    ['dans le Grand Nancy', 'Nancy 54'],
    ['habite à Feltin (Creuse)', 'Feltin (Creuse) → Felletin 23'],
    ['quartier de la Guillotière à Lyon', 'Lyon 69'],
    ['DOMICILE | Bastia | MOBILITE | 20 km', 'Bastia 2B'],
    ['COMMUNE: LENS', 'Lens 62'],
    ['vivait à Lyon, vit maintenant à Tarare', 'Tarare 69'],
    ['après 12 ans chez Airbus à Toulouse il s’installe à Foix', 'Foix 09'],
    ['logement à Évreux, emploi visé Vernon', 'Vernon 27'],
    ['Montreuil (93), pas Montreuil-sur-Mer', 'Montreuil 93'],
    ['pas plus loin que Beauvais, elle est de Noailles', 'Noailles 60'],
    ['Métier visé = cuisinier ; ville = Rodez ; mobilité = 25 km', 'Rodez 12'],
    ['CP/Ville : 63300 THIERS', 'Thiers 63'],
  ])('%s', (text, expected) => expect(place(text)).toBe(expected))
})

describe('of several places that would do, none is dropped', () => {
  const named = ({ name }: { name: string }) => name
  const all = (text: string) => {
    const { near, alternatives } = read(text).patch
    return [near, ...(alternatives ?? []).map((other) => other.near)].flatMap((one) => (one ? [named(one)] : []))
  }

  it.each([
    ['Dole ou Besançon', ['Dole', 'Besançon']],
    ['Nantes ou Rennes', ['Nantes', 'Rennes']],
    ['Brest, Quimper ou Lorient', ['Brest', 'Quimper', 'Lorient']],
    ['Lyon 20 km, sinon Valence', ['Lyon', 'Valence']],
    ['dans le 59 ou le 62', ['Lille', 'Calais']],
    ['habite Aix-en-Provence, cherche sur Marseille ou Aix', ['Aix-en-Provence', 'Marseille']],
    ['Arcachon, en Gironde', ['Arcachon']],
    ['Lyon ou à distance', ['Lyon']],
    ['pas à Nantes, plutôt Rennes', ['Rennes']],
    ['Lille, non pardon, Arras', ['Arras']],
  ])('%s', (text, expected) => expect(all(text)).toEqual(expected))

  it('nor is a training at a distance', () => expect(read('Lyon ou à distance').patch.modality).not.toBe('remote'))
})

describe('how far one may go from home is a distance, not another place', () => {
  const withDistance = (text: string) => [place(text), read(text).patch.radiusKm]

  it.each([
    ['habite Saint-Chamond, va jusqu’à Saint-Étienne ou Firminy, pas plus loin', 'Saint-Chamond 42'],
    ['elle vit à Lure, peut aller jusqu’à Vesoul ou Belfort', 'Lure 70'],
    ['vit à Villefranche-de-Rouergue, accepte Figeac et Decazeville', 'Villefranche-de-Rouergue 12'],
    ['de Saint-Leu (Réunion), il peut aller à Saint-Paul ou Saint-Pierre en bus', 'Saint-Leu 974'],
    ['Martinique, habite Le Robert, accepte Fort-de-France, Le Lamentin', 'Le Robert 972'],
    ['habite Lannion, Guingamp au maximum', 'Lannion 22'],
    ['Domicile Pithiviers. Limite : Orléans.', 'Pithiviers 45'],
  ])('%s', (text, expected) => expect(place(text)).toBe(expected))

  it('is as far as the farthest of them, unless a distance is said', () => {
    expect(withDistance('elle vit à Lure, peut aller jusqu’à Vesoul ou Belfort')).toEqual(['Lure 70', 33])
    expect(withDistance('habite Sète, ne va pas plus loin que Montpellier')).toEqual(['Sète 34', 33])
    expect(withDistance('habite Sète, accepte Montpellier, 20 km au plus')).toEqual(['Sète 34', 20])
  })

  it('is where to look when nothing else is said', () =>
    expect(place('aide à domicile, accepte Figeac')).toBe('Figeac 46'))
})

describe('a place with a slip in it is searched, and shown as a correction', () => {
  it.each([
    ['soudeur à Motluçon', 'Motluçon → Montluçon 03'],
    ['cuisine a Valencienne', 'Valencienne → Valenciennes 59'],
    ['soudure sur Grenobe', 'Grenobe → Grenoble 38'],
    ['secteur Chalon sur Saonne', 'Chalon sur Saonne → Chalon-sur-Saône 71'],
    ['coifure a marseile', 'marseile → Marseille 13'],
    ['vendeuse à Montbelliard', 'Montbelliard → Montbéliard 25'],
    ['vente sur perpignant', 'perpignant → Perpignan 66'],
    ['vers Carcasonne', 'Carcasonne → Carcassonne 11'],
    ['à Bourgouin-Jallieu', 'Bourgouin-Jallieu → Bourgoin-Jallieu 38'],
    ['vilefranche sur saone, cuisine', 'vilefranche sur saone → Villefranche-sur-Saône 69'],
    ['à Saint-Brieux', 'Saint-Brieux → Saint-Brieuc 22'],
    ['Chatelrault, mécanique', 'Chatelrault → Châtellerault 86'],
    ['à Cagne sur mer', 'Cagne sur mer → Cagnes-sur-Mer 06'],
    ['dans le coin d’aix en prov', 'aix en prov → Aix-en-Provence 13'],
    ['clermont fd, vélo', 'clermont fd → Clermont-Ferrand 63'],
    ['tourneur, cluse 74', 'cluse 74 → Cluses 74'],
  ])('%s', (text, expected) => expect(place(text)).toBe(expected))
})

describe('what is not a slip needs no correction', () => {
  it.each([
    ['habite Besancon', 'Besançon 25'],
    ['formation bucheron a Chateauroux', 'Châteauroux 36'],
    ['quimperle', 'Quimperlé 29'],
    ['Boulogne s/mer', 'Boulogne-sur-Mer 62'],
    ['Villefranche s/Saône', 'Villefranche-sur-Saône 69'],
    ['cluses (74)', 'Cluses 74'],
  ])('%s', (text, expected) => expect(place(text)).toBe(expected))
})

describe('a place that nobody can be sure of is asked about, and the country is not searched instead', () => {
  it.each([
    'Saint-Denis',
    'Clermont',
    'aide à domicile, Sainte-Anne',
    'Villefranche, vente',
    'Prades. Ancien maçon.',
    'Le Puy, dentelle',
    'soudeur à Trifouillis-les-Oies',
    'soudeur, sainte menehoulde',
    'habite Gribouille-sur-Loire',
    'autour de Zorbec',
    'elle habite à trifouilly',
    'formation à Ouagadougou',
  ])('%s', (text) => expect(place(text)).toMatch(/^asked:/))
})

describe('words that stand where places do, and are none', () => {
  it.each([
    'elle est à bout, cherche un travail à temps plein, à distance',
    'formation à Excel et Word',
    'se former sur Photoshop',
    'il bosse sur SolidWorks',
    'suivie à Pôle emploi',
    'elle vise un poste à La Poste',
    'mer ou montagne, peu importe',
    'il aime la nature, la pêche, le jardin',
    'secteur bancaire ou secteur du bâtiment, secteur tertiaire',
    'autour de 500 €, vers midi, vers septembre',
    'vente en ligne, marketing, rédaction',
    'un CAP en un an, à raison de 2 jours par semaine',
    'Bonne journée, merci à vous, cordialement',
    'elle veut changer d’air, partir à l’étranger',
    'travailler à la ferme, à la campagne',
    'accès à Internet',
    'bureautique. Lecture. Vente. Accueil',
    'veu travaillé a plin tan, a distence, san diplome',
    'il a peur, il a bossé, elle a tenu, elle a fini',
    'disponible à Noël, sinon à Pâques',
    'un poste chez Saint-Maclou',
    'un travail a sens unique, elle a grasse mine',
  ])('%s', (text) => expect(place(text)).toBe('none'))
})

describe('a place that was asked about', () => {
  const turn = (held: Criteria, text: string) => {
    const reading = readNeed(mintRedacted(text), { ...context(), previous: held })
    const { criteria } = mergeTurn(held, { profile: emptyProfile, message: reading, today: '2026-11-29' })
    return { criteria, question: askBack(criteria, reading, { locale: 'fr' }) }
  }
  const first = () => turn(noCriteria, 'soudeur à Trifouillis-les-Oies')

  it('is asked again until it is answered, and the country is not searched meanwhile', () => {
    const asked = first()
    expect(asked.question).toMatchObject({ criterion: 'near' })
    const later = turn(asked.criteria, 'pas plus de 3 mois')
    expect(later.criteria).toMatchObject({ maxHours: 450 })
    expect(later.question).toMatchObject({ criterion: 'near', text: expect.stringContaining('Trifouillis-les-Oies') })
  })

  it('is dropped when it is refused: the place that was held, not another', () => {
    const held = turn(noCriteria, 'soudeur à Angers').criteria
    for (const words of ['peu importe où, enlève Angers', 'finalement pas à Angers']) {
      expect(turn(held, words).criteria.near).toBeUndefined()
    }
    expect(turn(held, 'pas à Nantes').criteria.near?.name).toBe('Angers')
    expect(turn(held, 'pas à Angers, plutôt Cholet').criteria.near?.name).toBe('Cholet')
  })

  it('is answered by a place, by "partout", by a choice, or needs none at a distance', () => {
    const { criteria, question } = first()
    const answered = turn(criteria, 'Béthune')
    expect(answered.criteria.near?.name).toBe('Béthune')
    expect(answered.question).toBeNull()
    const anywhereSaid = turn(criteria, 'partout en France')
    expect(anywhereSaid.question).toBeNull()
    expect(turn(anywhereSaid.criteria, 'moins de 3 mois').question).toBeNull()
    expect(turn(criteria, 'finalement à distance').question).toBeNull()
    const anywhere = question!.choices.find((choice) => choice.criteria)!.criteria
    const chosen = mergeTurn(criteria, {
      profile: emptyProfile,
      counsellor: anywhere as CriteriaPatch,
      today: '2026-11-29',
    })
    expect(turn(chosen.criteria, 'moins de 3 mois').question).toBeNull()
  })
})

describe('every town of more than 5,000 inhabitants', () => {
  const towns = () => places.communes.filter(({ population, parent }) => population > 5_000 && !parent)
  /** One letter left out, changed, doubled or swapped with the next, never the first, the same one on every run. */
  const slipIn = (name: string, at: number): string => {
    const letters = [...name].flatMap((letter, index) => (index > 0 && /\p{L}/u.test(letter) ? [index] : []))
    const where = letters[(at * 7) % letters.length]!
    const [before, letter, after] = [name.slice(0, where), name[where]!, name.slice(where + 1)]
    const other = 'etaoinsrlu'[at % 10]!
    return `${before}${['', other, letter + letter, `${after[0] ?? ''}${letter}`][at % 4]}${at % 4 === 3 ? after.slice(1) : after}`
  }
  const lower = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

  it.each([
    ['as it is written', (name: string) => name, 0.99, 0.99],
    ['without accents or capitals', lower, 0.97, 0.97],
    ['with one letter wrong', slipIn, 0.9, 0.95],
  ])('%s is read after "à", or asked about', (_, write, leastRight, leastHeard) => {
    const verdicts = towns().map((town, at) => {
      const { patch, ambiguous } = read(`une formation de comptable à ${write(town.name, at)}`)
      const asked = ambiguous?.criterion === 'near' ? ambiguous.candidates : undefined
      const isRight = patch.near?.code === town.code || asked?.some(({ code }) => code === town.code)
      return { isRight: Boolean(isRight), isHeard: Boolean(isRight || asked) }
    })
    const share = (which: 'isRight' | 'isHeard') => verdicts.filter((one) => one[which]).length / verdicts.length
    console.info(`towns, ${_}: ${share('isRight').toFixed(3)} right, ${share('isHeard').toFixed(3)} right or asked`)
    expect(share('isRight')).toBeGreaterThanOrEqual(leastRight)
    expect(share('isHeard')).toBeGreaterThanOrEqual(leastHeard)
  })
})

describe('ordinary words', () => {
  const bench = join(import.meta.dirname, '../../../shared/bench/ordinary')
  const present = existsSync(bench)

  it('never become places, wherever they stand: 300 of those that messages are filled with', () => {
    const words = filler.words.filter((word) => /^[a-z]{4,}$/.test(word)).slice(0, 300)
    expect(words).toHaveLength(300)
    const taken = words.flatMap((word) =>
      [`elle cherche ${word} une formation`, `une formation sur ${word}`, `anglais, ${word}, permis`, word].filter(
        (text) => place(text) !== 'none',
      ),
    )
    expect(taken).toEqual([])
  })

  it.skipIf(!present)('never become places: the 300 that spoken and written French use most', () => {
    const text = ['spoken.txt', 'written.txt'].map((file) => readFileSync(join(bench, file), 'utf8')).join('\n')
    const counts = new Map<string, number>()
    for (const [word] of text.matchAll(/(?<![\p{L}'’-])\p{Ll}{4,}(?![\p{L}'’-])/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1)
    const words = [...counts].sort((one, other) => other[1] - one[1]).slice(0, 300)
    const taken = words.flatMap(([word]) =>
      [`elle cherche ${word} une formation`, `une formation sur ${word}`, `anglais, ${word}, permis`].filter(
        (said) => place(said) !== 'none',
      ),
    )
    expect(taken).toEqual([])
  })
})
