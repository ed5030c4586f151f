import { articledTowns, honorifics, mayBeSurname, towns } from '../../detect/people.ts'
import type { Term } from '../../detect/terms.ts'
import { markWords } from '../../detect/word-marks.ts'

/** Marks towns that bear a first name or a surname: "formation à Albert", "gare de Vernon", "Le Robert et Le François". */
export function markTowns(terms: readonly Term[], plain: string, named: Uint8Array): void {
  for (let index = 0; index < terms.length; index++) {
    const term = terms[index]!
    if (!term.capital || !(term.marks & town)) continue
    if (isArticled(terms, index)) named[index] = 1
    else if (isTownHere(terms, index, plain)) named[index] = 1
    else continue
    // "Le Robert": the article is written with the town.
    if (articles.has(terms[index - 1]?.plain ?? '') && terms[index]!.gap === 'space') named[index - 1] = 1
  }
}

const town = markWords([...towns, ...[...articledTowns].map((name) => name.split(' ')[1]!)])
const articles: ReadonlySet<string> = new Set(['le', 'la', 'les'])
const contracted: Readonly<Record<string, string>> = { au: 'le', du: 'le', aux: 'les', des: 'les' }
const beforeArticle: ReadonlySet<string> = new Set(['a', 'de', 'vers', 'sur', 'habite'])

/** "Le Robert", "au Robert", "à La Madeleine", but not "Yann Le Marin" and "LE FRANÇOIS Thierry". */
function isArticled(terms: readonly Term[], index: number): boolean {
  const [term, article, before, next] = [terms[index]!, terms[index - 1], terms[index - 2], terms[index + 1]]
  if (!article || term.gap !== 'space' || term.newLine || startsName(next)) return false
  if (!articledTowns.has(`${contracted[article.plain] ?? article.plain} ${term.plain}`)) return false
  if (article.plain in contracted) return true
  if (!article.capital) return article.gap === 'space' && beforeArticle.has(before?.plain ?? '')
  return article.gap !== 'space' || article.newLine ? term.shape === 'title' : !isOfName(before!)
}

const isOfName = ({ capital, weight, plain }: Term): boolean =>
  honorifics.has(plain) || (capital && (weight !== undefined || mayBeSurname(plain)))

function isTownHere(terms: readonly Term[], index: number, plain: string): boolean {
  const [term, next] = [terms[index]!, terms[index + 1]]
  if (!towns.has(term.plain) || startsName(next) || isBehindFirst(terms, index)) return false
  const before = plain.slice(Math.max(0, term.start - 72), term.start)
  const after = plain.slice(term.end, term.end + 24)
  if (department.test(after) || ofTowns.test(before)) return true
  if (/\bentre $/.test(before)) return next?.plain === 'et' && isPlaceLike(terms[index + 2])
  return isPlaced(before)
}

/** Whether the words before tell of a place: "centre auto à", but not "je propose à". */
export const isPlaced = (before: string): boolean => {
  const clause = before.split(/[.;:!?\n]/).at(-1)!
  return atPlace.test(clause) && !given.test(clause)
}

/** "Mme Albert", "Paul Vernon" */
function isBehindFirst(terms: readonly Term[], index: number): boolean {
  const previous = terms[index - 1]
  if (terms[index]!.gap !== 'space' || !previous) return false
  return honorifics.has(previous.plain) || (previous.capital && previous.weight !== undefined)
}

const isPlaceLike = (term: Term | undefined): boolean => term?.capital === true && term.weight === undefined

/** "Albert Durand" */
const startsName = (next: Term | undefined): boolean =>
  next?.gap === 'space' && !next.newLine && next.capital && (next.weight !== undefined || mayBeSurname(next.plain))

/** "(80)", "(80300)" */
const department = /^ ?\((?:\d\d|2[ab]|97\d|\d{5})\)/
const ofTowns =
  /\b(?:(?:gare|mairie|ville|commune|secteur|bassin|agence|mission locale|antenne|centre|centre-ville|quartier|canton|environs|alentours|sortie|arret|region|vallee|usine|zone|port|ile|autour|pres|du cote|peripherie|nord|sud|est|ouest) (?:de |d')|(?:secteur|bassin|direction|gare|ville|commune|afpa|greta|arret|antenne|agence|canton|zone) |(?:bus|bateau|ferry|vol|avion|train|navette|car|depart|billet) pour )$/
const atPlace = /(?:^|[ (])(?:a|sur|vers|jusqu'a|depuis) $/
/** What is done to someone, in the same clause: "je propose à Albert". */
const given =
  /\b(?:je\b|j'ai|on\b|nous\b|tu\b|dit|dire|propos|donn|envoy|demand|parl|ecri|transm|remi[st]|remettre|expliqu|rappel|annonc|conseill|confi|pens|telephon|repond|accord|offr|offert|laiss|pret|apport|montr|refus|appren|adress(?!e postale)|sugger|present|fai[st]|fera|signal|attribu|reserv|destin|point|infos?|avis|question|appel|mail|sms|courrier|message)/
