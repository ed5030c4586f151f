import type { Suite } from '../suite.ts'
import { actsSuite } from './acts.ts'
import { composeSuite } from './compose.ts'
import { deduplicationSuite } from './deduplication.ts'
import { fairnessSuite } from './fairness.ts'
import { faithfulnessSuite } from './faithfulness.ts'
import { followUpsSuite } from './follow-ups.ts'
import { formsSuite } from './forms.ts'
import { outcomesSuite } from './outcomes.ts'
import { groundingSuite } from './grounding.ts'
import { guardrailsSuite } from './guardrails.ts'
import { guardrailsBlindSuite } from './guardrails-blind.ts'
import { modelReadingSuite } from './model-reading.ts'
import { needSuite } from './need.ts'
import { needsSuite } from './needs.ts'
import { negationSuite } from './negation.ts'
import { derivationSuite } from './derivation.ts'
import { enoughSuite } from './options/enough.ts'
import { tradesSuite } from './options/trades.ts'
import { optionsSuite } from './options.ts'
import { profileSuite } from './profile.ts'
import { readMessageSuite } from './read-message.ts'
import { refusalsSuite } from './refusals.ts'
import { retrievalSuite } from './retrieval.ts'
import { replaySuite } from './scenarios/replay.ts'
import { scenariosSuite } from './scenarios.ts'
import { talkSuite } from './talk.ts'
import { territorySuite } from './territory.ts'
import { twinsSuite } from './twins.ts'

/** Every suite of `npm run eval`, in the order of a message's journey. */
export const suites: readonly Suite[] = [
  guardrailsSuite,
  guardrailsBlindSuite,
  negationSuite,
  needSuite,
  needsSuite,
  outcomesSuite,
  followUpsSuite,
  actsSuite,
  refusalsSuite,
  deduplicationSuite,
  derivationSuite,
  retrievalSuite,
  enoughSuite,
  tradesSuite,
  optionsSuite,
  fairnessSuite,
  twinsSuite,
  formsSuite,
  territorySuite,
  profileSuite,
  modelReadingSuite,
  groundingSuite,
  faithfulnessSuite,
  readMessageSuite,
  talkSuite,
  composeSuite,
  scenariosSuite,
  replaySuite,
]
