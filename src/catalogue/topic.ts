import { fold } from '../../guardrails/language/fold.ts'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import { subjectsIn } from '../subjects/subjects-in.ts'
import frames from './frame-words.json' with { type: 'json' }
import { printedWords } from './spoken-words.ts'

/** What a text asks about, for both words and occupation space: what it says beside its wishes, and the printed words for spoken ones. */
export function topicOf(text: string): string {
  if (meaningfulWords(text).length >= LONG) return withoutWishes(text)
  return [withoutWishes(text), ...printedWords(text), ...namesOfSubject(text)].join('. ')
}

/** Where all that a text says is one subject, in everyday words, what the subject is called: "se servir d'un ordinateur" is digital basics. */
function namesOfSubject(text: string): string[] {
  return subjectsIn(text).flatMap(({ subject, start, end }) => {
    const beside = meaningfulWords(`${text.slice(0, start)} ${text.slice(end)}`)
    return beside.every((word) => WISHES.has(word) || framing.has(word)) ? subject.label.fr : []
  })
}

/**
 * A text without the verbs that only say that somebody wants it ("devenir", "bosser dans") and without the frame of a definition ("ensemble
 * des techniques permettant de…"). One of which nothing would be left stays as it is.
 */
export function withoutWishes(text: string): string {
  const said = meaningfulWords(text)
  const dropped = said.length < SENTENCE ? WISHES : WISHES_AND_FRAMES
  return said.some((word) => !dropped.has(word))
    ? text.replace(/\p{L}+/gu, (word) => (dropped.has(fold(word)) ? ' ' : word))
    : text
}

/** Meaningful words from which a text is a sentence; in fewer, the words of a frame are the subject: "techniques de vente". */
const SENTENCE = 5
/** From here on it is written rather than said, and says itself what it means. */
const LONG = 9

/** What trainings and needs are framed by: "formation", "atelier", "débutant", "la première fois". */
const framing: ReadonlySet<string> = new Set(frames)

const WISHES = new Set(
  (
    'travailler travaille travaillerait bosser bosse bosserait devenir devienne deviendrait passer apprendre chercher cherche ' +
    'aimer aime aimerait vouloir voudrait envisage envie decouvrir decouvre truc trucs quelque chose'
  ).split(' '),
)

/** In titles of all subjects, and saying nothing of any. */
const WISHES_AND_FRAMES = new Set([
  ...WISHES,
  ...(
    'partie ensemble etude etudie etudient etudier specialite specialites discipline disciplines science sciences domaine domaines ' +
    'technique techniques methode methodes procede procedes moyen moyens operation operations action actions activite activites fonction ' +
    'principe principes utilise utilisee utilises utilisees permettant permet permettent visant vise visent traite consiste consistant ' +
    'relatif relative relatifs relatives ayant objectif objectifs objet but destine destinee destines destinees notamment concernant afin ' +
    'mise oeuvre cadre differents differentes certains certaines divers diverses lie liee lies liees portant vue obtenu obtenue obtenus ' +
    'obtenues effectue effectuee effectues effectuees essentiellement possedant necessaire necessaires composent compose composee composes composees'
  ).split(' '),
])
