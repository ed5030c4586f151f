import type { Span } from '../../../guardrails/language/fold.ts'
import { count } from '../../../guardrails/language/numbers.ts'
import { namesTrade } from '../../occupations/fields.ts'
import type { Referential } from '../../occupations/referential.ts'
import { aimIn, isAimedAt } from '../reading/cues.ts'
import type { Message } from '../reading/message.ts'
import { goalRuns } from '../topic/read-topic.ts'

/**
 * The trades told of the person, without a word that leaves them: with the years spent in them, or named before what is aimed at. Only where
 * something else is aimed at; else "serveur, 12 ans, Lyon" is what is looked for.
 */
export function toldTrades<Mention extends Span>(message: Message, mentions: readonly Mention[]): Mention[] {
  const runs = goalRuns(message)
  const aim = aimIn(message)
  const aimedAfter = (end: number) => aim >= 0 && [...mentions, ...runs].some(({ start }) => start > Math.max(end, aim))
  const somethingElse = ({ start, end }: Span) =>
    [...mentions, ...runs].some((one) => one.end <= start || one.start >= end)
  return mentions.filter((mention) => {
    const { start, end } = mention
    const before = message.text.slice(Math.max(0, start - 32), start)
    // A diploma said in a sentence before the aim is one the person has.
    const held = patterns.diploma.test(before) && /[.;\n]/.test(message.text.slice(end, Math.max(end, aim)))
    if (sought.test(before) && !held) return false
    const told = patterns.told.test(message.text.slice(end, end + 100)) && !isAimedAt(message, start)
    return told ? somethingElse(mention) : start < aim && aimedAfter(end)
  })
}

/** "Intérimaire en abattoir depuis 5 ans, aimerait la menuiserie". */
export function toldFields(message: Message, referential: Referential): Span[] {
  const runs = goalRuns(message)
  return runs.filter(({ start, end }) => {
    if (!patterns.lasting.test(message.text.slice(end, end + 100))) return false
    if (sought.test(message.text.slice(Math.max(0, start - 32), start))) return false
    const [where] = message.text
      .slice(start, end)
      .split(/ (?:en|dans|de) /)
      .slice(-1)
    if (!namesTrade(where!, referential)) return false
    return runs.some((other) => other.start > end && isAimedAt(message, other.start))
  })
}

/** Words that make what follows a training or an aim, wherever it stands. */
export const sought =
  /\b(?:formations?|stages?|cap|bep|bts|bac pro|titre(?: pro(?:fessionnel)?)?|tp|cqp|devenir|metiers?|postes?|emploi|projet|passer|vers|comme futur\w?|ecole|concours)(?: (?:de|d'|du|des|en|pour|la|le|l'|un|une))*[\s':]*$/

export const patterns = {
  /** What the person may hold as well as seek. */
  diploma: /\b(?:cap|bep|bts|bac pro|titre(?: pro(?:fessionnel)?)?|cqp)(?: (?:de|d'|en))*[\s']*$/,
  lasting: new RegExp(`^[^.,;:!?\\n]{0,60}? (?:depuis|pendant|durant) (?:ses )?${count} ?(?:ans|annees)\\b`),
  /** "Cariste depuis 9 ans", "serveuse, 8 ans de salle", "esthéticienne actuellement"; "serveuse, 34 ans" is an age. */
  told: new RegExp(
    `^(?:${[
      `[^.,;:!?\\n]{0,60}? (?:for|since) (?:(?:about|over|almost|nearly|the last|the past) )?${count} years\\b`,
      `[^.,;:!?\\n]{0,60}? (?:depuis|pendant|durant) (?:ses )?${count} ?(?:ans|annees)\\b`,
      `[^.,;:!?\\n]{0,28}?(?<! (?:a|de)) ${count} ?(?:ans|annees|a\\.)(?![a-z])(?! d'age)`,
      `[^.;:!?\\n]{0,28}?[ (,]${count} ?(?:ans|annees) (?:de|d'|dans|chez|en)\\b`,
      // Too few to be an age.
      `[^.;:!?\\n]{0,28}?, (?:1[0-5]|[2-9]) ?ans\\b`,
      "[^.;:!?\\n]{0,20}?[ ,(-]+(?:actuel(?:le)?(?:ment)?|aujourd'hui|toute (?:sa|une) (?:vie|carriere)|depuis toujours|en (?:poste|cdi|cdd|activite|fin de contrat|reconversion|disponibilite|reclassement)|au chomage|de (?:metier|profession)|confirmee?|licenciee?|reclassee?|fin de contrat|demissionn\\w{1,5}|remerciee?|retraitee?|epuisee?|lassee?|usee?)\\b",
    ].join('|')})`,
  ),
}
