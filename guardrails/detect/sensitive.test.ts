import { describe, expect, it } from 'vitest'
import type { FindingType, Locale } from '../finding.ts'
import { guard } from '../guard.ts'
import { createPlaceholders } from '../placeholders.ts'
import { defaultPolicy } from '../policy.ts'

const judge = (text: string, locale: Locale = 'fr') =>
  guard(text, defaultPolicy, { locale, placeholders: createPlaceholders() })
const typesIn = (text: string): FindingType[] => judge(text).findings.map(({ type }) => type)

const facts: [FindingType, string[]][] = [
  [
    'HEALTH',
    [
      'il est sous antidépresseurs',
      'elle est enceinte',
      "Elle n'est pas malade",
      'suivi psy, cherche un CAP',
      'Opéré du dos en 2023',
      'she had a stroke last year',
      'EN ARRET MALADIE DEPUIS MARS',
      'sa femme est malade, il est peu disponible',
      'elle se remet d’une dépression',
      'suite à son opération du genou',
      'licenciée pour inaptitude',
      'suivi à l’hôpital de jour',
      'il a des soucis cardiaques',
      'je le trouve dépressif',
      'addictions multiples',
      'suivi en alcoologie',
      'problèmes de vue liés au diabète',
      'état de santé dégradé',
      'he had back surgery',
    ],
  ],
  [
    'DISABILITY',
    [
      'RQTH en cours',
      'TH, dos',
      'mon usager a la RQTH',
      'jeune sourd, cherche un CAP',
      'malvoyante, a besoin d’un écran adapté',
      'DE bénéficiaire de l’OETH',
      'RQTH ok',
      'RQTH demandée en septembre',
      'suivi par le SAMSAH',
      'sa dyslexie le gêne',
      'he uses a wheelchair',
    ],
  ],
  [
    'RELIGION',
    [
      'elle porte le voile',
      'Il est musulman mais non pratiquant',
      'a fait sa bar mitzvah, il est juif',
      'he fasts during Ramadan',
      'juif pratiquant, pas le vendredi soir',
    ],
  ],
  [
    'ETHNIC_ORIGIN',
    [
      "il est d'origine marocaine",
      'ses parents viennent du Mali',
      'dame métisse',
      'she is Black',
      'famille de gens du voyage',
      'de culture tsigane',
    ],
  ],
  [
    'UNION',
    [
      'il était élu CFDT au CSE',
      'elle est élue FO',
      'licencié car syndicaliste',
      'elle n’est pas syndiquée',
      'he is a union rep',
    ],
  ],
  ['POLITICS', ['il milite au RN', 'ancien élu communiste', 'anarchiste assumé', 'he is a member of the Labour Party']],
  [
    'SEX_LIFE',
    ['il est gay', 'elle est en couple avec une femme', 'she is transitioning', 'en cours de changement de sexe'],
  ],
  [
    'CRIMINAL',
    [
      'mon usager a été condamné',
      'sort de prison',
      'permis annulé pour alcool',
      'en garde à vue hier',
      'garde à vue lundi',
      'il est à la maison d’arrêt',
      'a fait 18 mois de prison à Fleury',
      'B2 non vierge',
      'suivi par le SPIP',
      'he has a criminal record',
    ],
  ],
]

describe('sensitive data about a person', () => {
  for (const [type, messages] of facts) {
    it.each(messages)(`takes out “%s” as ${type}, once, with advice in both languages`, (message) => {
      for (const locale of ['fr', 'en'] as const) {
        const verdict = judge(message, locale)
        expect(verdict.action).not.toBe('pass')
        expect([...new Set(verdict.findings.map((finding) => finding.type))].filter((one) => one !== 'STORY')).toEqual([
          type,
        ])
        // A constraint said beside it is quoted as it was typed, in place of the general line.
        const quoted = /«(.*)»|“(.*)”/.exec(verdict.findings[0]!.advice)
        const kept = quoted && (quoted[1] ?? quoted[2])!.replaceAll('\u00a0', ' ').trim()
        if (kept) expect(message).toContain(kept)
        else expect(verdict.findings[0]!.advice).toBe(defaultPolicy.types[type].advice[locale])
      }
    })
  }

  it.each([
    "formation d'auxiliaire de vie en gérontologie",
    'Licence de théologie à Strasbourg',
    'elle veut travailler avec des personnes handicapées',
    'secrétaire médicale en oncologie',
    'Cap emploi la suit depuis mars',
    "l'obligation d'emploi des travailleurs handicapés",
    'agent de prévention des addictions',
    'Comment demander une RQTH ?',
    "L'AAH est-elle cumulable avec un salaire ?",
    'Peut-on entrer en formation si on est enceinte ?',
    'Faut-il un casier vierge pour être VTC ?',
    'Il était surveillant de prison pendant 8 ans',
    "Quels métiers dans l'insertion des sortants de prison ?",
    'délégué commercial, membre d’une équipe de 12',
    'course on mental health first aid',
    'OETH : 6 % des effectifs des entreprises',
    'situation de handicap dans le groupe : comment adapter ?',
    'conseiller prud’homal, quel cursus ?',
    'handicap et emploi',
    'elle fait comme si tout allait bien',
    'greffe du tribunal, concours',
    'recruter une personne en situation de handicap, webinaire',
    'RQTH et alternance : quelles dérogations ?',
    'une femme enceinte peut-elle entrer en formation ?',
    'secrétaire dans un syndicat de copropriété',
    'elle est moins à l’aise à l’oral',
    'elle est en transition professionnelle',
    'le manque de permis est un vrai handicap',
    'CQP agent de sécurité, casier demandé ?',
    'il a fait un stage à Fresnes',
    'il est surveillant à la maison d’arrêt',
    'différence entre AAH et pension d’invalidité',
    'how to support colleagues with depression',
    'animateur au planning familial : VIH et contraception',
    'comment faire un dossier MDPH',
    'le centre est-il accessible en fauteuil roulant ?',
    'un salarié en arrêt maladie peut-il suivre une formation ?',
    'parti politique : collaborateur d’élu, quelle formation ?',
  ])('lets the topic “%s” pass', (message) => {
    expect(judge(message).action).toBe('pass')
  })

  it.each([
    'port de charges limité à 10 kg',
    'pas de station debout prolongée',
    'aménagement de poste à prévoir',
    'horaires réguliers, petit groupe',
    'Elle fatigue vite, rythme allégé',
  ])('lets the functional constraint “%s” pass', (message) => {
    expect(judge(message).action).toBe('pass')
  })

  it.each([
    'M. Blanc cherche un CAP',
    'Mme Noir veut travailler en crèche',
    'Christian cherche une formation',
    'Jean-Baptiste est motivé',
  ])('takes the name in “%s” for nothing but a name', (message) => {
    expect(typesIn(message).filter((type) => type !== 'PERSON')).toEqual([])
  })
})
