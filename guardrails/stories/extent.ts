import type { Token } from '../detect/phrases.ts'
import type { Part, Places } from '../parts.ts'

/**
 * How far a story goes around the words that told it: its clause, so that the need beside it stays. Where a clause holds both
 * ("formation à Gap pour une dame qui a la maladie de…"), what is wanted and what must be respected stay in it.
 */
export function storyExtent(plain: string, told: Part, clauses: readonly Part[]): Part {
  const [from, to] = clauseOf(told, clauses)
  const start = saysNeed(plain.slice(from, told.start)) ? told.start : from
  const wanted = need.exec(plain.slice(told.end, to))
  return trimmed(plain, { start, end: wanted ? told.end + wanted.index : to })
}

/**
 * The clauses of a message as stories are cut out of it: shorter than those that negation reaches, for a want, a cause, who is spoken of and what is
 * said of them each open another, also where nobody wrote a mark ("mon jeune il a une curatrice il veut un stage").
 */
export function storyClauses(words: readonly Token[]): WordClause[] {
  const clauses: WordClause[] = []
  let first = 0
  const close = (end: number, next: number) => {
    if (end > first)
      clauses.push({ start: words[first]!.start, end: words[end - 1]!.end, words: words.slice(first, end) })
    first = next
  }
  for (let at = 0; at < words.length; at++) {
    const { plain, before } = words[at]!
    if (before !== 'space') close(at, at)
    if (joints.has(plain)) close(at, at + 1)
    else if (linking.has(plain) && opensWant(words, at + 1)) close(at, at + 1)
    else if (causes.get(plain)?.has(words[at + 1]?.plain ?? '')) close(at, plain === 'parce' ? at + 2 : at)
    else if (at > first + 1 && opensTelling(words, at))
      close(joinedBefore(words, at, first), joinedBefore(words, at, first))
  }
  close(words.length, words.length)
  return clauses
}

/** Who is spoken of, what is said of them, and what they want, in the middle of a run of words. */
function opensTelling(words: readonly Token[], at: number): boolean {
  const { plain } = words[at]!
  const last = words[at - 1]!.plain
  if (plain === 'pour' || plain === 'pr') return forSomeone(words, at)
  if (who.has(plain)) return !turned.has(last)
  if (said.has(plain)) return true
  return wantsNow.test(plain) && !leading.has(last) && !who.has(last) && !subjects.has(last)
}

/** "pour une dame qui", "pr mon jeune ki": what follows is of the person. */
const forSomeone = (words: readonly Token[], at: number): boolean =>
  someone.has(words[at + 1]?.plain ?? '') &&
  [at + 2, at + 3].some((next) => words[next]?.before === 'space' && persons.has(words[next]!.plain))

/** What joins a clause to the one before goes with it: "depuis qu'", "ce que". */
function joinedBefore(words: readonly Token[], at: number, first: number): number {
  let from = at
  while (from > first && words[from]!.before === 'space' && joining.has(words[from - 1]!.plain)) from--
  return from
}

export interface WordClause extends Part {
  words: readonly Token[]
}

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** Words between clauses, of neither; "virgule" is how a mark is dictated. */
const joints = setOf('mais sinon puis donc alors car virgule but because so')
const linking = setOf('et qui ou and who')
const subjects = setOf('il elle on je monsieur madame he she ne n se s')
const who = setOf('il elle ils elles on j je c y')
/** "veut-il", "a-t-elle", "est-ce", "il y a": a pronoun behind its verb, or of it. */
const turned = setOf('t est a ai as peut doit dois puis faut sont ont veut veux va il elle on n ne s se')
const said = setOf('qui ki dont lequel laquelle')
const joining = setOf(
  'c est que qu dont si quand comme lorsque lorsqu puisque puisqu parce depuis apres avant ce et a chez pour avec de',
)
/** Whether somebody does or is something in it: "coiffure", "conduite de poids lourds" tell of nobody. */
export const tellsOfSomeone = ({ words }: WordClause): boolean =>
  words.some(({ plain }) => who.has(plain) || turned.has(plain))

const wantsNow =
  /^(?:cherch(?:e|ent|ait)|veu[tx]?|veulent|voulait|voudrait?|voudraient|souhait(?:e|ent|ait|erait)|aimerait|aimeraient)$/
const leading = setOf('qui ki en la le une un de d l a au sa son ma mon nous vous pas y lui que qu ce et')
const someone = setOf('un une mon ma ce cet cette le la notre m mme monsieur madame')
const persons = setOf(
  'femme homme dame monsieur madame jeune mec gars fille garcon personne mere maman pere papa candidat candidate beneficiaire stagiaire etudiante etudiant couple meuf',
)
/** What opens a reason, by its first two words. */
const causes: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['a', setOf('cause')],
  ['apres', setOf('un une son sa le la')],
  ['depuis', setOf('qu que son sa')],
  ['du', setOf('fait')],
  ['due', setOf('to')],
  ['en', setOf('raison')],
  ['parce', setOf('qu que')],
  ['suite', setOf('a au aux')],
])

function opensWant(words: readonly Token[], at: number): boolean {
  let verb = at
  while (verb < at + 3 && words[verb]?.before === 'space' && subjects.has(words[verb]!.plain)) verb++
  return words[verb]?.before === 'space' && isWant(words[verb]!.plain)
}

const wants =
  '(?:re)?cherch|veut|veux|voudr|souhait|vis(?:e|ent|ait|er)\\b|demand(?:e|ent|ait|er)\\b|aimerai|prefer|accept|pense a|regarde|se tourne|est interess|a besoin|besoin d|envisag|postul|recrut|projet|rev(?:e|ait) d|looking|wants|seeks|needs|would like'
const wanting = new RegExp(`^(?:${wants})`)
export const isWant = (word: string): boolean => wanting.test(word)

const need = new RegExp(
  `\\b(?:${wants}|formation|stage|poste|emploi|apprenti|alternance|metier|atelier|cap\\b|bts\\b|bac\\b|titre pro|diplome|permis [a-e]|caces|vae\\b|(?<!en )cours (?:d|a|en ligne|du soir)|poei|immersion|contrat|cdi\\b|cdd\\b|interim|mission|temps partiel|temps plein|mi-temps|training|course|job|work(?:shop|place)?\\b` +
    "|eviter|exclu|uniquement|seulement|limite|maximum|pas (?:de |d'|plus )|peut (?:pas|plus|porter|conduire)|sans (?:port|conduite|hauteur|station)|a distance|horaires?|centre\\b|secteur|agent|accueil)",
)

export const saysNeed = (words: string): boolean => need.test(words)

/** From the beginning of the clause where it starts to the end of the one where it ends. */
function clauseOf({ start, end }: Part, clauses: readonly Part[]): [number, number] {
  let [from, to] = [start, end]
  for (const clause of clauses) {
    if (clause.start <= start && start < clause.end) from = clause.start
    if (clause.start < end && end <= clause.end) to = clause.end
    if (clause.start > end) break
  }
  return [from, to]
}

/** Without the spaces and the joining words at its ends, which are of the clause before or after. */
export function trimmed(plain: string, { start, end }: Part): Part {
  const words = plain.slice(start, end)
  const lead = /^\s*(?:(?:et|mais|donc|alors|puis|or|and|but|so)\s+)?/.exec(words)![0].length
  let to = words.trimEnd().length
  for (let space = words.lastIndexOf(' ', to - 1); space > lead; space = words.lastIndexOf(' ', to - 1)) {
    if (!small.has(words.slice(space + 1, to))) break
    to = words.slice(0, space).trimEnd().length
  }
  return to <= lead ? { start, end } : { start: start + lead, end: start + to }
}
const small = setOf('et mais donc il elle on je pour un une le la de des du en a au avec sur qui son sa')

/** "Mme Diallo est malade": the name is masked, what is told of it taken out. */
export function behindName(plain: string, { start, end }: Part, elsewhere: Places<Part>): Part {
  const name = elsewhere.at(start) ?? elsewhere.after(start)
  const opens =
    name &&
    name.end + 1 < end &&
    /^(?:(?:m|mr|mme|mlle|mrs|ms|monsieur|madame)\.? ?)?$/.test(plain.slice(start, name.start))
  return opens ? { start: name.end + 1, end } : { start, end }
}
