import { fold } from '../../../guardrails/language/fold.ts'
import type { Offer } from '../../item.ts'
import { AIM, levelOf, PUBLIC, RECRUITMENT } from './lheo-codes.ts'
import { beginningOf, type PartnerText } from './partner-text.ts'
import { all, at, textAt, textsAt, type XmlElement } from './xml-records.ts'

/** What a formation and its action say of themselves. Elements that have no field of their own are lines of the content, under their name. */
export function describe(
  formation: XmlElement,
  action: XmlElement,
  text: PartnerText,
): Pick<Offer, 'summary' | 'objective' | 'content'> {
  const results = text.read(textAt(formation, 'resultats-attendus'))
  const objective = text.read(textAt(formation, 'objectif-formation')) ?? results
  const content = text.read(textAt(formation, 'contenu-formation'))
  const named = [
    ['Objectif général', AIM[textAt(formation, 'objectif-general-formation') ?? '']],
    ['Blocs de compétences visés', blocks(action)],
    ['Durée indicative', textAt(action, 'duree-indicative')],
    ['Modalités pédagogiques', textAt(action, 'modalites-pedagogiques')],
    ['Hébergement', textAt(action, 'hebergement')],
    ['Restauration', textAt(action, 'restauration')],
    ['Transport', textAt(action, 'transport')],
  ].flatMap(([name, written]) => {
    const said = text.line(written)
    return said ? [`${name}\u00a0: ${said}`] : []
  })
  const parts = [
    content,
    objective === results ? undefined : results,
    named.length > 0 ? named.join('\n') : undefined,
  ].filter((part) => part !== undefined)
  const described = objective ?? content
  return {
    summary: described ? beginningOf(described) : '',
    objective,
    content: parts.length > 0 ? parts.join('\n\n') : undefined,
  }
}

/** Where sessions lead to a part of the certification only: the parts. */
function blocks(action: XmlElement): string | undefined {
  const partial = all(action, 'session')
    .flatMap((session) => all(session, 'blocs-competences'))
    .filter((one) => textAt(one, 'validation-blocs') === '0')
  const labels = new Set(partial.flatMap((one) => textsAt(one, 'bloc-competences', 'libelle-bloc')))
  return labels.size > 0 ? [...labels].join('\u00a0; ') : undefined
}

export function readAccess(
  formation: XmlElement,
  action: XmlElement,
  text: PartnerText,
): Pick<Offer, 'audience' | 'admission' | 'prerequisites' | 'accessibility'> {
  const publics = textsAt(action, 'code-public-vise').flatMap((code) => PUBLIC[code] ?? [])
  const entryLevel = levelOf(textAt(formation, 'code-niveau-entree'))
  const conditions = text.read(textAt(action, 'conditions-specifiques'))
  const sessions = all(action, 'session')
  const modes = sessions.flatMap((session) => textsAt(session, 'recrutement', 'modalite-recrutement'))
  const admission = [
    text.read(textAt(action, 'modalites-recrutement')),
    [...new Set(modes.flatMap((code) => RECRUITMENT[code] ?? []))].join(', '),
    ...new Set(sessions.map((session) => text.read(textAt(session, 'modalites-inscription')))),
    textAt(action, 'modalites-entrees-sorties') === '1' ? 'Entrées et sorties permanentes' : undefined,
  ].filter(Boolean)
  return {
    audience: text.read(textAt(action, 'info-public-vise')) ?? (publics.length > 0 ? publics.join(', ') : undefined),
    admission: admission.length > 0 ? admission.join('\n') : undefined,
    prerequisites: [
      ...(entryLevel && textAt(action, 'niveau-entree-obligatoire') === '1' ? [`Niveau ${entryLevel} exigé`] : []),
      ...(conditions ? [conditions] : []),
    ],
    accessibility: text.read(textAt(action, 'acces-handicapes')),
  }
}

/** Free texts: only plain wording is taken, the rest stays unknown. A cycle with alternance says it in codes since 2.3. */
export function readSchedule(action: XmlElement): Offer['schedule'] {
  const alternating = all(action, 'session').some((session) =>
    all(session, 'cycle').some((cycle) => at(cycle, 'alternance') || textAt(cycle, 'type-cycle') === '1'),
  )
  const alternance = folded(textAt(action, 'modalites-alternance'))
  if (alternating || /\b(apprentissage|contrat de professionnalisation|en alternance)\b|^oui\b/.test(alternance)) {
    return 'alternating'
  }
  const pace = folded(textAt(action, 'rythme-formation'))
  const said = SCHEDULES.filter(([cue]) => cue.test(pace))
  return said.length === 1 ? said[0]![1] : undefined
}

const SCHEDULES: readonly (readonly [RegExp, NonNullable<Offer['schedule']>])[] = [
  [/\btemps (plein|complet)\b/, 'full-time'],
  [/\btemps partiel\b/, 'part-time'],
  [/\b(soir|soiree)s?\b/, 'evening'],
  [/\bweek-?ends?\b|\bsamedis?\b/, 'weekend'],
  [/\balternance\b/, 'alternating'],
]

export function folded(text: string | undefined): string {
  return fold(text ?? '')
}
