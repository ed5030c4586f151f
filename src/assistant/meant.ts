import type { Criteria } from '../criteria/criteria.ts'
import type { Question } from '../record/turn.ts'
import type { Doubts } from '../relevance/doubts.ts'
import type { Replies } from './replies.ts'

/**
 * Where nothing answers: the question whether a word that no offer says was meant for one that looks like it, else whether one of the
 * occupations that the words are nearest to was described; null when nothing comes near. What is tapped is the counsellor's own correction.
 */
export function askWhatWasMeant({ topic }: Criteria, doubts: Doubts | undefined, say: Replies): Question | null {
  if (!topic || !doubts) return null
  const { unsaid, meant } = doubts
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
  return choices.length > 0 ? { text: say.meant, criterion: 'occupation', choices } : null
}

const mostChoices = 6
