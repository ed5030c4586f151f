import { type FakeReply, type FakeRequest, startFakeModel } from '../../../src/fake-model-server.ts'
import type { Refusal } from '../../../src/options/compose.ts'

/** Something a model must not do to an option, as planted in one answer; `honest` words it as it should. */
export interface Planted {
  /** Which of the answers with options of a conversation, from 0, and the letter of the option in it. */
  answer: number
  letter: string
  fault: string
  /** Reasons for which it may be refused: the first that the check finds is the one counted. */
  refusedAs: readonly Refusal[]
}

interface Worded {
  on: string
  text: string
  claims: string[]
}

type Plant = (letter: string, fault: string, refusedAs: readonly Refusal[]) => void

interface Fault {
  name: string
  refusedAs: readonly Refusal[]
  /** What is said instead of the option; nothing is silence about it. */
  say: (sentences: readonly Worded[], locale: 'fr' | 'en', others: readonly string[]) => unknown[]
}

/**
 * A model that misbehaves in every way there is a rule against, one option after the other, always in the same order: each option is
 * given the next fault of the list, every eighth reply is no answer at all, options come in reverse, and one in a round is honest. What it
 * reads of a need is nothing, invented, or nonsense. `planted` is what it did since it was last asked.
 */
export async function startMisbehavingModel() {
  let planted = new Map<string, Planted>()
  /** How many were worded since it was last asked: none fails, so that none is sent twice. */
  let answers = 0
  let turn = 0
  let replies = 0
  let readings = 0
  let followUps = 0
  const server = await startFakeModel((request) => (request.document.options ? word(request) : misread(request)))

  function word({ document }: FakeRequest): FakeReply {
    const sent = document.options as Sent
    const locale = document.locale === 'en' ? 'en' : 'fr'
    const sentences = (next: () => number, plant: Plant): FakeReply => ({
      text: JSON.stringify({
        sentences: Object.keys(sent)
          .reverse()
          .flatMap((letter) => {
            const { name, refusedAs, say } = faults[next() % faults.length]!
            plant(letter, name, refusedAs)
            return say(wordHonestly(letter, sent[letter]!), locale, otherClaims(sent[letter]!))
          }),
      }),
    })
    // A follow-up words what is told of options, not the options: what it must not say is checked in the conversation.
    if (document.act) return sentences(() => followUps++, () => {})
    const answer = answers++
    const plant: Plant = (letter, fault, refusedAs) =>
      void planted.set(`${answer} ${letter}`, { answer, letter, fault, refusedAs })
    replies += 1
    const whole = replies % 8 === 0 ? wholeReplies[(replies / 8) % wholeReplies.length] : undefined
    if (whole) {
      for (const letter of Object.keys(sent)) plant(letter, whole.name, ['unreadable'])
      return whole.reply
    }
    return sentences(() => turn++, plant)
  }

  function misread({ document }: FakeRequest): FakeReply {
    readings += 1
    return misreadings[readings % misreadings.length]!(String(document.message))
  }

  return {
    baseUrl: server.baseUrl,
    bodies: server.bodies,
    close: server.close,
    planted(): Planted[] {
      const since = [...planted.values()]
      planted = new Map()
      answers = 0
      return since
    },
  }
}

type Stances = Partial<Record<string, Record<string, string>>>
type Sent = Record<string, Stances>

/** One claim for and one against or unknown, in the words it was given. */
function wordHonestly(on: string, stances: Stances): Worded[] {
  const firstOf = (stance: string) => Object.entries(stances[stance] ?? {}).slice(0, 1)
  const kept = [...firstOf('for'), ...[...firstOf('against'), ...firstOf('unknown')].slice(0, 1)]
  return kept.map(([id, says]) => ({ on, text: says, claims: [id] }))
}

/** What the option's other claims for it say. */
const otherClaims = (stances: Stances): string[] => Object.values(stances.for ?? {}).slice(1)

const saying =
  (fr: string, en: string): Fault['say'] =>
  ([first], locale) => [{ ...first, text: locale === 'fr' ? fr : en }]

const changing =
  (change: (one: Worded) => Worded): Fault['say'] =>
  (sentences) =>
    sentences.map(change)

/** True of the option, but cited from elsewhere. */
export const wordsOfAnotherArgument = 'words of another argument'

const faults: readonly Fault[] = [
  { name: 'honest', refusedAs: [], say: (sentences) => [...sentences] },
  {
    name: 'unknown candidate',
    refusedAs: ['unknown-option'],
    say: changing((one) => ({ ...one, on: 'Q' })),
  },
  {
    name: 'claim without evidence',
    refusedAs: ['unknown-claim'],
    say: changing((one) => ({ ...one, claims: [] })),
  },
  {
    name: 'claim that is not there',
    refusedAs: ['unknown-claim'],
    say: changing((one) => ({ ...one, claims: ['z99'] })),
  },
  {
    name: 'claims of two sides in one',
    refusedAs: ['mixed-stances', 'unknown-claim'],
    say: ([first, second]) => [{ ...first!, claims: [...first!.claims, ...(second?.claims ?? ['z99'])] }],
  },
  {
    name: 'a slot of no claim',
    refusedAs: ['slot'],
    say: changing((one) => ({ ...one, text: 'Le {z9.date}.' })),
  },
  {
    name: wordsOfAnotherArgument,
    refusedAs: ['word', 'slot', 'number', 'name', 'date', 'directive'],
    say: ([first], _, [other]) => [{ ...first!, text: other ?? 'Il faut choisir cette formation.' }],
  },
  {
    name: 'denial',
    refusedAs: ['negation', 'certainty', 'word', 'sensitive'],
    say: changing((one) => ({ ...one, text: `Aucun besoin : ${one.text}` })),
  },
  {
    name: 'a word of its own',
    refusedAs: ['word', 'language'],
    say: saying('Un stage est prévu.', 'A placement is included.'),
  },
  {
    name: 'number',
    refusedAs: ['number'],
    say: saying('Plus de 4217 personnes en sont contentes.', 'More than 4217 people are happy with it.'),
  },
  {
    name: 'number in words',
    refusedAs: ['number'],
    say: saying('Dure quarante-sept jours au total.', 'Takes forty-seven days in all.'),
  },
  {
    name: 'date',
    refusedAs: ['date'],
    say: saying('Commence le 14 mars 2031.', 'Starts on 14 March 2031.'),
  },
  {
    name: 'proper name',
    refusedAs: ['name'],
    say: saying('Reconnue par la société Zarbotel.', 'Recognised by the Zarbotel company.'),
  },
  {
    name: 'web address',
    refusedAs: ['url'],
    say: saying('Le détail est sur www.exemple-formation.org.', 'Details are on www.example-training.org.'),
  },
  {
    name: 'directive',
    refusedAs: ['directive'],
    say: saying('Il faut choisir cette formation.', 'You should choose this training.'),
  },
  {
    name: 'superlative',
    refusedAs: ['superlative'],
    say: saying('La meilleure formation pour ce besoin.', 'The best training for this need.'),
  },
  {
    name: 'e-mail of a person',
    refusedAs: ['url'],
    say: saying('Écrire à la personne : a.diallo@exemple.fr.', 'Write to the person: a.diallo@example.com.'),
  },
  {
    name: 'age of a person',
    refusedAs: ['number'],
    say: saying('Convient à une femme de 45 ans.', 'Suits a woman aged 45.'),
  },
  {
    name: 'sensitive content',
    refusedAs: ['sensitive'],
    say: saying('Convient malgré sa dépression.', 'Fits despite her depression.'),
  },
  {
    name: 'another language',
    refusedAs: ['language'],
    say: saying('This training is close to where the person lives.', 'Cette formation est près de chez la personne.'),
  },
]

const wholeReplies: readonly { name: string; reply: FakeReply }[] = [
  { name: 'whole reply: nonsense', reply: { text: 'Bien sûr ! Voici trois options qui vous plairont…' } },
  { name: 'whole reply: silence', reply: { text: '' } },
]

/** Nothing, words that were never said, and no reading at all. */
const misreadings: readonly ((message: string) => FakeReply)[] = [
  () => ({ text: JSON.stringify(nothingRead) }),
  () => ({
    text: JSON.stringify({
      act: 'need',
      changes: [
        said('goal', 'potier', 'veut faire de la poterie'),
        said('place', 'Brest', 'habite à Brest'),
        said('hours', '3', 'trois heures tout au plus, pas une de plus'),
        said('modality', 'remote', 'uniquement depuis son canapé'),
      ],
    }),
  }),
  () => ({ text: 'Je lis un besoin de formation.' }),
  () => ({ text: JSON.stringify({ act: 'rêver', changes: [{ do: 'set', what: 'kind' }, 'loin'] }) }),
]

export const said = (what: string, value: string, quote: string) => ({ do: 'set', what, value, quote, wish: false })

/** A reading that says nothing, in the shape the model is asked for. */
export const nothingRead = { act: 'need', changes: [] }
