import { describe, expect, it } from 'vitest'
import { questionsIn } from '../options/questions.ts'
import { placeAt, sampleItem } from '../options/sample-items.ts'
import { offersOf, type Turn } from '../record/turn.ts'
import { counsellor, rehearse } from '../rehearsal.ts'

/** Four weldings in and about Lyon, each with another way to start and to be paid for. */
const items = [
  sampleItem({ id: 'a', provider: { name: 'Forge Une' }, remainingCost: { amount: 120, currency: 'EUR' } }),
  sampleItem({
    id: 'b',
    title: 'Souder',
    provider: { name: 'Forge Deux' },
    price: { amount: 900, currency: 'EUR' },
    hours: 300,
    places: [placeAt('Vénissieux', 45.7)],
  }),
  sampleItem({
    id: 'c',
    title: 'Soudage TIG',
    provider: { name: 'Forge Trois' },
    sessions: [],
    entry: { permanent: true },
    places: [placeAt('Bron', 45.74)],
  }),
]
const stage = await rehearse({ items })

type Message = string | ((before: Turn) => object)

const held = (...messages: Message[]) => heldOn(stage, ...messages)

async function heldOn({ assistant }: typeof stage, ...messages: Message[]): Promise<Turn[]> {
  const conversation = await assistant.open(counsellor, {})
  if ('refused' in conversation) throw new Error(conversation.refused)
  const turns: Turn[] = []
  for (const message of messages) {
    const said = typeof message === 'string' ? { text: message } : message(turns.at(-1)!)
    const answer = await assistant.ask(counsellor, conversation.id, said)
    if ('refused' in answer) throw new Error(answer.refused)
    for await (const part of answer.parts) if (part.part === 'turn') turns.push(part.turn)
  }
  return turns
}
const said = (turn: Turn | undefined) => turn!.reply.map(({ text }) => text.replace(/\u00a0|\u202f/g, ' ')).join(' ')
const letterOf = (turn: Turn | undefined, id: string) => offersOf(turn!).find(({ item }) => item.id === id)!.letter

describe('an answer about the offers is what their columns say', () => {
  it('tells a price as a price, and what is left to pay apart', async () => {
    const [shown, told] = await held('soudeur à Lyon', 'combien ça coûte ?')
    const [a, b, c] = ['a', 'b', 'c'].map((id) => letterOf(shown, id))
    expect(said(told)).toBe(
      `À payer : ${a} (Forge Une) 120 € ; prix affiché, reste à payer non dit : ${b} (Forge Deux) 900 € ; non dit pour ${c}, à demander à Forge Trois.`,
    )
  })

  it('says once a day that is the same, and that one may start at any time', async () => {
    const [shown, told] = await held('soudeur à Lyon', 'ça commence quand ?')
    const [a, b, c] = ['a', 'b', 'c'].map((id) => letterOf(shown, id))
    const same = [a, b].sort().join(' et ')
    expect(said(told)).toBe(`Début : ${same} le 11 janvier 2027 ; entrées toute l’année pour ${c}.`)
  })

  it('compares no price with what is left to pay, and puts no date before what is joined at any time', async () => {
    const [shown, told] = await held('soudeur à Lyon', 'laquelle est la mieux ?')
    expect(said(told)).toContain(`si c’est commencer tôt, ${letterOf(shown, 'c')}`)
    expect(said(told)).not.toMatch(/coût|prix/)
  })

  it('takes "en premier" for a question about dates', async () => {
    const [, told] = await held('soudeur à Lyon', 'laquelle commence en premier')
    expect(told!.act).toBe('fact')
    expect(said(told)).toMatch(/^Début : .*toute l’année/)
  })

  it('answers what a fact is, where the words ask so', async () => {
    const [, told] = await held('soudeur à Lyon', "et c'est quoi le prix")
    expect(said(told)).toMatch(/^À payer : /)
  })

  it('says of a name that is not there that it is not, whatever is asked of it', async () => {
    const [, told] = await held('soudeur à Lyon', 'et le lycée Vauvert il fait plus ça ?')
    expect(said(told)).toMatch(/^« Vauvert » : ni parmi les offres montrées.* « autour de Vauvert »/)
    const [, second] = await held('soudeur à Lyon', 'Ok. Il y a une cantine ?')
    expect(said(second)).toMatch(/^Non dit pour A, B et C/)
  })

  it('takes a letter that is not on the table for none of those that are', async () => {
    const [, why] = await held('soudeur à Lyon', 'pourquoi la F ?')
    expect(said(why)).toMatch(/^« F » : il n’y a que A, B et C/)
    const [, told] = await held('soudeur à Lyon', 'je prends la G')
    expect(told!.question).toBeNull()
    expect(said(told)).toMatch(/^« G » : il n’y a que A, B et C/)
  })
})

describe('what is told of the offers', () => {
  it('does not say that they answer where all are of a neighbouring occupation', async () => {
    const [told] = await held('chaudronnier à Lyon')
    expect(told!.outcome).toBe('options')
    expect(said(told)).toMatch(
      /^Rien ne répond exactement à la demande ; trois formations \(sur place, à \d+ km au plus\) /,
    )
  })

  it('argues for and against the only one, instead of weighing it against nothing', async () => {
    const [, , one, told] = await held('soudeur à Lyon', 'pas la B', 'pas la C', 'ça vaut le coup à ton avis ?')
    expect(offersOf(one!)).toHaveLength(1)
    expect(said(told)).toMatch(/, pour : .*(?:Contre|À vérifier) :/)
  })

  it('takes the diploma of the person for what is asked at the entry, and of the offer for what it leads to', () => {
    const fields = (text: string) =>
      questionsIn(text).flatMap((question) => ('fields' in question ? question.fields : []))
    expect(fields('son diplôme compte ?')).toContain('/prerequisites')
    expect(fields('son diplôme compte ?')).not.toContain('/certification')
    expect(fields('quel diplôme au bout ?')).toContain('/certification')
  })

  it('says only what changed, not what adds up with it', async () => {
    const [, told] = await held('soudeur à Lyon, pas de diplôme', 'pas la nuit')
    expect(said(told)).toMatch(/^Changé : pas la nuit\./)
  })
})

describe('what is asked of an offer', () => {
  it('tells how one gets there of what is followed from home as well', async () => {
    const [, told] = await held('soudeur', 'elle n’a pas de voiture, on y va comment en bus ?')
    expect(told!.outcome).toBe('about')
    expect(said(told)).not.toContain('Non dit')
    const remote = await rehearse({ items: [sampleItem({ modality: 'remote', places: [] })] })
    const [, at] = await heldOn(remote, 'soudeur', 'on y va comment en bus ?')
    expect(said(at)).toContain('se suit entièrement à distance')
  })

  it('tells what was asked, be it compared or timed, and no row beside it', async () => {
    const [, compared, timed, aged] = await held(
      'soudeur à Lyon',
      'laquelle recrute le plus ?',
      'ça commence à quelle heure ?',
      'à 17 ans c’est bon partout ?',
    )
    expect(said(compared)).toMatch(/^Non dit pour A, B et C/)
    expect(said(timed)).toMatch(/à temps plein/)
    expect(said(timed)).not.toContain('Début')
    expect(said(aged)).toMatch(/^Non dit pour A, B et C/)
  })

  it('fills in neither both of two that were weighed, nor one of two where the other is not there', async () => {
    const [, either, missing, both] = await held(
      'soudeur à Lyon',
      'je prends la A ou la B',
      'je prends la E et la A',
      'je prends la A et la B',
    )
    expect(
      either!.question!.choices.map(({ decision }) => decision?.kind === 'choose' && decision.optionIds.length),
    ).toEqual([1, 1])
    expect(missing!.question!.text).toMatch(/^« E »/)
    expect(missing!.question!.choices).toHaveLength(3)
    expect(both!.question!.choices).toHaveLength(1)
  })

  it('tells of those that are there, and that the other is not', async () => {
    const [, told] = await held('soudeur à Lyon', 'la A et la F durent combien de temps ?')
    expect(said(told)).toMatch(/^Durée : A .*« F » : il n’y a que A, B et C sur la table\.$/)
  })

  it('takes back a choice that was not recorded, and no offers', async () => {
    const [, , undone] = await held('soudeur à Lyon', 'je prends la A', 'annule')
    expect(said(undone)).toMatch(/^Rien n’était enregistré/)
  })

  it('compares what was asked to be compared', async () => {
    const [, price, time] = await held('soudeur à Lyon', 'compare le prix de A et B', 'c’est à plein temps ?')
    expect(said(price)).toMatch(/^À payer : /)
    expect(price!.reply).toHaveLength(1)
    expect(said(time)).toBe('A, B et C, chacune : se déroule à temps plein.')
  })

  it('names all that waits, of every set', async () => {
    const thanked = (await held('soudeur à Lyon', 'merci')).at(-1)
    expect(said(thanked)).toContain('A, B et C restent à décider')
  })

  it('says that the order says nothing, where one asks why an offer comes first', async () => {
    const [, told] = await held('soudeur à Lyon', 'pourquoi celle-là en premier ?')
    expect(said(told)).toMatch(/tiré au sort/)
  })

  it('repeats nothing of what was asked in a text for the person', async () => {
    const [, told] = await held('soudeur à Lyon, budget 2000 euros', 'résume pour elle')
    expect(told!.act).toBe('summary')
    expect(said(told)).toContain('prix affiché : 900 €')
    expect(said(told)).toContain(': à Vénissieux ; commence le 11 janvier 2027 ; ')
    expect(said(told)).toContain('reste à payer par la personne : 120 €')
    expect(said(told)).not.toMatch(/budget|2 000|km|distance/)
  })
})

describe('where nothing answers', () => {
  it('says how far the nearest is', async () => {
    const [told] = await held('soudeur à Brest')
    expect(offersOf(told!)).toEqual([])
    expect(said(told)).toMatch(
      /^Aucune offre ne répond à tous les critères\. Au plus près : (?:Bron|Lyon), à 764 km\.$/,
    )
  })

  it('says so to what is asked of the offers, and keeps the wider search one tap away', async () => {
    const [, told] = await held('soudeur à Brest', 'ça dure combien de temps ?')
    expect(said(told)).toMatch(/^Aucune offre n’est sur la table/)
    expect(told!.suggestions[0]!.send.criteria).toBeDefined()
  })

  it('offers no step that would bring nothing', async () => {
    const [, told] = await held('soudeur à Lyon', 'et si elle allait à Brest ?')
    expect(said(told)).toMatch(
      /^Autour de Brest : aucune offre ne répondrait \(au plus près : (?:Bron|Lyon), à 764 km\)/,
    )
    expect(told!.suggestions.filter(({ send }) => send.criteria)).toEqual([])
  })

  it('says that it was searched already', async () => {
    const [, again] = await held('soudeur à Brest', 'soudeur à Brest')
    expect(said(again)).toMatch(/^C’est déjà ce qui est cherché/)
  })
})

describe('a question that waits', () => {
  it('stays with its answers while one talks, and says that it was not answered', async () => {
    const [asked, thanked, about, other] = await held(
      'soudeur à Saint-Denis',
      'merci',
      'elle dure combien ?',
      'blabla machin',
    )
    expect(asked!.question!.choices.length).toBeGreaterThan(1)
    for (const turn of [thanked, about, other]) {
      expect(turn!.question).toEqual(asked!.question)
    }
    expect(said(about)).toMatch(/une question attend/)
  })
})

describe('a decision that was just recorded', () => {
  it('is spoken of by "annulez", and stands until a gesture revises it', async () => {
    const [shown, , undone] = await held(
      'soudeur à Lyon',
      ({ optionsDigest, options }) => ({
        decision: { kind: 'choose', optionIds: [options[0]!.id], optionsDigest: optionsDigest! },
      }),
      'attendez, elle me fait signe que non, annulez',
    )
    expect(undone!.act).toBe('undo')
    expect(said(undone)).toContain(`La décision enregistrée (${shown!.options[0]!.letter})`)
  })
})

describe('a message of which all was cut', () => {
  it('is answered by a person first, in the same words whatever it was', async () => {
    const [violence] = await held('Son mari la frappe')
    const [other] = await held('elle a été mise à la rue par ses parents')
    expect(violence!.message!.redacted).toBe('[…]')
    expect(said(violence)).toContain('3919')
    expect(said(other)).toBe(said(violence))
    expect(violence!.message!.findings).toEqual(other!.message!.findings.map((one) => ({ ...one, start: 0, end: 18 })))
  })

  it('asks for no number where there is a need beside', async () => {
    const [turn] = await held('soudeur à Lyon, son mari la frappe')
    expect(turn!.outcome).toBe('options')
    expect(said(turn)).not.toContain('3919')
  })
})
