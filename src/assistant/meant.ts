import type { Locale } from '../../guardrails/finding.ts'
import { meaningfulWords } from '../../guardrails/language/words.ts'
import type { Criteria } from '../criteria/criteria.ts'
import { askWhatAbout } from '../need/question.ts'
import type { Question } from '../record/turn.ts'
import type { Doubts } from '../relevance/doubts.ts'
import { replies } from './replies.ts'

/**
 * Where nothing answers: the question whether a word that no offer says was meant for one that looks like it, else whether one of the
 * occupations that the words are nearest to was described, else what to look for at all; null when a trade or subject was named and nothing is of it. What is tapped is the counsellor's own correction.
 */
export function askWhatWasMeant(
  { topic, occupation }: Criteria,
  doubts: Doubts | undefined,
  locale: Locale,
): Question | null {
  if (!topic || !doubts) return null
  const { unsaid, meant, named } = doubts
  const say = replies[locale]
  if (unsaid.length > 0) {
    const choices = unsaid.flatMap(({ said, spellings }) =>
      spellings.map((spelling) => ({ label: spelling, criteria: { topic: topic.replace(said, spelling) } })),
    )
    return {
      text: say.unsaid(unsaid.map(({ said }) => said)),
      criterion: 'topic',
      choices: choices.slice(0, mostChoices),
    }
  }
  const choices = meant.map(({ code, label }) => ({ label, criteria: { occupation: { code }, topic: null } }))
  if (choices.length > 0) return { text: say.meant, criterion: 'occupation', choices }
  // Of more words some would be known, had they not told what is done: "courir derrière le camion".
  const isTold = meaningfulWords(topic).length > mostUnknown
  return named || occupation || isTold ? null : askWhatAbout(locale, topic)
}

const mostChoices = 6
/** In words: more of them describe something, if not by its name. */
const mostUnknown = 2
