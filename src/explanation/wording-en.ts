import type { ExplanationWording } from './wording.ts'

const longDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' })
const decimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

export const en: ExplanationWording = {
  date: (iso) => longDate.format(new Date(iso)),
  number: (value) => decimal.format(value),
  yes: 'yes',
  no: 'no',
  origins: {
    message: 'written in the message',
    template: 'chosen in a standard request',
    profile: 'taken from the file',
    counsellor: 'corrected by the counsellor',
    model: 'read by a language model, then shown to be corrected',
  },
  wish: 'a wish: leaves nothing out',
  rules: {
    distance: 'Too far from the place asked',
    modality: 'Not attended in the way asked (on site or remote)',
    'start-after': 'Starts before the date asked',
    'start-before': 'Starts after the date asked',
    'session-over': 'Started or over already',
    lead: 'Diploma without place, date or contact',
    'session-full': 'Full',
    hours: 'Longer than asked',
    price: 'Dearer than asked',
    certifying: 'No certification although one is asked, or the other way round',
    level: 'Leads to another level than asked',
    kind: 'Of another kind than asked',
    schedule: 'Other hours than asked',
    'excluded-item': 'Put aside by the counsellor',
    'excluded-provider': 'Provider put aside by the counsellor',
    'already-refused': 'Refused already in this conversation',
    'already-shown': 'Already shown: others were asked for',
    refused: 'The person does not want it',
    left: 'What the person did or leaves, without asking for it',
  },
  droppedBecause: {
    protected: 'protected: not kept',
    'not-needed': 'not needed for searching: not kept',
    unknown: 'no stated use: not kept',
    'not-understood': 'not understood: not kept',
  },
  effects: {
    filter: 'limits the search, through a criterion that is shown and can be changed',
    claim: 'only argues for or against',
    query: 'is searched for when the message does not say what to search',
  },
  outcomes: {
    options: 'Options were proposed',
    'not-enough': 'Not enough offers for a choice',
    about: 'An answer to a question on the options',
    question: 'One thing was asked back',
    talk: 'Answered in a sentence, without a search',
  },
  decided: { choose: 'Kept', none: 'Refused every option', own: 'Preferred an idea of their own' },
  undecided: 'No decision yet. Nothing happens before it.',
  revised: 'This decision replaces another, which stays in the record.',
  reasons: {
    'not-relevant': 'does not answer the need',
    'too-far': 'too far',
    dates: 'dates',
    prerequisites: 'prerequisites',
    price: 'price',
    'already-done': 'done already',
    refine: 'to refine the request',
    other: 'another reason',
  },
  counsellor: 'the counsellor',
  findingKinds: {
    personal: 'Data that identifies',
    story: 'Words about the person’s life',
    conduct: 'Discriminating or insulting words',
    injection: 'An attempt to redirect the assistant',
  },
  actions: {
    cut: 'taken out of the message before anything is done with it, and told',
    alert: 'masked before anything else sees it, and told',
    block: 'the message is stopped',
  },
  figures: {
    fewestOptions: 'Options from which there is a choice; below, the nearest offers are shown apart',
    mostOptions: 'Options proposed at most; never filled up with offers that do not answer',
    mostNearest: 'Nearest offers shown at most',
    mostBreaks: 'Criteria that a nearest offer may exceed, at most',
    nearOccupation: 'Share of an occupation’s words that a near one, of the same ROME family, is called by too',
    subjectInTitle:
      'Share of the subject asked that a title must say, where none of its words names something by itself',
    subjectInText: 'Share of the subject asked that the record must say',
    defaultRadiusKm: 'Kilometres around the place when no distance is said',
    nearEqualBand:
      'Share of the closest remaining match above which two offers are worth the same: providers take turns',
    unknownPlaceShare:
      'Share of its match that an offer keeps which does not say where it takes place, when a place is asked',
    denseShare: 'Weight of the closeness of texts by the embedding model',
    textShare: 'Weight of the words of the text in the match',
    titlesShare: 'Weight of the likeness of titles',
    occupationShare: 'Weight of occupations in common, at most; less when the request names no occupation',
  },
  steps: (mostRemote) => [
    'A guard looks in each text for what identifies a person, what is sensitive and what discriminates. As the list below says, it masks that before anything else sees it, or stops the message.',
    'Of the file only fields with a written purpose are read. The rest is dropped, and told.',
    'The message becomes criteria that are shown, and that the counsellor can correct or remove.',
    'The catalogue is filtered by these criteria. What is left out is counted, with the reason, and can be put back.',
    'The remaining offers are compared with the request by their words and by the occupations they lead to.',
    'An offer is shown only if it answers: an occupation code that is declared, or named by its title, is the one asked or near it; or its title says the subject asked. A word that the catalogue never says is not replaced: another spelling is proposed.',
    'Where fewer than two offers answer, those that would but for one or two criteria (distance, dates, length, price, level, attendance) are shown apart, the nearest first; never against a refusal or a constraint.',
    'Where trainings and behavioural skills are asked together, the workshops proposed work on what those trainings ask at entry, never on a trait of the person.',
    'Among offers worth the same, providers take turns, by what has been shown before. Offers whose turn it was not are listed.',
    `Where a place is asked, and not how to attend, ${decimal.format(mostRemote)} options at most are remote, as long as others answer the need.`,
    'The order on screen is drawn by lot. It says nothing.',
    'Each option gives at least one reason for, and at least one against or something not known, each tied to a line of the catalogue, the file or the criteria.',
    'A person decides: one option, several, none, or another idea. Nothing has any effect before that.',
  ],
  withModel: (name, words) =>
    `A language model (${name}) reads the masked message, after the rules. A reading other than theirs is offered, and changes nothing without a gesture; it applies by itself only where the rules have nothing to show: a question, or not enough offers. It does not choose options, add any or order them. ${
      words
        ? 'It also words arguments. Each sentence cites those it says: dates, prices, numbers and names are copied into it by the program; its other words and its denials must be theirs; an opinion, an order, a comparison or a word about the person has it refused. The argument cited is then shown as it is. This compares words, not ideas.'
        : 'It words nothing: the arguments are taken from the catalogue.'
    }`,
  withoutModel: 'No language model is used: the arguments are taken from the catalogue.',
  withEmbedder: (name) =>
    `An embedding model (${name}) compares what the request is about, without names, with the texts of the catalogue: it counts for a share of the match and writes nothing.`,
  purpose: 'Help an employment counsellor find trainings, behavioural skills to work on and local events.',
  humanDecides: 'Éventail decides nothing: it shows options, and a person chooses or refuses them all.',
  simply: (counted) => [
    `The computer keeps ${several(counted.exchanges, 'exchange', 'exchanges')} with your counsellor.`,
    counted.searches === 0
      ? 'The computer searched nothing in the catalogue.'
      : `The computer searched a catalogue ${times(counted.searches)}. It showed ${offers(counted.shown)}.`,
    counted.kept + counted.dropped === 0
      ? 'The computer keeps nothing of your file.'
      : `Of your file the computer keeps ${pieces(counted.kept)}. It dropped ${decimal.format(counted.dropped)}, ${decimal.format(counted.isProtected)} of them protected.`,
    ...(counted.written === 0
      ? []
      : [
          `In the messages, ${passages(counted.masked)} masked.`,
          'The other words of these messages stand below. If they speak of you or of your health, the computer may have used them.',
        ]),
    counted.sent === 0
      ? 'Nothing was sent to an artificial intelligence model.'
      : `${several(counted.sent, 'request', 'requests')} left for an artificial intelligence model. It worded the reasons of ${offers(counted.worded)}.`,
    counted.decisions === 0
      ? 'The computer decided nothing. Nobody has decided yet.'
      : `The computer decided nothing. A person decided: ${several(counted.decisions, 'decision holds', 'decisions hold')} today.`,
    'You can ask for explanations, have a mistake corrected, or say no.',
    'You can ask for a search without this tool, in the same catalogue.',
  ],
  madeEarlier: (count) =>
    `Since then the rules have changed for ${several(count, 'answer above', 'answers above')}: the figures below are those of today.`,
  objected: 'You objected to this tool: the same catalogue is searched without it.',
  rights: [
    'Ask the person who accompanies you for an explanation.',
    'Have wrong information in the file corrected, and ask for the search to be made again.',
    'Contest a proposal, a missing proposal or a decision with your agency.',
    'Object to this tool: the same catalogue stays open to you.',
    'Ask for this conversation to be erased.',
    'Turn to the CNIL if the answer does not satisfy you.',
  ],
  legal: [
    { reference: 'GDPR, articles 13 to 15', text: 'be informed, have access to one’s data and to the logic followed' },
    { reference: 'GDPR, article 22', text: 'not be subject to a fully automated decision' },
    { reference: 'French CRPA, article L311-3-1', text: 'be told that an algorithm is used' },
    {
      reference: 'French CRPA, articles R311-3-1-1 and R311-3-1-2',
      text: 'know its part in the decision, the data, their sources, the parameters and their weight, the operations made',
    },
    { reference: 'EU AI Act, article 86', text: 'obtain a clear explanation of the tool’s role' },
  ],
  sheet: {
    title: 'Your explanation sheet',
    simply: 'In short, easy to read',
    used: 'What is kept of your file, and what for',
    usedNothing: 'Nothing.',
    notUsed: 'What was received of your file and dropped',
    notUsedNothing: 'Nothing.',
    notUsedHere: 'What the counsellor’s page took out before sending did not come here, and is not counted.',
    masked: 'Masked in the messages, before anything else saw them',
    answers: 'What was searched, shown and decided',
    asked: 'Request, as it was kept',
    understood: 'Understood as',
    leftOut: 'Left out, and why',
    shown: 'Options shown',
    breaks: 'Shown beside them, for it does not follow all that was asked',
    alsoValid: 'As valid, not shown for want of room',
    decision: 'Decision',
    sent: 'Requests that left for an artificial intelligence model',
    rules: 'The rules and their weight, today',
    rights: 'What you can do',
    legal: 'Your rights in the law',
    contact: 'Whom to turn to',
    order: 'The order of the options is drawn by lot; it says nothing.',
    for: 'For',
    against: 'Against',
    unknown: 'Not known',
    publicRules: 'All the rules, public',
    print: 'Printed or on screen, this sheet says the same.',
  },
  page: {
    title: 'The rules of Éventail',
    steps: 'How an answer is made',
    figures: 'The figures in force',
    filters: 'What can leave an offer out',
    profile: 'What may be read of a file, and why',
    never: 'The fields of a file that are never read',
    guard: 'What the guard of messages looks for',
    guardMisses:
      'It can be wrong: let through what it should stop, or the other way round. Each passage found is shown to the counsellor, who can contest it.',
    model: 'The part of a language model',
    versions: 'Versions in force',
    legal: 'Framework',
    fictitious: 'The catalogue now open is a demonstration: its offers are fictitious.',
    neverDecides: 'What this program does, and what it does not',
    mistakes: 'What it gets wrong, when last measured',
    notMeasured: 'Not measured for this build.',
    contest: 'If you do not agree',
    experts: 'For experts: the parameters in force',
  },
  measuredOn: (date) =>
    `Measured on ${longDate.format(new Date(date))} on invented requests, written by others than the authors of the program and never used to tune it. In brackets: the 95 % interval and the number of cases.`,
  mistakes: [
    { measure: 'needs / absurd or refused', text: 'Answers that show an absurd offer, or one that the person refuses' },
    { measure: 'needs / options right or close', text: 'Offers shown that answer, or nearly do' },
    { measure: 'needs / criteria right', text: 'Criteria understood, in notes and e-mails' },
    { measure: 'guardrails-blind / leak-free messages', text: 'Messages of which nothing personal stays readable' },
    {
      measure: 'guardrails-blind / story out and need in / direct',
      text: 'Stories of a life taken out, the need staying',
    },
    { measure: 'guardrails-blind / ordinary blocked', text: 'Ordinary messages stopped wrongly' },
    {
      measure: 'twins / no unexplained difference',
      text: 'Pairs of people of the same need, who differ by a protected trait alone and get the same answer',
    },
    {
      measure: 'territory / answered within 30 km / village below 2,000',
      text: 'Requests from a village that find something within 30 km',
    },
  ],
  contesting: [
    'Ask your counsellor for a written explanation: it says what was used, what was not, what was shown and who decided.',
    'You may refuse that this program serves for you: the same search is made without it.',
    'You may have what was kept corrected or erased, and ask that a person reviews the decision.',
    'Without an answer within a month, or if it does not suit you: the CNIL, cnil.fr.',
  ],
  earned: {
    title: 'What each field brings, and what it lets one guess',
    reading: (floor, ceiling) => [
      `A field stays where it changes at least ${percent.format(floor)} of the answers rightly, and lets at most ${percent.format(ceiling)} of what is not known of a trait be guessed.`,
      'Rightly: fewer offers that do not suit the person, or as few for more that do; or an argument shown rests on this field. A field that argues does not change which offers are chosen.',
      'Guessed: with this field alone, a guesser who learned from other people mends this share of its mistakes. 0%: the field tells nothing. 100%: it tells all.',
      'Measured on invented people, whose links between occupation, level, language and place are written and public. In brackets: the 95% interval and the number of cases.',
    ],
    columns: ['Field', 'Answers changed rightly', 'Sex guessed', 'Origin guessed', 'Territory guessed', 'Result'],
    fields: {
      targetOccupation: 'Target occupation',
      experience: 'Experience',
      level: 'Level of education',
      skills: 'Skills',
      languages: 'Languages',
      near: 'Commune',
      radiusKm: 'Mobility',
      availability: 'Availability',
      modality: 'Remote or on site',
      digitalEase: 'Ease with digital tools',
      constraints: 'Working constraints',
    },
    verdicts: {
      stays: 'Stays.',
      'barely stays': 'Barely stays: the interval goes below the floor.',
      'is a place': 'Stays: it tells the place by nature, and serves the distance alone.',
      'brings too little': 'Brings too little: to be taken out.',
      'tells too much': 'Lets too much be guessed: to be taken out.',
      unmeasured: 'Not measured.',
    },
    none: 'not measured',
    notMeasured: 'Not measured for this build.',
  },
}

const percent = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 1 })
const several = (count: number, one: string, many: string): string =>
  `${decimal.format(count)} ${count === 1 ? one : many}`
const times = (count: number): string => (count === 1 ? 'once' : `${decimal.format(count)} times`)
const offers = (count: number): string => several(count, 'proposal', 'proposals')
const pieces = (count: number): string => several(count, 'piece of information', 'pieces of information')
const passages = (count: number): string =>
  count === 0 ? 'nothing was' : several(count, 'passage was', 'passages were')
