import { sha256 } from '../../guardrails/digest.ts'
import type { CorpusMessage } from '../corpus/corpus.ts'
import { accuracyOf, measure, measureLabels, wordsOf } from './measure.ts'
import type { Outcome } from './model-plan.ts'
import type { Readings, Training } from './train-model.ts'

/** What anyone should know of a model before relying on it, in Markdown. */
export function writeCard({ plan, file, model, trainedOn, heldOut, readings, unseenHands }: Training): string {
  const { name, about, labels, settings, commonest, views, surePrecision } = plan
  const { sure } = model
  const unit = views.length > 1 ? 'words' : 'messages'
  const known = { labels: labels.filter((label) => label !== 'none'), commonest, sure }
  const [view] = views as [string]
  const main = readings.all.get(view)!
  const figures: [string, Readings][] = [
    ['all the rest of the corpus: the model kept here', readings.all],
    ['the same, messages of a conversation only', only(readings.all, ({ talk }) => talk !== undefined)],
    ['the rest, without its hand (small hands together)', readings.otherHands],
    ['the rest, without its file (hands written side by side)', readings.otherFiles],
    ['a half of the rest', readings.half],
    ['a tenth of the rest', readings.tenth],
  ]
  return `# The model \`${name}\`

${about}

| | |
|---|---|
| made by | \`npm run train -- ${name}\`: the same corpus gives the same bytes |
| file | \`${name}.json\`, ${(file.length / 1000).toFixed(0)} kB, SHA-256 \`${sha256(file)}\` |
| trained on | ${trainedOn.length} messages of \`evals/corpus\`${views.length > 1 ? `, each shown ${views.map((one) => `*${one}*`).join(' and ')}` : ''} |
| never trained on | ${heldOut.length} messages: a third of the talks and of the messages that stand alone, by the SHA-256 of their id |
| method | averaged perceptron with a margin over 2^${settings.bits} hashed features; ${settings.rounds} rounds, margin ${settings.cost}, seed ${settings.seed}, ${settings.keep.toLocaleString('en')} weights kept, eight bits each${settings.lean ? `; every label but the first leans by ${settings.lean.by}` : ''} |
| chosen on | ${plan.chosenOn ?? 'what it was trained on, files apart: no feature and no setting was chosen by the third below'} |
| sure from | a margin of ${sure}: ${plan.sureAt === undefined ? `right ${percent(surePrecision)} of the time on hands that it had not met, within what it was trained on` : 'set by how many ordinary messages it may touch, on messages that it did not learn from'} |

## The third that was never trained on
In ${unit}, with 95 % intervals over messages; *others* are those where another label than \`${commonest}\` is wanted; macro F1 counts every label alike.

| read by a model trained on | ${views.length > 1 ? 'shown | ' : ''}n | right | macro F1 | others right | sure | right when sure | another than \`${commonest}\` given: sure | right when sure |
|---|${views.length > 1 ? '---|' : ''}---|---|---|---|---|---|---|---|
${figures
  .flatMap(([what, read]) =>
    views.map((one) => {
      const outcomes = read.get(one)!
      const { n, accuracy, macroF1, accuracyOfOthers, sureShare, surePrecision: right } = measure(outcomes, known)
      const rare = measure(
        outcomes.filter(({ given }) => given !== commonest),
        known,
      )
      const shown = views.length > 1 ? `${one} | ` : ''
      return `| ${what} | ${shown}${n} | ${share(accuracy.value)} (${share(accuracy.low)}–${share(accuracy.high)}) | ${share(macroF1)} | ${share(accuracyOfOthers)} | ${share(sureShare)} | ${share(right)} | ${share(rare.sureShare)} | ${share(rare.surePrecision)} |`
    }),
  )
  .join('\n')}

Always \`${commonest}\` would be right ${share(wordsOf(main.filter(({ wanted }) => wanted === commonest)) / wordsOf(main))} of the time.

| margin | ${unit} | right |
|---|---|---|
${byMargin(main)
  .map(([from, n, right]) => `| ${from} | ${n} | ${share(right)} |`)
  .join('\n')}

| label | n | precision | recall |
|---|---|---|---|
${measureLabels(main, known.labels)
  .map(({ label, n, precision, recall }) => `| ${label} | ${n} | ${share(precision)} | ${share(recall)} |`)
  .join('\n')}

| hand | trained on | never | right | right without its hand |
|---|---|---|---|---|
${byHand(trainedOn, heldOut, main, readings.otherHands.get(view)!)}

## What it gets wrong
The ten surest errors, one a hand at most, on messages it was later trained on, read by a model that had met no message of their hand. (None is of the third above:
whoever writes to mend these must not read those.)

| read as | is | words |
|---|---|---|
${surestErrors(unseenHands.get(view)!)
  .map(
    ({ given, wanted, message, span }) =>
      `| ${given} | ${wanted} | ${cell(message.masked.text.slice(span.start, span.end))} |`,
  )
  .join('\n')}

What is taken for what, most often: ${confusions(unseenHands.get(view)!)}.
`
}

const only = (readings: Readings, keep: (message: CorpusMessage) => boolean): Readings =>
  new Map(Array.from(readings, ([view, outcomes]) => [view, outcomes.filter(({ message }) => keep(message))]))

/** Eight parts of about the same size, from the surest. */
function byMargin(outcomes: readonly Outcome[]): [string, number, number][] {
  const surest = [...outcomes].sort((one, other) => other.margin - one.margin)
  const size = Math.ceil(surest.length / 8)
  return Array.from({ length: 8 }, (_, at) => surest.slice(at * size, (at + 1) * size))
    .filter((part) => part.length > 0)
    .map((part) => [
      `${part.at(-1)!.margin.toFixed(0)} to ${part[0]!.margin.toFixed(0)}`,
      wordsOf(part),
      accuracyOf(part),
    ])
}

function byHand(
  trainedOn: readonly CorpusMessage[],
  heldOut: readonly CorpusMessage[],
  main: readonly Outcome[],
  without: readonly Outcome[],
): string {
  const hands = [...new Set(trainedOn.map(({ hand }) => hand))].sort()
  const ofHand = (outcomes: readonly Outcome[], hand: string) => outcomes.filter(({ message }) => message.hand === hand)
  const count = (messages: readonly CorpusMessage[], hand: string) =>
    messages.filter((message) => message.hand === hand).length
  return hands
    .map((hand) => {
      const rights = [main, without].map((outcomes) => share(accuracyOf(ofHand(outcomes, hand))))
      return `| ${hand} | ${count(trainedOn, hand)} | ${count(heldOut, hand)} | ${rights.join(' | ')} |`
    })
    .join('\n')
}

function surestErrors(outcomes: readonly Outcome[]): Outcome[] {
  const wrong = outcomes.filter(({ given, wanted }) => given !== wanted).sort((one, other) => other.margin - one.margin)
  return wrong
    .filter(({ message }, at) => wrong.findIndex((other) => other.message.hand === message.hand) === at)
    .slice(0, 10)
}

function confusions(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>()
  for (const { given, wanted, words } of outcomes) {
    const pair = `${wanted} for ${given}`
    if (given !== wanted) counts.set(pair, (counts.get(pair) ?? 0) + words)
  }
  return [...counts]
    .sort(([one, many], [other, few]) => few - many || (one < other ? -1 : 1))
    .slice(0, 8)
    .map(([pair, count]) => `${pair} (${count})`)
    .join(', ')
}

const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3).replace(/^0/, ''))
const percent = (value: number): string => `${Math.round(value * 100)} %`
const cell = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')
  return line.length > 160 ? `${line.slice(0, 160)}…` : line
}
