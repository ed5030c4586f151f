import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import type { Item } from '../item.ts'
import { features } from '../occupations/words.ts'
import { of } from './evidence.ts'
import type { Evidence } from './option.ts'
import { plain, saysAllOf, withoutBullet } from './passages.ts'

/**
 * What work or a training may demand of anyone, each by the words that say it in folded text, on the side of the offer ("le métier
 * comporte du port de charges") as on the side of the constraint ("port de charges limité"). Functional words only, never a cause.
 */
const families: readonly { name: string; cue: RegExp }[] = [
  {
    name: 'lifting',
    cue: /\bport(?:er|ant)?(?: et (?:le )?transfert)? (?:de |des )?(?:charges?|personnes)|charges? lourdes?|manutention|soulever|\blourd|efforts? physiques?|heavy|lifting/,
  },
  { name: 'standing', cue: /\bdebout\b|pietin|standing/ },
  { name: 'sitting', cue: /station assise|position assise|rester assis|assise? prolonge|long sitting/ },
  { name: 'height', cue: /\bhauteur|vertige|echelle|echafaud|nacelle|at height/ },
  { name: 'posture', cue: /\bpostures?\b|a genoux|accroupi|bras leves|penche|kneel|bending/ },
  { name: 'repetition', cue: /gestes? repetitifs?|repetiti/ },
  { name: 'night', cue: /\bnuits?\b|\bnight/ },
  { name: 'shifts', cue: /decale|\b[23] ?x ?8\b|en equipes alternantes|shift/ },
  { name: 'evening', cue: /\bsoir(?:ee|s)?\b|evening/ },
  { name: 'weekend', cue: /week ?-?end|samedi|dimanche|saturday|sunday/ },
  { name: 'split', cue: /horaires coupes|coupures?|split hours/ },
  { name: 'extended', cue: /horaires etendus|astreintes?|on call/ },
  { name: 'screen', cue: /\becrans?\b|\bscreen/ },
  { name: 'noise', cue: /\bbruit|bruyant|nois[ey]/ },
  { name: 'dust', cue: /poussiere|\bdust/ },
  { name: 'chemicals', cue: /produits? chimiques?|solvant|chemical/ },
  { name: 'heat', cue: /chaleur|fumees|\bheat\b/ },
  { name: 'cold', cue: /\bfroids?\b|chambre froide|\bcold\b/ },
  { name: 'damp', cue: /humide|humidite|\bdamp\b/ },
  { name: 'outdoors', cue: /en exterieur|plein air|intemperies|outdoor/ },
  { name: 'walking', cue: /marche prolongee|longue marche|marcher longtemps|long walk/ },
  { name: 'travel', cue: /deplacements|travell?ing often/ },
  { name: 'driving', cue: /conduite (?:prolongee|d engins|d'engins|de nuit)|longue conduite|long driving/ },
  { name: 'licence', cue: /\bpermis\b|driving licence/ },
  { name: 'vibration', cue: /vibration/ },
  { name: 'confined', cue: /exigus?|espaces? confine|confined/ },
  { name: 'phone', cue: /\btelephone|\bphone/ },
  { name: 'animals', cue: /\banimaux\b|\banimal/ },
  { name: 'colours', cue: /vision des couleurs|distinction des couleurs/ },
  { name: 'near sight', cue: /vision de pres|attention visuelle|acuite visuelle|bonne vision/ },
  { name: 'precision', cue: /gestes? precis|dexterite|gestes? fins?/ },
  { name: 'vigilance', cue: /vigilance/ },
]

/** Daytime only ("horaires de journée", "compatibles avec l'école") speaks against all that falls outside of the day. */
const daytimeOnly =
  /horaires? (?:de|du|en|compatibles? avec l) ?'? ?(?:jour|journee|matin|ecole)|horaires? (?:scolaires?|de bureau)|travail de jour|daytime|school hours/
const outsideTheDay = ['night', 'shifts', 'evening', 'weekend', 'split', 'extended']

/** A constraint that asks for something ("travail assis", "accès en transports") instead of ruling something out. */
const asksForSeat = /\btravail assis\b|poste assis|seated work/

/** What a constraint rules out, as names of families; empty when its words are none of theirs. */
function ruledOutBy(constraint: string): string[] {
  const said = plain(constraint)
  if (daytimeOnly.test(said)) return outsideTheDay
  const named = families.filter(({ cue }) => cue.test(said)).map(({ name }) => name)
  return asksForSeat.test(said) ? [...named, 'standing'] : named
}

/** Whether a text of the record tells a demand of the work ("Le métier comporte…"), as against something to have before entering. */
export const tellsDemand = (prerequisite: string): boolean =>
  /^(?:le metier|metier qui|le poste vise|conditions du metier|a savoir avant l entree)\b/.test(plain(prerequisite))

/** What in the record runs against a constraint: the passage that says it, or its schedule; undefined when the record says nothing. */
export function demandAgainst(constraint: string, item: Item): Evidence | undefined {
  const ruledOut = ruledOutBy(constraint)
  if (ruledOut.includes('evening') && item.schedule === 'evening') return of('/schedule', item.schedule)
  if (ruledOut.includes('weekend') && item.schedule === 'weekend') return of('/schedule', item.schedule)
  if (ruledOut.includes('screen') && item.modality === 'remote') return of('/modality', item.modality)
  const cues = families.filter(({ name }) => ruledOut.includes(name)).map(({ cue }) => cue)
  const speaksOf =
    cues.length > 0
      ? (text: string) => cues.some((cue) => cue.test(plain(text)))
      : (text: string) => saysAllOf(rootsRuledOut(constraint), text)
  return passagesOf(item).find(({ value }) => speaksOf(String(value)))
}

/** Where a record tells demands. Of the content, only the lines that name a risk or the conditions of the work. */
function passagesOf(item: Item): Evidence[] {
  const lines = item.content?.split('\n').filter((line) => /risque|sante au travail|condition/.test(fold(line))) ?? []
  return [
    ...item.prerequisites.map((text, index) => of(`/prerequisites/${index}`, text)),
    ...(item.admission ? [of('/admission', item.admission)] : []),
    ...(item.accessibility ? [of('/accessibility', item.accessibility)] : []),
    ...(lines.length > 0 ? [of('/content', item.content!)] : []),
  ].filter(({ field, value }) => field !== '/accessibility' || /comporte|suppose/.test(fold(String(value))))
}

/** The line of a longer passage that says it; the passage itself when it is one line. */
export function lineAbout(constraint: string, passage: string): string {
  const ruledOut = ruledOutBy(constraint)
  const cues = families.filter(({ name }) => ruledOut.includes(name)).map(({ cue }) => cue)
  const lines = passage.split('\n')
  return withoutBullet(lines.find((line) => cues.some((cue) => cue.test(plain(line)))) ?? lines[0]!)
}

const rootsRuledOut = (constraint: string): Set<string> =>
  new Set(
    meaningfulWords(constraint)
      .filter((word) => !weakWords.has(word))
      .map((word) => features(word).root),
  )

const weakWords = new Set(
  'limite limitee limites eviter adapte adaptee possible prolonge prolongee travail metier respecter compatible compatibles'.split(
    ' ',
  ),
)
