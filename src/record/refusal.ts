import type { Finding } from '../../guardrails/finding.ts'
import type { Decision } from './decision.ts'

/** A part of a request that cannot be taken, as a JSON pointer into its body. */
export interface RequestProblem {
  pointer: string
  detail: string
}

/** An expected way for a request not to succeed. The code is for programs; http/ gives it a status and words. */
export type Refusal =
  | { refused: 'not-found' }
  | { refused: 'invalid-request'; problems: RequestProblem[] }
  | { refused: 'message-too-long'; limit: number; pointer: string }
  | {
      refused: 'message-blocked'
      findings: Finding[]
      because: 'findings' | 'disguise' | 'guard-failure'
      pointer: string
      /** A counsellor may say why it is wrong, and it goes on. */
      dubious?: true
    }
  | { refused: 'no-ai-path' }
  | { refused: 'catalogue-empty' }
  | { refused: 'already-decided'; decision: Decision }
  | { refused: 'options-changed' }
  | { refused: 'changed-meanwhile' }
  | { refused: 'unknown-option'; optionIds: string[] }
  | { refused: 'nothing-pending' }
  | { refused: 'decision-pending' }
  | { refused: 'course-first' }
  | { refused: 'human-required' }

export const isRefusal = (value: object): value is Refusal => 'refused' in value
