import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { guard } from '../guard.ts'
import firstNames from '../lexicon/first-names.json' with { type: 'json' }
import { createPlaceholders } from '../placeholders.ts'
import { defaultPolicy } from '../policy.ts'
import { firstNameWeight, isSurname } from './people.ts'

const { about: _, owner: __, ...byOrigin } = firstNames
const fold = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

describe('the first names', () => {
  it('are four thousand at least, from everywhere people who live in France come from', () => {
    const all = new Set(Object.values(byOrigin).flat())
    expect(all.size).toBeGreaterThan(4_000)
    for (const [origin, list] of Object.entries(byOrigin)) expect([origin, list.length > 90]).toEqual([origin, true])
  })

  const births = join(import.meta.dirname, '../../../shared/data/names/prenoms_sorted_by_count.csv')
  it.skipIf(!existsSync(births))('cover 95 % of the births of a century (skipped without ../shared/data/names)', () => {
    let known = 0
    let all = 0
    for (const line of readFileSync(births, 'utf8').trim().split('\n')) {
      const [name = '', count = '0'] = line.split(',')
      if (name.startsWith('_')) continue
      all += Number(count)
      if (
        fold(name)
          .split('-')
          .some((piece) => firstNameWeight(piece) !== undefined)
      )
        known += Number(count)
    }
    expect(known / all).toBeGreaterThan(0.95)
  })
})

describe('a name from anywhere', () => {
  const people = {
    french: ['Rozenn Le Guen', 'Thierry Vasseur', 'Élodie Blanchard', 'Gaëtan Roussel'],
    maghreb: ['Naoual Bensalem', 'Yacine Aït Ouali', 'Zoulikha Hamidi', 'Abdelkrim Ouazzani'],
    'west africa': ['Fanta Kourouma', 'Souleymane Cissé', 'Adjoua Kouassi', 'Oumou Tounkara'],
    'central africa': ['Glodie Mbuyi', 'Plamedi Kasongo', 'Trésor Ilunga', 'Merveille Makosso'],
    'horn of africa': ['Semhar Ghebremedhin', 'Tesfay Haile', 'Hodan Warsame', 'Feven Tekle'],
    comoros: ['Echati Attoumani', 'Soifia Madi', 'Anfane Boina', 'Zaïnati Mze'],
    turkey: ['Gülşah Yıldırım', 'Ömer Çetin', 'Nurcan Özdemir', 'Batuhan Şahin'],
    iberia: ['Conceição Teixeira', 'Joaquim Antunes', 'Begoña Iglesias', 'Íñigo Serrano'],
    'eastern europe': ['Zbigniew Kowalczyk', 'Olha Bondarenko', 'Ionuț Munteanu', 'Xhevahire Gashi'],
    armenia: ['Hrant Manoukian', 'Hasmik Grigoryan', 'Varoujan Sarkissian', 'Lusine Petrosyan'],
    'south asia': ['Tharshini Nadarajah', 'Gurpreet Kaur', 'Nasima Begum', 'Zabihullah Rahimi'],
    'east asia': ['Thị Hương Nguyễn', 'Xiaoling Zhang', 'Sokhom Chhay', 'Jihoon Park'],
    overseas: ['Teva Tehei', 'Marie-Anise Hoarau', 'Wadner Desrosiers', 'Malia Lakalaka'],
    jewish: ['Shlomo Benhamou', 'Rivka Azoulay', 'Yehuda Toledano', 'Avigail Sebbag'],
  }
  const frames = [
    (name: string) => `Je reçois ${name} demain.`,
    (name: string) => `${name} cherche une formation de cariste.`,
    (name: string) => `Bonjour, dossier de ${name} à revoir`,
    (name: string) => `mme ${name.toLowerCase()} veut un cdi`,
    (name: string) => `${name.split(' ').slice(1).join(' ').toUpperCase()} ${name.split(' ')[0]} : projet soudure`,
    (name: string) => `rdv avec ${name.toLowerCase()} jeudi`,
    (name: string) => `${name.toUpperCase()} EST D'ACCORD POUR LE STAGE`,
  ]
  it.each(Object.entries(people))('is masked whole as often as any other: %s', (_origin, names) => {
    const left = names.flatMap((name) =>
      frames.flatMap((frame) => {
        const text = frame(name)
        const verdict = guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() })
        const clear = fold(verdict.text).split(/[^a-z]+/)
        return fold(name)
          .split(/[ -]/)
          .some((piece) => piece.length > 2 && clear.includes(piece))
          ? [`${text} → ${verdict.text}`]
          : []
      }),
    )
    expect(left).toEqual([])
  })
})

/** What is left of a text once names are masked. */
const masked = (text: string): string =>
  guard(text, defaultPolicy, { locale: 'fr', placeholders: createPlaceholders() }).text.replace(
    /\[PERSONNE_\d+\]/g,
    '…',
  )

describe('a name', () => {
  it.each([
    ['Dossier de Mukendi wa Mulumba', 'Dossier de …'],
    ['Reçu João Lopes da Veiga hier', 'Reçu … hier'],
    ['Le Goff n’est pas venu', '… n’est pas venu'],
    ['Mme Guivarc’h relance', 'Mme … relance'],
    ['reçu Samuel Eto’o hier', 'reçu … hier'],
    ['mme da silva ferreira cherche un cdi', 'mme … cherche un cdi'],
    ['le dossier de fred césaire-lise est là', 'le dossier de … est là'],
    ['Mme Sopheap Le Van est inscrite', 'Mme … est inscrite'],
    ['m. muhammad ali rahman est inscrit', 'm. … est inscrit'],
    ['Dolores Ferreira née de Oliveira, 20 ans de métier', '…, 20 ans de métier'],
    ['rdv a. barbosa lundi', 'rdv … lundi'],
    ['supervisor: c. da silva, marseille', 'supervisor: …, marseille'],
    ["mlle d'hautefort a payé", 'mlle … a payé'],
  ])('is masked with its particles: %s', (text, left) => expect(masked(text)).toBe(left))

  it.each([
    ['DUONG Mme : dossier complet', '… Mme : dossier complet'],
    ['Peux-tu appeler Zalihata Boinali avant midi ?', 'Peux-tu appeler … avant midi ?'],
    ['Xabirka Zuberoki, 3 ans de caisse', '…, 3 ans de caisse'],
    ['Vesnolka et Karim partagent un logement', '… et … partagent un logement'],
    ["l'entreprise de Mehmet Yilmaz embauche", "l'entreprise de … embauche"],
    ['Absents : Divine, Traoré, Rose', 'Absents : …, …, …'],
    ['proposer à mr bationo le chantier', 'proposer à mr … le chantier'],
    ['m virapoullé (60 ans) est partant', 'm … ([AGE_1]) est partant'],
    ['me charpentier suit le dossier', 'me … suit le dossier'],
    ['Ravalina, 49 ans, Angers', '…, [AGE_1], Angers'],
    ['suivi diallo à reprendre', 'suivi … à reprendre'],
    ['traoré a rappelé', '… a rappelé'],
    ['anouar toujours sans nouvelle', '… toujours sans nouvelle'],
    ['Famille Naceri.', 'Famille ….'],
    ['AMROUCHE VEUT CHANGER', '… VEUT CHANGER'],
    ['RDV MANQUE : ABDELHAK NACERI', 'RDV MANQUE : …'],
    ["Chez Raïssa Kabongo, le frein est la garde d'enfants", "Chez …, le frein est la garde d'enfants"],
    ['kind regards,\nfulgence malonga\nadviser', 'kind regards,\n…\nadviser'],
  ])('needs no list where a person is spoken of: %s', (text, left) => expect(masked(text)).toBe(left))

  it.each([
    ['Modeste relance pour son stage', '… relance pour son stage'],
    ['rdv avec marine boulanger mardi', 'rdv avec … mardi'],
    ['Désiré a validé son projet', '… a validé son projet'],
    ['SA TUTRICE EST ESPÉRANCE KITENGE, POUR LA PMSMP', 'SA TUTRICE EST …, POUR LA PMSMP'],
    ['le dossier de merveille kouam est complet', 'le dossier de … est complet'],
    ["j'ai eu exaucé onana au téléphone", "j'ai eu … au téléphone"],
    ["ambre n'a pas le permis, claire si.", "… n'a pas le permis, … si."],
    ['kabila parfait (RSA)', '… (RSA)'],
    ['Objet : Maçon Clémence - demande', 'Objet : … - demande'],
  ])('may be a word: %s', (text, left) => expect(masked(text)).toBe(left))

  it.each([
    'Prudence : les places partent vite',
    'Stage à Antony possible en avril',
    'Greta Métehor, session de mars',
    'La Mission locale de Clermont a rappelé',
    'Madame porte un casque',
    'Monsieur mange chez un ami',
    'Mme coud à domicile',
    'Monsieur craint la route de nuit',
    'Madame peint',
    'Mme finira en juin',
    'Mercedes Trappes cherche un carrossier',
    'Lourdes cherche des réceptionnistes',
    'Paul Boulangerie, vendeur',
    'Le Petit Bateau recrute à Troyes',
    'Poste Bagagiste Orly',
    'Dossier Fongecif clos',
    'suivi par l’UNAPEI',
    'stade pierre-mauroy',
    'on réanimera le groupe, il parle somali',
    'Menuisier depuis dix ans, Angers',
    'Menuiserie Girard et fils',
    'Atelier Confiance et Patience',
    'Renault et Leclerc recrutent',
    'Rose et lilas, atelier fleuriste samedi',
  ])('is not seen where none is: %s', (text) => expect(masked(text)).toBe(text))

  it('is known in another spelling, and a surname by the shape of its language', () => {
    for (const name of ['fatoumatta', 'mohammed', 'christelle', 'abdourazak', 'nassurdine', 'xiaohong', 'ariimoana'])
      expect([name, firstNameWeight(name)]).not.toEqual([name, undefined])
    for (const name of [
      'etchegoyen',
      'randrianasolo',
      'tshibangu',
      'wickramasinghe',
      'hosseinzadeh',
      'vasconcinho',
      'giacometti',
      'kovalchuk',
    ])
      expect([name, isSurname(name)]).toEqual([name, true])
    for (const word of [
      'chemin',
      'moulin',
      'materiau',
      'poireau',
      'emploi',
      'cuisine',
      'boutique',
      'ouvrier',
      'transition',
    ])
      expect([word, firstNameWeight(word), isSurname(word)]).toEqual([word, undefined, false])
  })
})
