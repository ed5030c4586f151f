import { fold } from '../../../guardrails/language/fold.ts'
import type { Occupation } from '../../occupations/occupation.ts'
import type { Referential } from '../../occupations/referential.ts'
import type { Ambiguity } from '../reading.ts'
import abbreviations from './abbreviations.json' with { type: 'json' }
import { denialBefore, isSetAside } from './cues.ts'
import type { Found, Message, Reader } from './message.ts'
import { readTopic } from './topic.ts'

/**
 * The occupation aimed at. What the person did before ("ancien maçon", "dix ans comme caissière") is neither searched nor kept: it says
 * nothing of what to look for. A second occupation aimed at stays in the topic.
 */
export function readOccupation(...[message, context]: Parameters<Reader>): { found: Found[]; ambiguous?: Ambiguity } {
  const { referential } = context
  takePast(message, context)
  const mentions = abbreviated(message, context)
  for (const mention of namesIn(message, message.free(), referential)) {
    const { start, end } = mention
    if (message.isTaken(start, end) || mentions.some((one) => start < one.end && end > one.start)) continue
    mentions.push(mention)
  }
  mentions.sort((one, other) => one.start - other.start)
  const wanted: Mention[] = []
  for (const mention of mentions) {
    if (isSetAside(message, mention.start)) message.take(mention.start, mention.end)
    // "Remise à niveau avant AS", "sauf cuisinier": not what to look for now; the words are left to the topic.
    else if (denialBefore(message, mention.start) !== 'refused' && !comesLater(message, mention)) wanted.push(mention)
  }
  const chosen = preferred(message, wanted)
  if (!chosen) return { found: [] }
  message.take(chosen.start, chosen.end)
  const [best, rival] = closest(chosen, context, subjectOf(message))
  if (rival) {
    const candidates = [best, rival].map(({ code, label }) => ({ code, label }))
    return {
      found: [],
      ambiguous: { criterion: 'occupation', span: message.span(chosen.start, chosen.end), candidates },
    }
  }
  const { code, label } = best
  const named = chosen.name !== code && fold(chosen.name) !== fold(label)
  const value = { code, label, ...(named && { name: chosen.name }) }
  return { found: [{ criterion: 'occupation', value, start: chosen.start, end: chosen.end }] }
}

/** "Conseiller en formation" and "modérateur de forum" are names: no other reader takes a word out of them. */
export function holdNames(message: Message, { referential }: Parameters<Reader>[1]): void {
  for (const { start, end } of namesIn(message, message.original, referential)) message.hold(start, end)
}

function namesIn(message: Message, text: string, referential: Referential): Mention[] {
  return referential.match(text).flatMap(({ name, occupations, ...said }) => {
    const start = message.index(said.start)
    const ends = message.index(said.end)
    // The "d" of "R&D" is no article.
    const end = ends + (/^&[a-z]\b/.exec(message.text.slice(ends))?.[0].length ?? 0)
    if (!isPerson(name) || !saysWhole(name, message.text.slice(start, end))) return []
    if (patterns.staff.test(message.text.slice(Math.max(0, start - 20), start))) return []
    return [{ start, end, name, occupations }]
  })
}

/** What a first step leads to later: "avant d'entrer en formation d'aide-soignant". */
const comesLater = (message: Message, { start }: Mention): boolean =>
  patterns.later.test(message.text.slice(Math.max(0, start - 60), start))

/** "Boulanger / boulangère" is somebody's occupation; "logistique" and "soudure" are subjects, which stay in the topic. */
const isPerson = (name: string): boolean =>
  name.includes(' / ') || patterns.code.test(name) || patterns.person.test(fold(name))

interface Mention {
  start: number
  end: number
  name: string
  occupations: readonly Occupation[]
}

/** Every word of a name must be said: "ingénieur" is not "ingénieur du son", whatever small words the referential overlooks. */
function saysWhole(name: string, said: string): boolean {
  const spoken = wordsOf(said)
  const forms = fold(name).split(' / ').map(wordsOf)
  // "Conducteur / conductrice de bus": what follows the second form belongs to both.
  const tail = forms.at(-1)!.slice(Math.min(...forms.map((form) => form.length)))
  return forms.some((form) => [...form, ...tail].every((word) => spoken.includes(word)))
}

/** "Je suis vendeuse et je voudrais devenir…": a present job is left only when another is aimed at. */
const isLeft = (message: Message, said: string, end: number): boolean =>
  !said.startsWith('je suis') || patterns.leaves.test(message.text.slice(end, end + 80))

const wordsOf = (text: string): string[] => (text.match(patterns.words) ?? []).map((word) => word.slice(0, 4))

/** What the person did: taken whatever it names when the words leave no doubt, else only when it names an occupation. */
function takePast(message: Message, { referential }: Parameters<Reader>[1]): void {
  for (const match of message.text.matchAll(patterns.past)) {
    const { doubt, what } = match.groups!
    const start = match.index + match[0].length - what!.length
    const said = what!.split(patterns.leaving.test(match[0]) ? patterns.onward : patterns.aims)[0]!
    const mention = doubt || !said.trim() ? referential.match(said)[0] : undefined
    if (!doubt) message.take(match.index, start + said.length)
    else if (mention && mention.start <= 8 && isPerson(mention.name) && isLeft(message, doubt, start + mention.end))
      message.take(match.index, start + mention.end)
  }
}

/** Said after "devenir", "métier de", "finalement"… rather than the first one met. */
function preferred(message: Message, mentions: readonly Mention[]): Mention | undefined {
  const aimed = mentions.find(({ start }) => patterns.aim.test(message.text.slice(Math.max(0, start - 32), start)))
  return aimed ?? mentions[0]
}

/** What the message is about besides the occupation; how it is said, and of whom, tells nothing. */
const subjectOf = (message: Message): string =>
  readTopic(message)
    .flatMap(({ criterion, value }) => (criterion === 'topic' && value ? [value] : []))
    .join(' ')

/** Among those that bear the name, the one the rest of the message is nearest to; two when nothing tells them apart. */
function closest(
  { occupations, name }: Mention,
  { referential, previous }: Parameters<Reader>[1],
  rest: string,
): [Occupation, Occupation?] {
  const [first, second] = occupations
  if (!second) return [first!]
  const held = occupations.find(({ code }) => code === previous.occupation?.code)
  if (held) return [held]
  const bearer = occupations.find(({ label }) => fold(label) === fold(name))
  if (bearer) return [bearer]
  // "Plombier chauffagiste" is first of all a plumber: of those that bear the name, the only one that is called so.
  const [head] = wordsOf(fold(name))
  const called = occupations.filter(({ label }) => wordsOf(fold(label))[0] === head)
  if (called.length === 1) return [called[0]!]
  const ranked = referential
    // The name as the referential writes it, in both genders, whichever was said.
    .nearest(`${name}. ${rest}`, 30)
    .filter(({ occupation }) => occupations.some(({ code }) => code === occupation.code))
  const [best, next] = ranked
  if (!best) return [first!]
  // Neighbours of one domain lead to much the same offers: no need to ask.
  const sameDomain = occupations.every(({ code }) => code[0] === first!.code[0])
  const tied = next !== undefined && best.similarity - next.similarity < 0.02
  return tied && !sameDomain ? [best.occupation, next.occupation] : [best.occupation]
}

function abbreviated(message: Message, { referential }: Parameters<Reader>[1]): Mention[] {
  return message.every(patterns.abbreviation).flatMap((match) => {
    const { occupation, capital } = (abbreviations as Record<string, Abbreviation>)[match[0]]!
    const start = match.index
    const end = start + match[0].length
    const written = message.excerpt(start, end)
    // "as" is also a verb: short ones count only as typed in capitals.
    if (capital && written !== written.toUpperCase()) return []
    const known = occupation ? referential.byCode(occupation) : undefined
    return known ? [{ start, end, name: known.label, occupations: [known] }] : []
  })
}

/** What an abbreviation stands for: words to search with, and the occupation when it names one. */
export interface Abbreviation {
  means: string
  occupation?: string
  capital?: boolean
}

/** Words to add to a search so that "RAN" finds "remise à niveau"; empty when the text holds no abbreviation of the trade. */
export function spelledOut(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]{2,8}/g) ?? []
  return [...new Set(words.flatMap((word) => (abbreviations as Record<string, Abbreviation>)[word]?.means ?? []))]
}

export const patterns = {
  later:
    /\b(?:avant|pour (?:integrer|entrer|acceder|rejoindre))(?: (?:(?:d'|de |l'|une? |la |sa |son )?(?:entrer|entree|commencer|debuter|integrer|preparer|suivre|faire|formation|ecole|concours|cursus))?(?: (?:en|une?|la|le|sa|son|de|au|dans))?(?: (?:formation|ecole|concours|cursus|qualifiante|diplomante|certifiante)){0,3}(?: (?:de|d'|du|des|en|pour))?)?[\s']*(?:de |d'|du |l')?$/,
  /** Words of three letters or more, small ones aside. */
  words: /\b(?!(?:des|les|aux|une|dans|pour|sur|avec|and|the|for)\b)(?:[a-z]&[a-z]|[a-z0-9]{3,})/g,
  past: /(?:\b(?:ex[- ]|anciens? |anciennes? |(?:a|ai) (?:deja )?(?:travaille|bosse|exerce|ete)(?: (?:longtemps|\d{1,2} ans|plusieurs annees|des annees))?(?: (?:comme|en tant que?|dans|de|du|en))?|(?:a|ai) (?:deja )?fait (?:\d{1,2} ans |plusieurs annees |longtemps )?(?:du |de la |de l'|des |de |d'|comme |une formation (?:de|d'|en))|(?:quitter|arreter|passer d[eu]|sortir d[eu]) (?:la |le |l'|les )?|worked as(?: an?)? |used to be an? |formerly |licenciee? (?:de |d'|economique )|(?:(?<!valid\w{1,3} (?:mon|son|ses|mes|l'|une|leur|leurs) ?|\b(?:sans|pas d'|aucune|peu d')[ ]?)experience|exp|anciennete|annees de metier)(?: (?:comme|en tant que?|de|d'|dans|en|as|of)){1,2}|ne (?:veut|peut|souhaite) plus (?:etre|faire|travailler|exercer)|(?:sort|vient|issue?) (?:d'un (?:poste|emploi|metier|contrat) (?:de|d'|en))|(?:quitte|arrete|laisse)\w{0,2} (?:son |le |la )?(?:poste|metier|travail|emploi) (?:de |d'))|(?<doubt>\b(?:je suis|etait|fut|actuellement|vient (?:de |du )|issue? (?:de |du )|quitte |was an? )))[ ']?(?<what>[a-z][a-z' -]{2,40})/g,
  aims: /\b(?:cherche|souhait|veut|veux|vis[ea]|voudrai[st]|projet|aimerai[st]|desire|se reconver|envisage|pour devenir|wants)/,
  /** "Quitter la vente et passer au secrétariat": what is left ends where the sentence goes on. */
  leaving: /^(?:quitter|arreter|passer|sortir)/,
  onward: /\b(?:a|et|pour|vers|afin|cherche|souhait|veut|devenir)\b/,
  leaves: /\b(?:devenir|reconver\w+|changer|autre metier|plutot|passer a|vers|etre|me former|faire)\b/,
  aim: /\b(?:devenir|metier(?: vise)?(?: (?:de|d'|est|:))?|projet(?: (?:de|d'|est|:))?|poste (?:de|d')|travailler comme|pour etre|veut etre|vers|reconversion(?: en| comme| dans)?|se former (?:comme|au metier de|a)|former comme|formation (?:de|d'|pour)|finalement|plutot|en fait|autre metier ?:?|become|as an?)[\s']*(?:le |la |un |une |de |d'|du |comme |metier (?:de |d')|an? )?$/,
  code: /^[A-N]\d{4}$/,
  person:
    /^(?:agent|aide|chef|conseiller|hote|hotesse|manager|cadre|guide|maitre|second|femme|valet|homme|interprete|architecte|pilote|community|data|web|product|auxiliaire|barman|barmaid|[a-z-]+(?:eur|euse|rice|ier|iere|iste|aire|ien|ienne|ant|ante|logue|graphe|manager|designer|er|man|pompier))\b/,
  staff:
    /\b(?:mon|ma|notre|son|sa|votre|leur|le|la|je suis|en tant que|avec (?:un|une|le|la|mon|sa|son)|par (?:un|une|le|la)) $/,
  abbreviation: new RegExp(
    `\\b(?:${Object.keys(abbreviations)
      .sort((a, b) => b.length - a.length)
      .join('|')})\\b`,
    'g',
  ),
}
