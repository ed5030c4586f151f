import {
  everydayWords,
  firstNameWeight,
  honorifics,
  isEveryday,
  isSurname,
  mayBeSurname,
  particles,
} from '../../detect/people.ts'
import type { Candidate, Message } from '../../detect/recogniser.ts'
import { cutTerms, type Term } from '../../detect/terms.ts'
import { markWords } from '../../detect/word-marks.ts'
import { labelled, type PersonalRoom, type Scored } from '../room.ts'
import { announcedNames } from './announced-names.ts'
import { firstNamed } from './first-named.ts'
import { initialedNames } from './initialed-names.ts'
import { loneNames } from './lone-names.ts'
import { otherNameLinks } from './name-cues.ts'
import { type NameReader, type Person, type Surroundings, surroundingsOf } from './name-surroundings.ts'
import { inColumns } from './named-columns.ts'
import { headLines, inNextCell, repeated } from './names-elsewhere.ts'
import { pairedNames } from './paired-names.ts'
import written from './person.json' with { type: 'json' }
import { linkingParticles } from './surnames.ts'
import { titledNames } from './titled-names.ts'
import { toldSurnames } from './told-surnames.ts'

/**
 * Names of people: a first name by lexicon, a surname by what stands beside it (a first name, an honorific, "dossier
 * de"). Never a bare pair of capitalised words.
 */
export const person: PersonalRoom = {
  ...written,
  label: labelled('PERSONNE', 'PERSON'),
  key: 'words',
  reads: { by: 'itself', find: names },
}

function names(message: Message, before: readonly Candidate[]): Scored[] {
  const terms = cutTerms(message)
  const personAt = createReader(surroundingsOf(message, terms, before))
  const found: Candidate[] = []
  for (let index = 0; index < terms.length; ) {
    const person = startsNone(terms[index]!) ? undefined : personAt(index)
    if (person) found.push({ type: 'PERSON', start: person.start, end: person.end, score: person.score })
    index = person ? person.next : index + 1
  }
  return [
    ...found,
    ...inNextCell(message, terms, found),
    ...inColumns(message, found, before),
    ...headLines(message, before),
    ...repeated(message, terms, found),
  ]
}

/** Most words of a message: no way of writing names begins at an everyday word that is no name and no title, but "Le Goff". */
const startsNone = ({ capital, pieces, plain, marks }: Term): boolean =>
  (marks & silent) !== 0 && plain.length > (capital ? 3 : 1) && pieces.length === 1
const silent = markWords(
  everydayWords.filter(
    (word) => !(firstNameWeight(word) || mayBeSurname(word) || honorifics.has(word) || linkingParticles.test(word)),
  ),
)

/** Each way of writing a name in turn, the surest first. */
function createReader(around: Surroundings): NameReader {
  let lastEnd = -1
  const ways = [
    titledNames(around),
    announcedNames(around),
    firstNamed(around, () => lastEnd),
    initialedNames(around),
    toldSurnames(around, () => lastEnd),
    pairedNames(around),
    loneNames(around, () => lastEnd),
  ]
  return (index) => {
    for (const read of ways) {
      const person = read(index)
      if (!person) continue
      const whole = withOtherName(person, around)
      lastEnd = whole.end
      return whole
    }
    return undefined
  }
}

/** "Aminata Sow née Diarra", "Stanislav Ivanov ép. Szabó" are one name. */
function withOtherName(person: Person, { plain, terms, surnames }: Surroundings): Person {
  const link = terms[person.next]
  const other = terms[person.next + 1]
  if (!link || !other || !otherNameLinks.has(link.plain) || other.digits) return person
  if (isEveryday(other.plain) && !particles.has(other.plain)) return person
  if (!/^(?: | \(| - )$/.test(plain.slice(person.end, link.start))) return person
  if (!/^\.? (?:: )?$/.test(plain.slice(link.end, other.start))) return person
  // "Karim ne répond pas"
  if (link.plain === 'ne' && !other.capital && !isSurname(other.plain)) return person
  const stop = surnames.after(person.next + 1, other.capital ? 'after-title' : 'lower')
  return stop === undefined ? person : { ...person, end: terms[stop - 1]!.end, next: stop }
}
