import { type FakeReply, type FakeRequest, startFakeModel } from '../../../src/fake-model-server.ts'
import { ModelReading } from '../../../src/need/read-with-model.ts'
import type { Refusal } from '../../../src/options/word-claims.ts'

/** Something a model must not do to an option, as planted in one answer; `honest` words it as it should. */
export interface Planted {
  optionId: string
  fault: string
  /** Reasons for which it may be refused: the first that the check finds is the one counted. */
  refusedAs: readonly Refusal[]
}

interface Worded {
  optionId: string
  claims: { claimIds: string[]; stance: string; text: string }[]
}

interface Fault {
  name: string
  refusedAs: readonly Refusal[]
  /** What is said instead of the option; nothing is silence about it. */
  say: (option: Worded, locale: 'fr' | 'en', others: readonly string[]) => unknown[]
}

/**
 * A model that misbehaves in every way there is a rule against, one option after the other, always in the same order: each option is
 * given the next fault of the list, every eighth reply is no answer at all, options come in reverse, and one in a round is honest. What it
 * reads of a need is nothing, invented, or nonsense. `planted` is what it did since it was last asked.
 */
export async function startMisbehavingModel() {
  let planted = new Map<string, Planted>()
  let turn = 0
  let replies = 0
  let readings = 0
  const server = await startFakeModel((request) =>
    request.instructions.includes('claimIds') ? word(request) : misread(request),
  )

  function word({ document }: FakeRequest): FakeReply {
    const options = optionsIn(document)
    const locale = document.locale === 'en' ? 'en' : 'fr'
    replies += 1
    const whole = replies % 8 === 0 ? wholeReplies[(replies / 8) % wholeReplies.length] : undefined
    if (whole) {
      plant(options.map(({ optionId }) => ({ optionId, fault: whole.name, refusedAs: ['not-answered'] })))
      return whole.reply
    }
    const elements = options.reverse().flatMap((option) => {
      const { name, refusedAs, say } = faults[turn++ % faults.length]!
      plant([{ optionId: option.optionId, fault: name, refusedAs }])
      return say(wordHonestly(option), locale, otherArguments(option))
    })
    return { text: JSON.stringify({ elements }) }
  }

  /** A request sent again is answered again: what was planted last is what arrives. */
  function plant(more: readonly Planted[]) {
    for (const one of more) planted.set(one.optionId, one)
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
      return since
    },
  }
}

interface Sent {
  optionId: string
  claims: { claimId: string; stance: string; says: string }[]
}

const optionsIn = (document: Record<string, unknown>): Sent[] => document.options as Sent[]

/** One argument for and one against or unknown, in the words it was given. */
function wordHonestly({ optionId, claims }: Sent): Worded {
  const kept = [claims.find(({ stance }) => stance === 'for'), claims.find(({ stance }) => stance !== 'for')]
  return {
    optionId,
    claims: kept.flatMap((claim) =>
      claim ? [{ claimIds: [claim.claimId], stance: claim.stance, text: claim.says }] : [],
    ),
  }
}

/** What the option's other arguments for it say. */
const otherArguments = ({ claims }: Sent): string[] =>
  claims.filter(({ stance }) => stance === 'for').flatMap(({ says }, at) => (at > 0 ? [says] : []))

const saying =
  (fr: string, en: string): Fault['say'] =>
  ({ optionId, claims: [first, ...others] }, locale) => [
    { optionId, claims: [{ ...first, text: locale === 'fr' ? fr : en }, ...others] },
  ]

const changing =
  (change: (claims: Worded['claims']) => Worded['claims']): Fault['say'] =>
  ({ optionId, claims }) => [{ optionId, claims: change(claims) }]

const turned = (stance: string): string => (stance === 'for' ? 'against' : 'for')

/** True of the option, but cited from elsewhere: no word gives it away unless it holds a number, a date or a name. */
export const wordsOfAnotherArgument = 'words of another argument'

const faults: readonly Fault[] = [
  { name: 'honest', refusedAs: [], say: (option) => [option] },
  {
    name: 'unknown candidate',
    refusedAs: ['unknown-option'],
    say: (option) => [{ ...option, optionId: 'opt_of_its_own' }],
  },
  {
    name: 'claim without evidence',
    refusedAs: ['unknown-claim'],
    say: changing((claims) => claims.map((claim) => ({ ...claim, claimIds: [] }))),
  },
  {
    name: 'claim that is not there',
    refusedAs: ['unknown-claim'],
    say: changing(([first, ...others]) => [{ ...first!, claimIds: ['c99'] }, ...others]),
  },
  {
    name: 'argument turned around',
    refusedAs: ['changed-stance'],
    say: changing((claims) => claims.map((claim) => ({ ...claim, stance: turned(claim.stance) }))),
  },
  {
    name: 'evidence of another side',
    refusedAs: ['changed-stance'],
    say: changing((claims) =>
      claims.map((claim, at) => ({ ...claim, claimIds: claims[claims.length - 1 - at]!.claimIds })),
    ),
  },
  {
    name: wordsOfAnotherArgument,
    refusedAs: ['ground-number', 'ground-name', 'ground-date', 'ground-directive'],
    say: ({ optionId, claims: [first, ...more] }, _, [other]) => [
      { optionId, claims: [{ ...first, text: other ?? 'Il faut choisir cette formation.' }, ...more] },
    ],
  },
  {
    name: 'number',
    refusedAs: ['ground-number'],
    say: saying('Plus de 4217 personnes en sont contentes.', 'More than 4217 people are happy with it.'),
  },
  {
    name: 'number in words',
    refusedAs: ['ground-number'],
    say: saying('Dure quarante-sept jours au total.', 'Takes forty-seven days in all.'),
  },
  {
    name: 'date',
    refusedAs: ['ground-date'],
    say: saying('Commence le 14 mars 2031.', 'Starts on 14 March 2031.'),
  },
  {
    name: 'proper name',
    refusedAs: ['ground-name'],
    say: saying('Reconnue par la société Zarbotel.', 'Recognised by the Zarbotel company.'),
  },
  {
    name: 'web address',
    refusedAs: ['ground-url'],
    say: saying('Le détail est sur www.exemple-formation.org.', 'Details are on www.example-training.org.'),
  },
  {
    name: 'directive',
    refusedAs: ['ground-directive'],
    say: saying('Il faut choisir cette formation.', 'You should choose this training.'),
  },
  {
    name: 'superlative',
    refusedAs: ['ground-superlative'],
    say: saying('La meilleure formation pour ce besoin.', 'The best training for this need.'),
  },
  {
    name: 'e-mail of a person',
    refusedAs: ['ground-url'],
    say: saying('Écrire à la personne : a.diallo@exemple.fr.', 'Write to the person: a.diallo@example.com.'),
  },
  {
    name: 'age of a person',
    refusedAs: ['ground-number'],
    say: saying('Convient à une femme de 45 ans.', 'Suits a woman aged 45.'),
  },
  {
    name: 'sensitive content',
    refusedAs: ['ground-sensitive'],
    say: saying('Convient malgré sa dépression.', 'Fits despite her depression.'),
  },
  {
    name: 'another language',
    refusedAs: ['ground-language'],
    say: saying('This training is close to where the person lives.', 'Cette formation est près de chez la personne.'),
  },
  {
    name: 'one-sided',
    refusedAs: ['one-sided'],
    say: changing((claims) => claims.filter(({ stance }) => stance === 'for')),
  },
  { name: 'silence', refusedAs: ['not-answered'], say: () => [] },
  {
    name: 'nonsense',
    refusedAs: ['not-answered'],
    say: ({ optionId }) => [{ optionId, claims: 'Très bien, merci !' }],
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
      ...nothingRead,
      topic: said('poterie', 'veut faire de la poterie'),
      commune: said('Brest', 'habite à Brest'),
      maxHours: said(3, 'trois heures tout au plus, pas une de plus'),
      modality: said('remote', 'uniquement depuis son canapé'),
    }),
  }),
  () => ({ text: 'Je lis un besoin de formation.' }),
  () => ({ text: JSON.stringify({ ...nothingRead, kinds: 'training', radiusKm: 'loin' }) }),
]

const said = (value: unknown, quote: string) => ({ value, quote, strength: 'must' })

/** A reading that says nothing, in the shape the model is asked for. */
export const nothingRead: Readonly<Record<string, unknown>> = Object.fromEntries(
  Object.keys(ModelReading.shape).map((name) => [name, null]),
)
